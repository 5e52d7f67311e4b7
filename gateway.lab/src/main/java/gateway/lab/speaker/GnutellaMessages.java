package gateway.lab.speaker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Descriptors of Gnutella as bytes. */
final class GnutellaMessages {
    static final int HEADER = 23;
    static final int PING = 0x00;
    static final int PONG = 0x01;
    static final int BYE = 0x02;
    static final int PUSH = 0x40;
    static final int QUERY = 0x80;
    static final int QUERY_HIT = 0x81;
    static final int SERVENT = 16;
    /** A header of a handshake: who else takes in hosts. */
    static final String TRY = "X-Try-Ultrapeers: ";
    private static final int LENGTH = 19;
    private static final int BYE_CODE = 200;

    private GnutellaMessages() {
    }

    /** Bytes that stand for a host, made from its name. */
    static byte[] servent(String name) {
        byte[] guid = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), SERVENT);
        guid[8] = (byte) 0xff;
        guid[15] = 0;
        return guid;
    }

    static byte[] descriptor(byte[] guid, int type, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN).put(guid).put((byte) type)
            .put((byte) 3).put((byte) 0).putInt(payload.length).put(payload).array();
    }

    /** The first host that the head of a handshake names; empty if it names none. */
    static String firstNamed(String head) {
        return head.lines().filter(line -> line.startsWith(TRY)).findFirst()
            .map(line -> line.substring(TRY.length()).split(",")[0].strip()).orElse("");
    }

    static int type(byte[] descriptor) {
        return descriptor[SERVENT] & 0xff;
    }

    /** Bytes of the payload that a header announces. */
    static int length(byte[] header) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH);
    }

    static byte[] payload(byte[] descriptor) {
        return Arrays.copyOfRange(descriptor, HEADER, descriptor.length);
    }

    static byte[] guid(byte[] descriptor) {
        return Arrays.copyOf(descriptor, SERVENT);
    }

    static byte[] pong(byte[] address, int port, int files) {
        return ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN).putShort((short) port).put(address)
            .putInt(files).putInt(0).array();
    }

    static byte[] query(String words) {
        return join(new byte[2], words.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    static String words(byte[] query) {
        int end = 2;
        while (end < query.length && query[end] != 0) {
            end++;
        }
        return new String(query, 2, end - 2, StandardCharsets.UTF_8);
    }

    /** A hit with one file; {@code urn} names its content. */
    static byte[] hit(byte[] address, int port, String name, int size, String urn, byte[] servent) {
        byte[] host = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1).putShort((short) port)
            .put(address).putInt(1000).array();
        byte[] file = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(GnutellaHost.INDEX).putInt(size)
            .array();
        return join(host, file, name.getBytes(StandardCharsets.UTF_8), new byte[1],
            urn.getBytes(StandardCharsets.US_ASCII), new byte[1], "LABS".getBytes(StandardCharsets.US_ASCII),
            new byte[1], servent);
    }

    /** The URN in a hit; empty if there is none. */
    static String urn(byte[] hit) {
        String text = new String(hit, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("urn:");
        return at < 0 ? "" : text.substring(at, text.indexOf('\0', at));
    }

    static byte[] push(byte[] servent, byte[] address, int port) {
        return ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN).put(servent).putInt(GnutellaHost.INDEX)
            .put(address).putShort((short) port).array();
    }

    static byte[] bye() {
        return join(new byte[] {(byte) BYE_CODE, 0}, "done".getBytes(StandardCharsets.US_ASCII), new byte[1]);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
