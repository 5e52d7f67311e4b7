package gateway.lab.speaker;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Messages of PPStream as bytes, plain; and the form in which peers send them. */
final class PpstreamMessages {
    static final int ASK = 0x44;
    static final int ANSWER = 0x55;
    static final int HELLO = 0x0011;
    static final int PEERS = 0x0012;
    static final int MAP = 0x0016;
    static final int REQUEST = 0x0025;
    static final int DATA = 0x0026;
    static final int PROBE = 0x0041;
    static final int REGISTER = 0x7174;
    static final int REGISTERED = 0x1775;
    static final int NOTICE = 0x71b1;
    /** Bytes of a part of a video. */
    static final int PIECE = 1024;
    /** Places in a video are counted in these. */
    static final int UNIT = 256;
    static final int KEY = 5;
    private static final int KEY_LENGTH = 8;
    private static final int SEQUENCE = 19;
    private static final int ASKED = 24;
    private static final int SENT = 28;
    private static final int VIDEO = 37;
    private static final int TRAILER = 4;
    private static final int LISTED = 22;
    private static final int ENTRY = 22;
    private static final int REACH = 128;

    private PpstreamMessages() {
    }

    /** The content key that stands for a name. */
    static byte[] key(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), KEY_LENGTH);
    }

    static byte[] message(int family, int command, byte[] key, byte[]... body) {
        byte[] rest = join(body);
        int length = KEY + key.length + rest.length;
        return buffer(length).putShort((short) length).put((byte) family).putShort((short) command).put(key)
            .put(rest).array();
    }

    static byte[] probe(int family, byte[] key, InetSocketAddress own) {
        return message(family, PROBE, key, hex("00000100"), port(own), address(own), hex("0d"));
    }

    /** Who and where the sender is; its id is made from its address. */
    static byte[] hello(int family, byte[] key, InetSocketAddress own) {
        byte[] places = "中国\0实验室\0北\0南\0实验网\0".getBytes(Charset.forName("GBK"));
        byte[] id = Arrays.copyOf(join(hex("0200"), address(own)), 20);
        return message(family, HELLO, key, hex("0100ff0a"), port(own), Arrays.copyOf(key, 20),
            hex("0d00030000000100003a0000002000004014"), id, address(own),
            hex("1402210704000a00000000002501000000000200000000000300"), places, new byte[9]);
    }

    static byte[] map(int family, byte[] key, InetSocketAddress own) {
        return message(family, MAP, key, hex("0100fe00"), port(own),
            hex("01083401f06500000c0060004b0400000000803f021800006800"));
    }

    static byte[] request(byte[] key, InetSocketAddress own, int sequence, long offset) {
        return message(ASK, REQUEST, key, hex("00000104"), port(own), little(sequence), new byte[1],
            little((int) (offset / UNIT)), new byte[4], hex("04e0ffffff"));
    }

    /** The answer to a request, with what is there of the part that it asks for. */
    static byte[] data(byte[] request, InetSocketAddress own, byte[] video) {
        return message(ANSWER, DATA, keyOf(request), hex("00044102"), port(own), hex("8123ef3e"),
            Arrays.copyOfRange(request, SEQUENCE, SEQUENCE + 4), new byte[1],
            Arrays.copyOfRange(request, ASKED, ASKED + 4), hex("0000000004"), video, new byte[TRAILER]);
    }

    /** That there is no such part. */
    static byte[] noData(byte[] request) {
        return message(ANSWER, DATA, keyOf(request), hex("010800000000"));
    }

    /** A list of peers, each of one port. */
    static byte[] peers(byte[] key, List<InetSocketAddress> peers) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (InetSocketAddress peer : peers) {
            entries.writeBytes(join(hex("0f"), address(peer), port(peer), port(peer),
                hex("0102030405060708090a0b0c00")));
        }
        return message(ANSWER, PEERS, key, hex("010002000959000000"), new byte[] {(byte) peers.size()},
            entries.toByteArray(), hex("5a"));
    }

    /** To a server, whom the sender wants to reach. */
    static byte[] notice(byte[] key, InetSocketAddress own, List<InetSocketAddress> peers) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (InetSocketAddress peer : peers) {
            entries.writeBytes(join(address(peer), port(peer), port(peer)));
        }
        return message(ASK, NOTICE, key, hex("0000010003000000"), address(own), port(own),
            new byte[] {(byte) peers.size()}, entries.toByteArray());
    }

    /** To a server; on the wire two bytes stand in front, which the length counts. */
    static byte[] register(byte[] key) {
        return prefixed(message(ASK, REGISTER, key, new byte[40],
            "PPStream".getBytes(StandardCharsets.US_ASCII), new byte[72]));
    }

    static byte[] registered(byte[] key) {
        return prefixed(message(ANSWER, REGISTERED, key, new byte[121]));
    }

    /** Whether a plain message is of this kind. */
    static boolean is(byte[] message, int family, int command) {
        return message[2] == family && (message[3] & 0xff | (message[4] & 0xff) << 8) == command;
    }

    static byte[] keyOf(byte[] message) {
        return Arrays.copyOfRange(message, KEY, KEY + KEY_LENGTH);
    }

    /** Where the part begins that a request asks for. */
    static long asked(byte[] request) {
        return UNIT * Integer.toUnsignedLong(buffer(request).getInt(ASKED));
    }

    /** Where the part begins that an answer holds. */
    static long sent(byte[] data) {
        return UNIT * Integer.toUnsignedLong(buffer(data).getInt(SENT));
    }

    /** The bytes that an answer holds; none if it says that there are none. */
    static byte[] video(byte[] data) {
        return data.length <= VIDEO + TRAILER ? new byte[0]
            : Arrays.copyOfRange(data, VIDEO, data.length - TRAILER);
    }

    /** The peers of a list: the first of their ports is that of UDP. */
    static List<InetSocketAddress> peersOf(byte[] list) throws UnknownHostException {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int i = 0; i < (list[LISTED] & 0xff); i++) {
            int at = LISTED + 1 + i * ENTRY;
            peers.add(new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(list, at + 1, at + 5)),
                buffer(list).getShort(at + 5) & 0xffff));
        }
        return peers;
    }

    /** As it goes between peers: each of the first bytes combined with the one before it, the last one the key. */
    static byte[] scrambled(byte[] plain) {
        int last = Math.min(plain.length, REACH) - 1;
        byte[] wire = plain.clone();
        wire[0] = (byte) (plain[0] ^ plain[last]);
        wire[1] = (byte) (plain[1] | 0x80);
        wire[2] = (byte) (plain[2] ^ wire[0]);
        for (int i = 3; i < last; i++) {
            wire[i] = (byte) (plain[i] ^ wire[i - 1]);
        }
        return wire;
    }

    /** The plain message of a datagram. */
    static byte[] opened(byte[] wire) {
        if ((wire[1] & 0x80) == 0) {
            boolean prefix = wire[0] != (byte) wire.length && wire[2] == (byte) wire.length;
            return prefix ? Arrays.copyOfRange(wire, 2, wire.length) : wire;
        }
        int last = Math.min(wire.length, REACH) - 1;
        byte[] plain = wire.clone();
        plain[0] = (byte) (wire[0] ^ wire[last]);
        plain[1] = (byte) (wire[1] & 0x7f);
        plain[2] = (byte) (wire[2] ^ wire[0]);
        for (int i = 3; i < last; i++) {
            plain[i] = (byte) (wire[i] ^ wire[i - 1]);
        }
        return plain;
    }

    private static byte[] prefixed(byte[] plain) {
        byte[] wire = join(hex("1c40"), plain);
        buffer(wire).putShort(2, (short) wire.length);
        return wire;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] little(int value) {
        return buffer(Integer.BYTES).putInt(value).array();
    }

    private static byte[] port(InetSocketAddress end) {
        return buffer(Short.BYTES).putShort((short) end.getPort()).array();
    }

    private static byte[] address(InetSocketAddress end) {
        return end.getAddress().getAddress();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
