package gateway.api.protocol;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a dissector found. Values are taken from the wire: bounded by the dissector, but otherwise raw; whoever shows
 * or stores them escapes them.
 */
public sealed interface DissectionEvent {
    /** Text values in events are cut to this many characters. */
    int MAX_TEXT = 1024;

    /**
     * What the flow is, in more detail than the application's name.
     *
     * @param channel the part of the protocol, for instance {@code dht} or {@code tracker}
     * @param attributes what was said, by names in lower case with underscores, for instance {@code info_hash}
     */
    record Identified(String channel, Map<String, String> attributes) implements DissectionEvent {
        /** Copies the map. */
        public Identified {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Somebody asked for a file by name.
     *
     * @param name the file's name as it was asked for, path and query included
     * @param attributes what else the request said
     */
    record FileRequested(String name, Map<String, String> attributes) implements DissectionEvent {
        /** Copies the map. */
        public FileRequested {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * The flow carried addresses of peers.
     *
     * @param content what they have, for instance an info-hash in hexadecimal; empty if unknown
     * @param peers in the order of the list
     */
    record PeersListed(String content, List<ListedPeer> peers) implements DissectionEvent {
        /** Lists are cut to this many peers. */
        public static final int MAX_PEERS = 1000;

        /** Copies the list. */
        public PeersListed {
            peers = List.copyOf(peers);
        }
    }

    /**
     * One peer of a list.
     *
     * @param peer its address and port
     * @param offset where its entry begins, in bytes: in the stream (TCP) or in the payload (UDP);
     *     {@link #NOWHERE} where it does not stand there in one piece
     * @param length of its entry in bytes
     */
    record ListedPeer(Endpoint peer, long offset, int length) {
        /** The offset of an entry that was compressed, split by chunk framing, or merely follows from the rest. */
        public static final long NOWHERE = -1;
    }

    /**
     * A related flow is to come.
     *
     * @param transport what it will use
     * @param to where it will go
     * @param within how long the announcement holds
     */
    record Expected(Transport transport, Endpoint to, Duration within) implements DissectionEvent {
    }

    /**
     * Something that the protocol does not allow.
     *
     * @param what a fixed name of the kind, lower case with underscores
     * @param detail what was found, in a few words
     */
    record Anomaly(String what, String detail) implements DissectionEvent {
    }
}
