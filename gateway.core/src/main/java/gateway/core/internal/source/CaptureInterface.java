package gateway.core.internal.source;

import java.nio.ByteBuffer;

/**
 * What a pcapng file says of an interface (draft-ietf-opsawg-pcapng, section 4.2).
 *
 * @param linkType what its frames begin with
 * @param snapLength how much of a frame was kept at most; 0 or less where nobody said
 * @param ticksPerSecond the unit of its times, unsigned; 0 where it is finer than 64 bits can say
 * @param offsetSeconds to be added to its times
 */
record CaptureInterface(int linkType, int snapLength, long ticksPerSecond, long offsetSeconds) {
    private static final int OPTIONS = 8;
    private static final int END_OF_OPTIONS = 0;
    private static final int TIME_RESOLUTION = 9;
    private static final int TIME_OFFSET = 14;
    private static final long MICROS = CaptureRecords.MICROS_PER_SECOND;
    /** No year that can be meant comes later (9999); later times would overflow in what follows. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    /** Leaves out an offset that cannot be meant. */
    CaptureInterface {
        if (offsetSeconds > MAX_SECONDS || offsetSeconds < -MAX_SECONDS) {
            offsetSeconds = 0;
        }
    }

    /** Reads the body of an interface description, at least 8 bytes long. Unknown options are left out. */
    static CaptureInterface read(ByteBuffer bytes, int body, int length, boolean swapped) {
        int linkType = u16(bytes, body, swapped);
        int snapLength = swapped ? Integer.reverseBytes(bytes.getInt(body + 4)) : bytes.getInt(body + 4);
        long ticksPerSecond = MICROS;
        long offsetSeconds = 0;
        int at = body + OPTIONS;
        int end = body + length;
        while (end - at >= 4) {
            int code = u16(bytes, at, swapped);
            int size = u16(bytes, at + 2, swapped);
            at += 4;
            if (code == END_OF_OPTIONS || size > end - at) {
                break;
            }
            if (code == TIME_RESOLUTION && size == 1) {
                ticksPerSecond = ticksPerSecond(bytes.get(at));
            } else if (code == TIME_OFFSET && size == 8) {
                offsetSeconds = swapped ? Long.reverseBytes(bytes.getLong(at)) : bytes.getLong(at);
            }
            at += size + 3 & ~3;
        }
        return new CaptureInterface(linkType, snapLength, ticksPerSecond, offsetSeconds);
    }

    /** A time of this interface in microseconds since 1970; {@link CaptureRecords#NO_TIME} where it means nothing. */
    long micros(long time) {
        if (ticksPerSecond == 0) {
            return CaptureRecords.NO_TIME;
        }
        long seconds = Long.divideUnsigned(time, ticksPerSecond);
        if (seconds < 0 || seconds > MAX_SECONDS) {
            return CaptureRecords.NO_TIME;
        }
        long rest = time - seconds * ticksPerSecond;
        boolean coarse = ticksPerSecond > 0 && ticksPerSecond <= MICROS * MICROS;
        long fraction = coarse
            ? rest * MICROS / ticksPerSecond
            : Long.divideUnsigned(rest, Long.divideUnsigned(ticksPerSecond, MICROS));
        return Math.max(CaptureRecords.NO_TIME, (seconds + offsetSeconds) * MICROS + fraction);
    }

    /** Option {@code if_tsresol}: a negative power of 10, or of 2 where the highest bit is set. */
    private static long ticksPerSecond(byte resolution) {
        int exponent = resolution & 0x7f;
        if (resolution < 0) {
            return exponent < Long.SIZE ? 1L << exponent : 0;
        }
        long ticks = 1;
        for (int i = 0; i < exponent; i++) {
            ticks = Long.compareUnsigned(ticks, Long.divideUnsigned(-1, 10)) <= 0 ? 10 * ticks : 0;
        }
        return ticks;
    }

    private static int u16(ByteBuffer bytes, int index, boolean swapped) {
        short value = bytes.getShort(index);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
