package gateway.core.internal.crafted;

import gateway.api.packet.IpAddress;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one packet, IPv4 or IPv6 by its addresses, TCP or UDP. It goes from 192.0.2.1:40000 to 198.51.100.2:50000
 * unless a test says otherwise.
 */
public final class CraftedPacket {
    /** Bytes around the packet that nobody may look at. */
    private static final int MARGIN = 7;

    private final int protocol;
    private IpAddress source = address("192.0.2.1");
    private IpAddress destination = address("198.51.100.2");
    private int sourcePort = 40_000;
    private int destinationPort = 50_000;
    private int flags = Packet.ACK;
    private int sequence;
    private int acknowledgement;
    private byte[] payload = {};
    private int window = 0xffff;
    private int urgent;
    private int timeToLive = 64;
    private byte[] options = {};
    private int captured = Integer.MAX_VALUE;
    private int mark;
    private Lane lane = Lane.CLASSIFY;
    private boolean checksummed;
    private boolean damaged;

    private CraftedPacket(int protocol) {
        this.protocol = protocol;
    }

    /** A TCP segment, ACK set. */
    public static CraftedPacket tcp() {
        return new CraftedPacket(6);
    }

    /** A datagram. */
    public static CraftedPacket udp() {
        return new CraftedPacket(17);
    }

    /** Its last byte was changed on its way; {@link #checksummed} tells. */
    public CraftedPacket damaged() {
        damaged = true;
        return this;
    }

    /** Where it comes from. */
    public CraftedPacket from(String address, int port) {
        source = address(address);
        sourcePort = port;
        return this;
    }

    /** Where it goes. */
    public CraftedPacket to(String address, int port) {
        destination = address(address);
        destinationPort = port;
        return this;
    }

    /** The answer's way: source and destination change places. */
    public CraftedPacket back() {
        IpAddress address = source;
        source = destination;
        destination = address;
        int port = sourcePort;
        sourcePort = destinationPort;
        destinationPort = port;
        return this;
    }

    /** TCP flags, as in {@link Packet}. */
    public CraftedPacket flags(int flags) {
        this.flags = flags;
        return this;
    }

    /** TCP sequence number. */
    public CraftedPacket seq(int sequence) {
        this.sequence = sequence;
        return this;
    }

    /** TCP acknowledgement number. */
    public CraftedPacket ack(int acknowledgement) {
        this.acknowledgement = acknowledgement;
        return this;
    }

    /** TCP window, not scaled; 65535 without this. */
    public CraftedPacket window(int units) {
        window = units;
        return this;
    }

    /** TCP urgent pointer. */
    public CraftedPacket urgent(int pointer) {
        urgent = pointer;
        return this;
    }

    /** How many more routers let it pass; 64 without this. */
    public CraftedPacket timeToLive(int hops) {
        timeToLive = hops;
        return this;
    }

    /** TCP options; filled up to whole words with zeros. */
    public CraftedPacket options(byte[] bytes) {
        options = Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
        return this;
    }

    /** What it carries, a byte a character. */
    public CraftedPacket payload(String text) {
        return payload(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What it carries. */
    public CraftedPacket payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    /** Only so many bytes of it are there, headers included. */
    public CraftedPacket cutTo(int captured) {
        this.captured = captured;
        return this;
    }

    /** Its mark when it comes. */
    public CraftedPacket mark(int mark) {
        this.mark = mark;
        return this;
    }

    /** The lane that it comes through. */
    public CraftedPacket lane(Lane lane) {
        this.lane = lane;
        return this;
    }

    /** Its transport checksum is right, and complete; without this there is none. */
    public CraftedPacket checksummed() {
        checksummed = true;
        return this;
    }

    /** Where it comes from. */
    public IpAddress source() {
        return source;
    }

    /** Where it goes. */
    public IpAddress destination() {
        return destination;
    }

    /** The destination's port. */
    public int destinationPort() {
        return destinationPort;
    }

    /** 6 or 17. */
    public int protocol() {
        return protocol;
    }

    /** Whether it opens a TCP connection. */
    public boolean isSyn() {
        return protocol == 6 && (flags & (Packet.SYN | Packet.ACK)) == Packet.SYN;
    }

    /** Whether it acknowledges, and nothing else: the kernel keeps that to itself while nothing is decided. */
    public boolean isPlainAcknowledgement() {
        return protocol == 6 && payload.length == 0
            && (flags & (Packet.ACK | Packet.FIN | Packet.RST)) == Packet.ACK;
    }

    /** Whether it neither begins nor ends a connection. */
    public boolean goesOn() {
        return (flags & (Packet.SYN | Packet.FIN | Packet.RST)) == 0;
    }

    /** The same for both directions of a flow. */
    public String connection() {
        String from = source + " " + sourcePort;
        String to = destination + " " + destinationPort;
        return protocol + " " + (from.compareTo(to) < 0 ? from + " " + to : to + " " + from);
    }

    /** The packet, IP header first. */
    public byte[] bytes() {
        boolean v4 = source.isV4();
        int transport = (protocol == 6 ? 20 + options.length : 8) + payload.length;
        ByteBuffer packet = ByteBuffer.allocate((v4 ? 20 : 40) + transport);
        if (v4) {
            packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
            packet.put((byte) timeToLive).put((byte) protocol).putShort((short) 0);
        } else {
            packet.putInt(0x6000_0000).putShort((short) transport).put((byte) protocol).put((byte) timeToLive);
        }
        packet.put(source.bytes()).put(destination.bytes());
        packet.putShort((short) sourcePort).putShort((short) destinationPort);
        if (protocol == 6) {
            packet.putInt(sequence).putInt(acknowledgement).put((byte) (5 + options.length / 4 << 4)).put((byte) flags);
            packet.putShort((short) window).putShort((short) 0).putShort((short) urgent).put(options);
        } else {
            packet.putShort((short) transport).putShort((short) 0);
        }
        return packet.put(payload).array();
    }

    /** The packet as a source hands it over. */
    public RawPacket raw() {
        RawPacket raw = rawOf(bytes());
        raw.captured = Math.min(captured, raw.length);
        raw.mark = mark;
        raw.lane = lane;
        if (checksummed) {
            Packet packet = new Packet();
            packet.decode(raw);
            raw.checksumComplete = true;
            raw.bytes.putShort(packet.transportOffset + (protocol == 6 ? 16 : 6), (short) Checksums.of(packet));
        }
        if (damaged) {
            int last = raw.offset + raw.captured - 1;
            raw.bytes.put(last, (byte) ~raw.bytes.get(last));
        }
        return raw;
    }

    /** Any bytes as a source hands them over. */
    public static RawPacket rawOf(byte[] bytes) {
        RawPacket raw = new RawPacket();
        raw.bytes = ByteBuffer.allocate(bytes.length + 2 * MARGIN);
        raw.bytes.put(MARGIN, bytes);
        raw.offset = MARGIN;
        raw.length = bytes.length;
        raw.captured = bytes.length;
        return raw;
    }

    private static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
