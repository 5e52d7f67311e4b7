package gateway.lab.network;

import java.util.List;

/**
 * How a laboratory is laid out.
 *
 * @param sites the networks around the router
 * @param offloads whether interfaces merge segments and leave checksums to the hardware, as in life
 * @param masquerade whether the router hides the inside behind its outside addresses (source NAT)
 */
public record Plan(List<Site> sites, Offloads offloads, boolean masquerade) {
    /** Clients, a seeder, a peer and a server; offloads on; no NAT. */
    public static final Plan STANDARD =
        new Plan(List.of(Site.CLIENT, Site.SEEDER, Site.PEER, Site.SERVER), Offloads.ON, false);

    /** Copies the list. */
    public Plan {
        sites = List.copyOf(sites);
    }

    /** The same with other offloads. */
    public Plan with(Offloads other) {
        return new Plan(sites, other, masquerade);
    }

    /** Whether segments stay merged on their way through an interface. */
    public enum Offloads {
        /** The kernel's default: packets of up to 64 KB with partial checksums. */
        ON,
        /** What is on the wire: packets of at most the MTU with complete checksums. */
        OFF
    }
}
