package gateway.protocol.gnutella;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What hosts say, made for tests. */
final class Speech {
    static final String GUID = "404142434445464748494a4b4c4d4e4f";
    static final String SERVENT = "000102030405060708090a0b0c0d0e0f";
    static final byte[] PONG = hex(GUID + "0101000e000000ca18cb0071090c00000007870000");
    static final byte[] QUERY = hex(GUID + "8007000c00000000006c696e75782069736f00");
    static final byte[] HIT = hex(GUID + "8105025f00000001ca18cb0071095e01000007000000e80300006c696e75782e69736f00"
        + "75726e3a736861313a504c5354484950475153535a545335464a5550414b555a5755475951595046420"
        + "04c494d45021c1900" + SERVENT);
    static final byte[] PUSH = hex(GUID + "4005001a000000" + SERVENT + "070000000a000001ca18");
    static final String CONNECT = "GNUTELLA CONNECT/0.6\r\nUser-Agent: lab/1\r\nX-Ultrapeer: False\r\n"
        + "Accept-Encoding: deflate\r\nListen-IP: 192.0.2.1:7000\r\n\r\n";
    static final String ACCEPT = "GNUTELLA/0.6 200 OK\r\nUser-Agent: lab/2\r\nX-Ultrapeer: True\r\n"
        + "X-Try-Ultrapeers: 203.0.113.9:6346,198.51.100.7:7001\r\n\r\n";
    static final String AGREE = "GNUTELLA/0.6 200 OK\r\n\r\n";

    private Speech() {
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A descriptor with a GUID of a modern program. */
    static byte[] descriptor(int type, byte[] payload) {
        return descriptor(type, 3, payload);
    }

    static byte[] descriptor(int type, int ttl, byte[] payload) {
        return ByteBuffer.allocate(23 + payload.length).order(ByteOrder.LITTLE_ENDIAN)
            .put(hex("101112131415161fff191a1b1c1d1e00")).put((byte) type).put((byte) ttl).put((byte) 0)
            .putInt(payload.length).put(payload).array();
    }

    /** A search for these words, with what follows them. */
    static byte[] query(String words, byte[] extensions) {
        return descriptor(Descriptor.QUERY, join(new byte[2], words.getBytes(StandardCharsets.UTF_8), new byte[1],
            extensions));
    }

    /** A hit with one file; {@code extensions} must hold no zero. */
    static byte[] hit(String name, int size, byte[] extensions) {
        return descriptor(Descriptor.QUERY_HIT, join(hex("01ca18cb0071095e010000"),
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(7).putInt(size).array(),
            name.getBytes(StandardCharsets.UTF_8), new byte[1], extensions, new byte[1], hex("4c494d45021c1900"),
            hex(SERVENT)));
    }

    /** One extension, alone in its block. */
    static byte[] ggep(String id, int flags, byte[] data) {
        return join(new byte[] {(byte) 0xc3, (byte) (0x80 | flags | id.length())}, ascii(id), ggepLength(data.length),
            data);
    }

    static byte[] ggepLength(int length) {
        if (length < 64) {
            return new byte[] {(byte) (0x40 | length)};
        }
        return length < 4096 ? new byte[] {(byte) (0x80 | length >> 6), (byte) (0x40 | length & 63)}
            : new byte[] {(byte) (0x80 | length >> 12), (byte) (0x80 | length >> 6 & 63), (byte) (0x40 | length & 63)};
    }

    static byte[] deflated(byte[]... parts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(), true)) {
            for (byte[] part : parts) {
                out.write(part);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A datagram of Gnutella2 or of the semi-reliable transport with one part. */
    static byte[] fragment(String tag, int flags, byte[] message) {
        return join(ascii(tag), new byte[] {(byte) flags, 0, 1, 1, 1}, message);
    }

    /** A search of Gnutella2. */
    static byte[] g2Search(String words) {
        byte[] name = words.getBytes(StandardCharsets.UTF_8);
        byte[] child = join(new byte[] {0x48, (byte) name.length}, ascii("DN"), name);
        byte[] content = join(hex("5006554450c00002016318"), child, new byte[1], hex(SERVENT));
        return join(new byte[] {0x4c, (byte) content.length}, ascii("Q2"), content);
    }
}
