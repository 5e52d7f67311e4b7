package gateway.lab.network;

import java.util.List;

/**
 * How a laboratory is laid out.
 *
 * @param sites the networks around the router
 * @param offloads whether interfaces merge segments and leave checksums to the hardware, as in life
 * @param masquerade whether the router hides the inside behind its outside addresses (source NAT)
 * @param bridged whether the middle joins the sites to one network (a bridge) instead of routing between them
 */
public record Plan(List<Site> sites, Offloads offloads, boolean masquerade, boolean bridged) {
    /** Clients, a seeder, a peer and a server; offloads on; no NAT. */
    public static final Plan STANDARD =
        new Plan(List.of(Site.CLIENT, Site.SEEDER, Site.PEER, Site.SERVER), Offloads.ON, false);

    /** A client and a server, and the gateway routing between them. */
    public static final Plan ROUTED = new Plan(List.of(Site.CLIENT, Site.SERVER), Offloads.ON, false);
    /** The same, with the client hidden behind the gateway. */
    public static final Plan NAT = new Plan(List.of(Site.CLIENT, Site.SERVER), Offloads.ON, true);
    /** The same hosts on one network, with the gateway as the bridge in its middle. */
    public static final Plan BRIDGED = new Plan(List.of(Site.CLIENT, Site.SERVER), Offloads.ON, false, true);

    /** Routed. */
    public Plan(List<Site> sites, Offloads offloads, boolean masquerade) {
        this(sites, offloads, masquerade, false);
    }

    /** Copies the list. */
    public Plan {
        sites = List.copyOf(sites);
    }

    /** The same with other offloads. */
    public Plan with(Offloads other) {
        return new Plan(sites, other, masquerade, bridged);
    }

    /** Whether segments stay merged on their way through an interface. */
    public enum Offloads {
        /** The kernel's default: packets of up to 64 KB with partial checksums. */
        ON,
        /** What is on the wire: packets of at most the MTU with complete checksums. */
        OFF
    }
}
