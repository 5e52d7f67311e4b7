package gateway.lab.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** First messages of BitTorrent, for programs that only want to be recognised. */
final class Samples {
    private static final int HASH_BYTES = 20;
    private static final int RESERVED_BYTES = 8;

    private Samples() {
    }

    /** The peer wire's handshake (BEP 3). */
    static byte[] handshake() {
        return ByteBuffer.allocate(1 + 19 + RESERVED_BYTES + 2 * HASH_BYTES)
            .put((byte) 19).put(ascii("BitTorrent protocol"))
            .put(new byte[RESERVED_BYTES]).put(ascii("aaaaaaaaaaaaaaaaaaaa")).put(ascii("-LB0100-bbbbbbbbbbbb"))
            .array();
    }

    /** A DHT ping (BEP 5). */
    static byte[] dhtPing() {
        return ascii("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
