package gateway.core.internal.classify;

import gateway.api.packet.Direction;
import gateway.core.internal.flow.TrackedFlow;
import gateway.core.internal.packet.Packet;

/** A flow with what classification knows of it. Written by its worker's {@link Classifier} only. */
public class ClassifiedFlow extends TrackedFlow {
    /** How far classification is. */
    public enum Stage {
        /** Nobody claimed the flow yet. */
        DETECTING,
        /** Claimed; its first message may still change the label to that of a parser above. */
        IDENTIFIED,
        /** The label, or that there is none, stands. */
        ENDED
    }

    final StreamPosition toServer = new StreamPosition();
    final StreamPosition toClient = new StreamPosition();
    Stage stage = Stage.DETECTING;
    byte payloadPackets;
    byte settledAt;
    boolean announces;
    /** The claim was certain: bytes that break the protocol later do not take it back. */
    boolean proven;
    String application = "";
    String rule = "";
    /** Candidates to ask again with the next packet, as bits of {@link #parsers}. */
    long pending;
    /** Parsers that claimed and took it back, as bits of {@link #parsers}. */
    long excluded;
    ParserSet parsers;
    ParserEntry likely;
    String likelyRule = "";
    boolean likelyAnnounces;
    ParserEntry announcedBy;
    StoredHead head;
    Dissection dissection;
    /** Which way goes what the dissector was given last. */
    Direction eventDirection = Direction.TO_SERVER;
    /** Where the payload that is looked at begins, in the bytes that the dissector was given; -1 where it was not. */
    long payloadAt = -1;

    /** A flow that begins with {@code first}. */
    protected ClassifiedFlow(Origin origin, Packet first) {
        super(origin, first);
    }

    /** How far classification is. */
    public final Stage stage() {
        return stage;
    }

    /** The application; empty while or where unknown. */
    public final String application() {
        return application;
    }

    /** The rule that settled the application, by its name in the fact sheet or signature file; empty if none did. */
    public final String rule() {
        return rule;
    }

    /** The payload packet, 1 to 8, that settled the application; 0 if none did. */
    public final int settledAt() {
        return settledAt;
    }

    /** How many packets with payload classification has looked at, 0 to 8. */
    public final int payloadPackets() {
        return payloadPackets;
    }

    /** The flow is over and may be remembered for a while: it must not keep a bundle's classes in memory. */
    protected final void letGoOfParsers() {
        parsers = null;
        likely = null;
        announcedBy = null;
        dissection = null;
    }

    /** Whether flows of this kind carry addresses of peers. */
    public final boolean announces() {
        return announces;
    }

    /**
     * Where the payload of the packet that is looked at begins in the stream of its direction, as the dissector counts
     * it; -1 where the packet was not given to one. Of a datagram 0.
     */
    public final long payloadAt() {
        return payloadAt;
    }

    /** Which way goes what a dissector is being given, or was given last: what its events are about. */
    public final Direction eventDirection() {
        return eventDirection;
    }

    /** Whether a dissector reads this flow and wants to go on. */
    public final boolean readable() {
        return dissection != null && dissection.wantsMore();
    }
}
