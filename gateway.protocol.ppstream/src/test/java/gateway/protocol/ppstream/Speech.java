package gateway.protocol.ppstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What programs say, made for tests from the layouts, without a line of the bundle: plain unless scrambled. */
final class Speech {
    static final String KEY = "1122334455667788";
    static final String HASH = "000102030405060708090a0b0c0d0e0f00000000";
    static final String ID = "02004c4f4f4b0102030405060708090a0b0c0d0e";
    /** 192.168.1.8, and the port that it uses for everything. */
    static final String OWN = "c0a80108";
    static final int PORT = 22793;
    /** Peers of lists: address, port, the other port. */
    static final String[] PEERS = {"203.0.113.9 29702 29702", "198.51.100.7 1107 15516", "192.0.2.200 9000 9001"};

    private Speech() {
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] little(int value, int bytes) {
        byte[] little = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            little[i] = (byte) (value >>> 8 * i);
        }
        return little;
    }

    /** A message: its length, family and command, the key of the content, and the rest. */
    static byte[] message(int family, int command, byte[]... body) {
        byte[] rest = join(body);
        byte[] head = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).putShort((short) (13 + rest.length))
            .put((byte) family).putShort((short) command).array();
        return join(head, hex(KEY), rest);
    }

    /** As peers send it: forwards, as the description says it, where the bundle works in place. */
    static byte[] scrambled(byte[] plain) {
        int key = Math.min(plain.length, 128) - 1;
        byte[] wire = plain.clone();
        wire[0] = (byte) (plain[0] ^ plain[key]);
        wire[1] = (byte) (plain[1] | 0x80);
        wire[2] = (byte) (plain[2] ^ wire[0]);
        for (int i = 3; i < key; i++) {
            wire[i] = (byte) (plain[i] ^ wire[i - 1]);
        }
        return wire;
    }

    /** As servers of later years are told it. */
    static byte[] prefixed(byte[] plain) {
        byte[] wire = join(hex("1c40"), plain);
        wire[2] += 2;
        return wire;
    }

    static byte[] probe() {
        return message(0x44, 0x0041, hex("00000100"), little(PORT, 2), hex(OWN + "0d"));
    }

    static byte[] hello(int family) {
        Charset gbk = Charset.forName("GBK");
        byte[] places = "中国\0港澳台\0台湾\0台湾\0中华电信\0".getBytes(gbk);
        return message(family, 0x0011, hex("0100ff0a"), little(PORT, 2), hex(HASH),
            hex("0d00030000000100003a0000002000004014"), hex(ID), hex(OWN), hex("1402210704000a0000000000250100"
            + "0000000200000000000300"), places, new byte[9]);
    }

    static byte[] map(int family) {
        return message(family, 0x0016, hex("0100fe00"), little(PORT, 2),
            hex("01083401f06500000c0060004b040000abaa6a40021800006800"));
    }

    static byte[] request(int sequence, int index) {
        return message(0x44, 0x0025, hex("00000104"), little(PORT, 2), little(sequence, 4), new byte[1],
            little(index, 4), new byte[4], hex("04e0ffffff"));
    }

    static byte[] data(int sequence, int index, byte[] video) {
        return message(0x55, 0x0026, hex("00044102"), little(PORT, 2), hex("8123ef3e"), little(sequence, 4),
            new byte[1], little(index, 4), hex("0000000004"), video, new byte[4]);
    }

    static byte[] noData() {
        return message(0x55, 0x0026, hex("010800000000"));
    }

    static byte[] video(int length) {
        byte[] video = new byte[length];
        for (int i = 0; i < length; i++) {
            video[i] = (byte) (7 * i + 3);
        }
        return video;
    }

    static byte[] notice(String... peers) {
        byte[] entries = {};
        for (String peer : peers) {
            String[] words = peer.split(" ");
            entries = join(entries, address(words[0]), little(Integer.parseInt(words[2]), 2),
                little(Integer.parseInt(words[1]), 2));
        }
        return message(0x44, 0x71b1, hex("0000010003000000" + OWN), little(PORT, 2),
            new byte[] {(byte) peers.length}, entries);
    }

    static byte[] exchange(String... peers) {
        return message(0x55, 0x0012, hex("010002000959000000"), new byte[] {(byte) peers.length}, entries(peers),
            new byte[] {0x5a});
    }

    static byte[] onePeer(String peer) {
        return message(0x55, 0x0031, hex("01000200095900000000000000"), new byte[] {1}, entries(peer));
    }

    static byte[] invitation() {
        return message(0x44, 0x0047, new byte[15], address("203.0.113.9"), little(4662, 2), new byte[2]);
    }

    static byte[] report() {
        byte[] report = message(0x55, 0x7172, hex("0700000000000000" + "14" + HASH), new byte[19], hex(OWN),
            little(PORT, 2), new byte[21]);
        ByteBuffer.wrap(report).putInt(5, 0);
        return report;
    }

    static byte[] register() {
        return message(0x44, 0x7174, new byte[40], "PPStream".getBytes(StandardCharsets.US_ASCII), new byte[72]);
    }

    static byte[] live() {
        return message(0x43, 0x0023, new byte[20]);
    }

    static byte[] stream() {
        byte[] head = new byte[60];
        System.arraycopy("PSProtocol\0".getBytes(StandardCharsets.US_ASCII), 0, head, 0, 11);
        head[20] = 7;
        return head;
    }

    private static byte[] entries(String... peers) {
        byte[] entries = {};
        for (String peer : peers) {
            String[] words = peer.split(" ");
            entries = join(entries, hex("0f"), address(words[0]), little(Integer.parseInt(words[1]), 2),
                little(Integer.parseInt(words[2]), 2), hex("0102030405060708090a0b0c00"));
        }
        return entries;
    }

    private static byte[] address(String dotted) {
        byte[] address = new byte[4];
        String[] parts = dotted.split("\\.");
        for (int i = 0; i < 4; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }
}
