package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of extensions (BEP 10): the handshake that gives names to numbers, peers (BEP 11), the torrent's own
 * description (BEP 9). A side sends with the numbers that the other one gave.
 */
final class ExtensionMessages {
    private static final byte[] KEY_NAMES = Bencode.key("m");
    private static final byte[] KEY_PEX = Bencode.key("ut_pex");
    private static final byte[] KEY_METADATA = Bencode.key("ut_metadata");
    private static final byte[] KEY_CLIENT = Bencode.key("v");
    private static final byte[] KEY_PORT = Bencode.key("p");
    private static final byte[] KEY_SIZE = Bencode.key("metadata_size");
    private static final byte[] KEY_ADDED = Bencode.key("added");
    private static final byte[] KEY_ADDED6 = Bencode.key("added6");
    private static final byte[] KEY_DROPPED = Bencode.key("dropped");
    private static final byte[] KEY_DROPPED6 = Bencode.key("dropped6");
    private static final int MAX_NUMBER = 255;
    private static final int MAX_CLIENT = 64;
    private static final Duration WHILE_RUNNING = Duration.ofMinutes(30);

    /** The numbers that a side gave; 0 for none. */
    private static final class Numbers {
        int pex;
        int metadata;
    }

    private final Flow flow;
    private final DissectionSink sink;
    private final Numbers[] given = {new Numbers(), new Numbers()};
    private final Metadata[] metadata = new Metadata[Direction.values().length];
    private byte[] infoHash = {};

    ExtensionMessages(Flow flow, DissectionSink sink) {
        this.flow = flow;
        this.sink = sink;
        for (Direction direction : Direction.values()) {
            metadata[direction.ordinal()] = new Metadata(sink);
        }
    }

    /** The torrent that the connection is about. */
    void onHandshake(byte[] hash) {
        infoHash = hash;
    }

    /**
     * A message whose payload is [at, end): its number and what belongs to it.
     *
     * @param base of the view's first byte in the stream
     */
    void onMessage(Direction direction, ByteView bytes, int at, int end, long base) {
        int number = bytes.u8(at);
        Numbers expected = given[direction.reverse().ordinal()];
        if (number == 0) {
            onHandshake(direction, bytes, at + 1, end);
        } else if (number == expected.pex) {
            onPeers(bytes, at + 1, end, base);
        } else if (number == expected.metadata) {
            metadata[direction.ordinal()].add(bytes, at + 1, end, infoHash);
        }
    }

    /** Nothing more comes. */
    void close() {
        for (Metadata one : metadata) {
            one.end(infoHash);
        }
    }

    private void onHandshake(Direction direction, ByteView bytes, int at, int end) {
        if (Bencode.skip(bytes, at, end) < 0) {
            sink.emit(new DissectionEvent.Anomaly("bad_extension_message", "handshake"));
            return;
        }
        int names = Bencode.find(bytes, at, end, KEY_NAMES);
        Numbers numbers = given[direction.ordinal()];
        numbers.pex = number(bytes, names, end, KEY_PEX, numbers.pex);
        numbers.metadata = number(bytes, names, end, KEY_METADATA, numbers.metadata);
        Map<String, String> said = new LinkedHashMap<>();
        int client = Bencode.find(bytes, at, end, KEY_CLIENT);
        int length = Bencode.textLength(bytes, client, end);
        if (length > 0) {
            said.put("client", Ascii.printable(bytes, Bencode.textStart(bytes, client, end), length, MAX_CLIENT));
        }
        long size = Bencode.integer(bytes, Bencode.find(bytes, at, end, KEY_SIZE), end, -1);
        if (size >= 0) {
            said.put("metadata_size", Long.toString(size));
        }
        long port = Bencode.integer(bytes, Bencode.find(bytes, at, end, KEY_PORT), end, 0);
        if (port > 0 && port <= 0xffff) {
            said.put("port", Long.toString(port));
        }
        sink.emit(new DissectionEvent.Identified("extensions", said));
        if (said.containsKey("port")) {
            Endpoint side = direction == Direction.TO_SERVER ? flow.client() : flow.server();
            sink.emit(new DissectionEvent.Expected(Transport.TCP, new Endpoint(side.address(), (int) port),
                WHILE_RUNNING));
        }
    }

    /** Handshakes may be repeated, and then say only what changed. */
    private static int number(ByteView bytes, int names, int end, byte[] key, int before) {
        long number = Bencode.integer(bytes, Bencode.find(bytes, names, end, key), end, before);
        return number >= 0 && number <= MAX_NUMBER ? (int) number : 0;
    }

    private void onPeers(ByteView bytes, int at, int end, long base) {
        if (Bencode.skip(bytes, at, end) < 0) {
            sink.emit(new DissectionEvent.Anomaly("bad_extension_message", "ut_pex"));
            return;
        }
        list(bytes, at, end, base, false);
        // aria2, for one, connects to those that are dropped as well.
        list(bytes, at, end, base, true);
    }

    private void list(ByteView bytes, int at, int end, long base, boolean dropped) {
        List<ListedPeer> peers = new ArrayList<>();
        read(bytes, Bencode.find(bytes, at, end, dropped ? KEY_DROPPED : KEY_ADDED), end, CompactPeers.V4, base, peers);
        read(bytes, Bencode.find(bytes, at, end, dropped ? KEY_DROPPED6 : KEY_ADDED6), end, CompactPeers.V6, base,
            peers);
        if (!peers.isEmpty()) {
            sink.emit(new PeersListed(Ascii.toHex(infoHash), peers, CompactWriter.INSTANCE, dropped));
        }
    }

    private static void read(ByteView bytes, int text, int end, int entry, long base, List<ListedPeer> peers) {
        int length = Bencode.textLength(bytes, text, end);
        if (length > 0) {
            CompactPeers.read(bytes, Bencode.textStart(bytes, text, end), length, entry,
                (at, size) -> base + at, peers);
        }
    }
}
