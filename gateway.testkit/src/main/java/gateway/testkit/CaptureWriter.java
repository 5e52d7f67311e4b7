package gateway.testkit;

import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes scripts as a capture that any reader of pcap files takes for a real one: Ethernet, IPv4, right checksums, TCP
 * with its handshake and its end, a millisecond from packet to packet. The flows follow each other; give each its own
 * ends. The same scripts make the same file.
 */
public final class CaptureWriter {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int LINK_ETHERNET = 1;
    private static final int SNAP_LENGTH = 262_144;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    /** What an IPv4 packet has room for beside the larger of the two headers. */
    private static final int MAX_PAYLOAD = 0xffff - IP_HEADER - TCP_HEADER;
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int PUSH = 0x08;
    private static final int ACK = 0x10;
    private static final int WINDOW = 0xffff;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long nowMillis;

    private CaptureWriter() {
    }

    /**
     * Writes a capture; a file of that name is replaced.
     *
     * @throws IllegalArgumentException if a flow is not over IPv4, or a payload does not fit into one packet
     */
    public static void write(Path file, FlowScript... scripts) {
        CaptureWriter writer = new CaptureWriter();
        writer.file.writeBytes(ByteBuffer.allocate(24).putInt(MAGIC).putShort((short) 2).putShort((short) 4)
            .putLong(0).putInt(SNAP_LENGTH).putInt(LINK_ETHERNET).array());
        for (FlowScript script : scripts) {
            writer.add(script);
        }
        try {
            Files.write(file, writer.file.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(FlowScript script) {
        FakeFlow flow = script.flow();
        nowMillis = Math.max(nowMillis, flow.startedMillis());
        if (flow.transport() == Transport.UDP) {
            script.payloads().forEach(datagram -> udp(flow, datagram));
            return;
        }
        int[] sent = {1000, 2000};
        if (!flow.midstream()) {
            tcp(flow, Direction.TO_SERVER, sent, SYN, new byte[0]);
            tcp(flow, Direction.TO_CLIENT, sent, SYN | ACK, new byte[0]);
            tcp(flow, Direction.TO_SERVER, sent, ACK, new byte[0]);
        }
        for (FlowScript.Step step : script.steps()) {
            if (step instanceof FlowScript.Payload segment) {
                tcp(flow, segment.direction(), sent, PUSH | ACK, segment.bytes());
            } else if (step instanceof FlowScript.Gap gap) {
                sent[gap.direction().ordinal()] += (int) gap.missing();
            }
        }
        tcp(flow, Direction.TO_SERVER, sent, FIN | ACK, new byte[0]);
        tcp(flow, Direction.TO_CLIENT, sent, FIN | ACK, new byte[0]);
        tcp(flow, Direction.TO_SERVER, sent, ACK, new byte[0]);
    }

    /** One segment; {@code sent} holds the next sequence number of each direction, and is moved on. */
    private void tcp(FakeFlow flow, Direction direction, int[] sent, int flags, byte[] payload) {
        int way = direction.ordinal();
        int acknowledged = (flags & ACK) != 0 ? sent[1 - way] : 0;
        ByteBuffer segment = ByteBuffer.allocate(TCP_HEADER + fitting(payload).length);
        segment.putShort((short) from(flow, direction).port()).putShort((short) to(flow, direction).port())
            .putInt(sent[way]).putInt(acknowledged).put((byte) (TCP_HEADER / 4 << 4)).put((byte) flags)
            .putShort((short) WINDOW).putInt(0).put(payload);
        sent[way] += payload.length + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
        packet(flow, direction, segment, 16);
    }

    private void udp(FakeFlow flow, FlowScript.Payload datagram) {
        Direction direction = datagram.direction();
        ByteBuffer bytes = ByteBuffer.allocate(UDP_HEADER + fitting(datagram.bytes()).length);
        bytes.putShort((short) from(flow, direction).port()).putShort((short) to(flow, direction).port())
            .putShort((short) bytes.capacity()).putShort((short) 0).put(datagram.bytes());
        packet(flow, direction, bytes, 6);
    }

    /** Puts IP, Ethernet and the record's header around a segment, and its checksum at {@code checksumAt}. */
    private void packet(FakeFlow flow, Direction direction, ByteBuffer segment, int checksumAt) {
        int number = flow.transport().number();
        int length = IP_HEADER + segment.capacity();
        byte[] addresses = ByteBuffer.allocate(8).putInt(v4(from(flow, direction))).putInt(v4(to(flow, direction)))
            .array();
        long pseudo = sum(addresses) + number + segment.capacity();
        int checksum = folded(pseudo + sum(segment.array()));
        // 0 means none in UDP; all ones is the same number.
        segment.putShort(checksumAt, (short) (checksum == 0 && number == 17 ? 0xffff : checksum));
        ByteBuffer ip = ByteBuffer.allocate(IP_HEADER).putShort((short) 0x4500).putShort((short) length).putInt(0x4000)
            .put((byte) 64).put((byte) number).putShort((short) 0).put(addresses);
        ip.putShort(10, (short) folded(sum(ip.array())));
        ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER + ETHERNET + length);
        record.putInt((int) (nowMillis / 1000)).putInt((int) (nowMillis % 1000) * 1000)
            .putInt(ETHERNET + length).putInt(ETHERNET + length);
        record.putLong(0x02000000_00010200L).putInt(0x00000002).putShort((short) 0x0800);
        file.writeBytes(record.put(ip.array()).put(segment.array()).array());
        nowMillis++;
    }

    private static byte[] fitting(byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a packet holds no more than " + MAX_PAYLOAD + " bytes");
        }
        return payload;
    }

    private static Endpoint from(FakeFlow flow, Direction direction) {
        return direction == Direction.TO_SERVER ? flow.client() : flow.server();
    }

    private static Endpoint to(FakeFlow flow, Direction direction) {
        return from(flow, direction.reverse());
    }

    private static int v4(Endpoint end) {
        if (!end.address().isV4()) {
            throw new IllegalArgumentException("not IPv4: " + end);
        }
        return ByteBuffer.wrap(end.address().bytes()).getInt();
    }

    /** RFC 1071: the sum of big-endian 16-bit words. */
    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (i & 1) == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
