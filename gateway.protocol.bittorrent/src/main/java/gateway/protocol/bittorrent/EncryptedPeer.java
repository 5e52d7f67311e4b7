package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;

/**
 * Whether a TCP flow may be an encrypted peer connection (message stream encryption: a public key of 96 bytes, up to
 * 512 bytes of noise, then a cipher stream). That shows nothing but noise, so it says something only about flows to
 * peers that were just announced: the bytes may merely speak against it.
 */
final class EncryptedPeer {
    enum Verdict {
        /** Something else. */
        NO,
        /** Too little to tell. */
        OPEN,
        /** Noise one way. */
        ONE_WAY,
        /** Noise both ways. */
        BOTH_WAYS
    }

    /** The public key: nothing shorter starts such a connection. */
    static final int KEY = 96;
    private static final int LOOKED_AT = 512;
    /** Of 96 random bytes 80 differ on average, with a deviation of 3.4. */
    private static final int MIN_DIFFERENT = 64;
    /** Of random bits a half is set; of 768 this allows five deviations. */
    private static final double ALLOWED_BIAS = 0.09;

    private EncryptedPeer() {
    }

    static Verdict of(Flow flow, Head head) {
        if (!flow.midstream() && head.direction(0) == Direction.TO_CLIENT) {
            return Verdict.NO;
        }
        Verdict asked = noise(head.stream(Direction.TO_SERVER));
        Verdict answered = noise(head.stream(Direction.TO_CLIENT));
        if (asked == Verdict.NO || answered == Verdict.NO) {
            return Verdict.NO;
        }
        if (asked == Verdict.OPEN && answered == Verdict.OPEN) {
            return Verdict.OPEN;
        }
        return asked == answered ? Verdict.BOTH_WAYS : Verdict.ONE_WAY;
    }

    private static Verdict noise(ByteView stream) {
        if (hasMagic(stream)) {
            return Verdict.NO;
        }
        if (stream.length() < KEY) {
            return Verdict.OPEN;
        }
        long low = 0;
        long lowMiddle = 0;
        long highMiddle = 0;
        long high = 0;
        int bits = 0;
        int length = Math.min(stream.length(), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            int b = stream.u8(i);
            bits += Integer.bitCount(b);
            if (i < KEY) {
                long bit = 1L << (b & 63);
                switch (b >> 6) {
                    case 0 -> low |= bit;
                    case 1 -> lowMiddle |= bit;
                    case 2 -> highMiddle |= bit;
                    default -> high |= bit;
                }
            }
        }
        int different = Long.bitCount(low) + Long.bitCount(lowMiddle) + Long.bitCount(highMiddle) + Long.bitCount(high);
        boolean balanced = Math.abs(bits - 4.0 * length) <= 8.0 * length * ALLOWED_BIAS;
        return different >= MIN_DIFFERENT && balanced ? Verdict.ONE_WAY : Verdict.NO;
    }

    /** TLS records; text protocols fail the counts. */
    private static boolean hasMagic(ByteView stream) {
        return stream.length() >= 3 && stream.u8(0) >= 0x14 && stream.u8(0) <= 0x17 && stream.u8(1) == 3
            && stream.u8(2) <= 4;
    }
}
