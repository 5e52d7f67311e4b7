package gateway.testkit;

import gateway.api.flow.Flow;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small capture of one's own as scripts, one for each flow: classic pcap, Ethernet, IPv4, segments in order.
 * Retransmitted bytes are left out. For anything else there is the gateway's replay.
 */
public final class Capture {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int UDP_HEADER = 8;
    private static final int IP_HEADER = 20;
    /** The offset of a fragment. */
    private static final int FRAGMENT = 0x1fff;
    private static final int SYN = 0x02;

    private record Key(Transport transport, Endpoint from, Endpoint to) {
        Key reversed() {
            return new Key(transport, to, from);
        }
    }

    private final Map<Key, FlowScript> scripts = new LinkedHashMap<>();
    private final Map<Key, Integer> nextSequence = new HashMap<>();

    private Capture() {
    }

    /** The flows of a capture file, in the order of their first packets. */
    public static List<FlowScript> read(Path file) {
        Capture capture = new Capture();
        try {
            capture.packets(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(capture.scripts.values());
    }

    private void packets(ByteBuffer file) {
        file.order(file.getInt(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= file.limit()) {
            int length = file.getInt(at + 8);
            at += RECORD_HEADER;
            if (length >= ETHERNET + IP_HEADER) {
                packet(file.slice(at + ETHERNET, length - ETHERNET).order(ByteOrder.BIG_ENDIAN));
            }
            at += length;
        }
    }

    private void packet(ByteBuffer ip) {
        Optional<Transport> transport = Transport.of(ip.get(9));
        if (ip.get(0) >> 4 != 4 || transport.isEmpty()) {
            return;
        }
        int header = (ip.get(0) & 0x0f) * 4;
        int total = ip.getShort(2) & 0xffff;
        if (total > ip.limit() || total < header + UDP_HEADER || (ip.getShort(6) & FRAGMENT) != 0) {
            // Cut short, merged by an interface, or a fragment.
            return;
        }
        Key key = new Key(transport.get(), endpoint(ip, 12, header), endpoint(ip, 16, header + 2));
        byte[] segment = new byte[total - header];
        ip.get(header, segment);
        boolean tcp = key.transport == Transport.TCP;
        byte[] payload = tcp ? fresh(key, ByteBuffer.wrap(segment)) : tail(segment, UDP_HEADER);
        add(key, payload, tcp && (segment[13] & SYN) == 0);
    }

    private void add(Key key, byte[] payload, boolean midstream) {
        boolean back = scripts.containsKey(key.reversed());
        Key known = back ? key.reversed() : key;
        scripts.computeIfAbsent(known, k -> new FlowScript(
            new FakeFlow(1, k.transport, k.from, k.to, Flow.Side.CLIENT, midstream, 1), List.of()));
        if (payload.length > 0) {
            Direction direction = back ? Direction.TO_CLIENT : Direction.TO_SERVER;
            scripts.computeIfPresent(known, (k, script) -> script.then(new FlowScript.Payload(direction, payload)));
        }
    }

    /** The bytes of a segment that did not go by before. */
    private byte[] fresh(Key key, ByteBuffer tcp) {
        int offset = (tcp.get(12) >> 4 & 0x0f) * 4;
        int sequence = tcp.getInt(4) + ((tcp.get(13) & SYN) != 0 ? 1 : 0);
        int length = tcp.limit() - offset;
        int known = Math.max(0, nextSequence.getOrDefault(key, sequence) - sequence);
        if (known >= length && length > 0) {
            return new byte[0];
        }
        nextSequence.put(key, sequence + length);
        return tail(tcp.array(), offset + known);
    }

    private static Endpoint endpoint(ByteBuffer ip, int address, int port) {
        return new Endpoint(IpAddress.v4(ip.getInt(address)), ip.getShort(port) & 0xffff);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
