package gateway.api.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A window on bytes that belong to somebody else: index-based, big-endian, bounds-checked, without a position.
 *
 * <p>Core lends views to parsers and dissectors; a view is valid only during the call that hands it over, and the
 * same object is aimed elsewhere afterwards. Copy what you keep. Reading outside of the window throws
 * {@link IndexOutOfBoundsException}. One thread.
 */
public final class ByteView {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;
    private int offset;
    private int length;

    /** An empty view, to be aimed. */
    public ByteView() {
    }

    /** A view of a whole array, which is not copied. */
    public static ByteView of(byte[] array) {
        return new ByteView().aim(ByteBuffer.wrap(array), 0, array.length);
    }

    /**
     * Aims this view at {@code length} bytes of {@code buffer} from its absolute index {@code offset} on. The
     * buffer has to be big-endian, which is what buffers are unless told otherwise.
     */
    public ByteView aim(ByteBuffer buffer, int offset, int length) {
        if ((offset | length) < 0 || offset > buffer.capacity() - length || buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IndexOutOfBoundsException("no " + length + " big-endian bytes at " + offset);
        }
        this.bytes = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Aims this view at a part of another one. */
    public ByteView aim(ByteView base, int from, int length) {
        base.check(from, length);
        this.bytes = base.bytes;
        this.offset = base.offset + from;
        this.length = length;
        return this;
    }

    /** A new view of a part of this one. */
    public ByteView slice(int from, int length) {
        return new ByteView().aim(this, from, length);
    }

    /** A new view of this one from {@code from} on. */
    public ByteView slice(int from) {
        return slice(from, length - from);
    }

    /** How many bytes the window shows. */
    public int length() {
        return length;
    }

    /** The unsigned byte at {@code index}, 0 to 255. */
    public int u8(int index) {
        check(index, 1);
        return bytes.get(offset + index) & 0xff;
    }

    /** The unsigned 16-bit number at {@code index}. */
    public int u16(int index) {
        check(index, 2);
        return bytes.getShort(offset + index) & 0xffff;
    }

    /** The unsigned 32-bit number at {@code index}. */
    public long u32(int index) {
        return i32(index) & 0xffff_ffffL;
    }

    /** The 32 bits at {@code index}. */
    public int i32(int index) {
        check(index, 4);
        return bytes.getInt(offset + index);
    }

    /** The 64 bits at {@code index}. */
    public long i64(int index) {
        check(index, 8);
        return bytes.getLong(offset + index);
    }

    /** Whether {@code literal} stands at {@code index}; false where it would reach past the end. */
    public boolean matches(int index, byte[] literal) {
        if (index < 0 || index > length - literal.length) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (bytes.get(offset + index + i) != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the view begins with {@code literal}. */
    public boolean startsWith(byte[] literal) {
        return matches(0, literal);
    }

    /** Index of the first {@code wanted} byte (0 to 255) in [from, to), or -1. */
    public int indexOf(int wanted, int from, int to) {
        byte b = (byte) wanted;
        for (int i = Math.max(0, from), end = Math.min(to, length); i < end; i++) {
            if (bytes.get(offset + i) == b) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the first occurrence of {@code literal} that lies wholly in [from, to), or -1. */
    public int indexOf(byte[] literal, int from, int to) {
        for (int i = Math.max(0, from), last = Math.min(to, length) - literal.length; i <= last; i++) {
            if (matches(i, literal)) {
                return i;
            }
        }
        return -1;
    }

    /** The bytes of [from, from + length) as a new array. */
    public byte[] copy(int from, int length) {
        check(from, length);
        byte[] copy = new byte[length];
        bytes.get(offset + from, copy);
        return copy;
    }

    /** Copies [from, from + length) into {@code target} at its absolute index {@code at}. */
    public void copyTo(int from, int length, ByteBuffer target, int at) {
        check(from, length);
        target.put(at, bytes, offset + from, length);
    }

    /** The bytes of [from, from + length) as text, one character a byte (ISO 8859-1). */
    public String text(int from, int length) {
        return new String(copy(from, length), StandardCharsets.ISO_8859_1);
    }

    private void check(int index, int count) {
        if ((index | count) < 0 || index > length - count) {
            throw new IndexOutOfBoundsException(count + " bytes at " + index + " of " + length);
        }
    }

    @Override
    public String toString() {
        return "ByteView[" + length + "]";
    }
}
