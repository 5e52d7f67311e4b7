package gateway.api.protocol;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
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
     * @param name the file's name as it was asked for, path and query included; not cut, but bounded by the protocol
     * @param attributes what else the request said
     */
    record FileRequested(String name, Map<String, String> attributes) implements DissectionEvent {
        /** Copies the map. */
        public FileRequested {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Somebody wrote to somebody.
     *
     * @param conversation what belongs together, by the protocol's own name for it; empty if it has none
     * @param from the writer's account; empty if unknown
     * @param to the reader's account, or the room; empty if unknown
     * @param text what was written
     */
    record MessageSent(String conversation, String from, String to, WireText text) implements DissectionEvent {
    }

    /**
     * A part of a message came whose other parts are sent on their own. It is looked at for keywords at once, since
     * its reader may have it at once; a record is made of the {@link MessageSent} that is emitted in the end.
     *
     * @param text what was written so far, or the end of it
     */
    record MessagePart(WireText text) implements DissectionEvent {
    }

    /**
     * Somebody offered a file to somebody.
     *
     * @param from the account that offers; empty if unknown
     * @param to the account that it is offered to; empty if unknown, or for everybody
     * @param name the file's name
     * @param size in bytes; {@link #UNKNOWN_SIZE} if it was not said
     * @param attributes what else was said, for instance {@code sha1}
     */
    record FileOffered(String from, String to, WireText name, long size, Map<String, String> attributes)
        implements DissectionEvent {
        /** Copies the map. */
        public FileOffered {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Somebody searched the network.
     *
     * @param text what for
     */
    record SearchIssued(WireText text) implements DissectionEvent {
    }

    /** A size that nobody said. */
    long UNKNOWN_SIZE = -1;

    /**
     * A file, or a part of one, begins in this flow.
     *
     * @param transfer a number for it, unique in the flow
     * @param direction in which it goes
     * @param name the file's name; an empty value if it was not said
     * @param size of the whole file in bytes; {@link #UNKNOWN_SIZE} if it was not said
     * @param first where in the file this part begins
     * @param length of this part in bytes; {@link #UNKNOWN_SIZE} if it ends with the connection
     * @param attributes what else was said, for instance {@code sha1}, {@code content_type}, {@code content_encoding}
     */
    record TransferStarted(long transfer, Direction direction, WireText name, long size, long first, long length,
                           Map<String, String> attributes) implements DissectionEvent {
        /** Copies the map. */
        public TransferStarted {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * The next bytes of a transfer.
     *
     * @param transfer which one
     * @param fileOffset where they stand in the file
     * @param bytes good while the event is emitted
     */
    record TransferData(long transfer, long fileOffset, ByteView bytes) implements DissectionEvent {
    }

    /**
     * A transfer came to its end. One that a gap, a violation or the end of the flow cut off ends too.
     *
     * @param transfer which one
     * @param complete whether all of its bytes were emitted, in order
     */
    record TransferEnded(long transfer, boolean complete) implements DissectionEvent {
    }

    /**
     * The flow carried addresses of peers.
     *
     * @param content what they have, for instance an info-hash in hexadecimal; empty if unknown
     * @param peers in the order of the list
     * @param writer puts other peers into their places
     * @param departed whether the list says that these peers have left: nobody is sent to them, but clients may go
     *     there all the same
     */
    record PeersListed(String content, List<ListedPeer> peers, ListWriter writer, boolean departed)
            implements DissectionEvent {
        /** Lists are cut to this many peers. */
        public static final int MAX_PEERS = 1000;

        /** A list of peers that are there. */
        public PeersListed(String content, List<ListedPeer> peers, ListWriter writer) {
            this(content, peers, writer, false);
        }

        /** A list that can only be read. */
        public PeersListed(String content, List<ListedPeer> peers) {
            this(content, peers, ListWriter.NONE);
        }

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
     * Somebody asks for a list of peers and would take it compressed, so that nobody could change it. Where a rule
     * wants lists of the one who asks changed, core writes other bytes over these. No record is made of it.
     *
     * @param offset where the bytes begin, in the stream of their direction
     * @param plainly as many others, a character a byte, by which the list is asked for as it is
     */
    record ListRequested(long offset, String plainly) implements DissectionEvent {
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
