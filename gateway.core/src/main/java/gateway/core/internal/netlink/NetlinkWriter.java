package gateway.core.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes netlink messages, one behind the other, into memory that it reuses (RFC 3549, 2.3; linux/netlink.h). Messages
 * and nested attributes are opened and closed with {@link #end}; everything is padded to four bytes. Allocates nothing
 * except for text. Does not grow: writing past the end throws {@link IndexOutOfBoundsException}. One thread.
 *
 * <pre>{@code
 * writer.clear().message(type, NLM_F_REQUEST | NLM_F_ACK).family(AF_INET, 0)
 *     .text(SETNAME, "name").nest(DATA).u32(TIMEOUT | NetlinkWriter.NET_BYTEORDER, 600).end().end();
 * }</pre>
 */
public final class NetlinkWriter {
    public static final int NLM_F_REQUEST = 1;
    public static final int NLM_F_ACK = 4;
    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_EXCL = 0x200;
    public static final int NLM_F_DUMP = 0x300;
    /** Set in the type of an attribute that holds attributes; {@link #nest} does it. */
    public static final int NESTED = 0x8000;
    /** Set in the type of an attribute whose value is in network order, where a protocol wants it told. */
    public static final int NET_BYTEORDER = 0x4000;

    private static final int MAX_DEPTH = 8;

    private final DirectMemory memory;
    private final ByteBuffer host;
    private final ByteBuffer net;
    private final int[] open = new int[MAX_DEPTH];
    private int depth;
    private int position;
    private int sequence;
    private int messages;

    /** A writer with memory of its own. */
    public NetlinkWriter(int capacity) {
        this(new DirectMemory(capacity));
    }

    NetlinkWriter(DirectMemory memory) {
        this.memory = memory;
        host = memory.nativeOrder();
        net = memory.networkOrder();
    }

    /** Forgets what was written; sequence numbers go on. */
    public NetlinkWriter clear() {
        position = 0;
        depth = 0;
        messages = 0;
        return this;
    }

    /** Opens a message under the next sequence number. */
    public NetlinkWriter message(int type, int flags) {
        int at = open(16);
        host.putInt(at, 0);
        host.putShort(at + 4, (short) type);
        host.putShort(at + 6, (short) flags);
        host.putInt(at + 8, ++sequence);
        host.putInt(at + 12, 0);
        messages++;
        return this;
    }

    /** The header that every message of netfilter begins with (nfgenmsg). */
    public NetlinkWriter family(int family, int resource) {
        int at = take(4);
        net.put(at, (byte) family);
        net.put(at + 1, (byte) 0);
        net.putShort(at + 2, (short) resource);
        return this;
    }

    /** Opens an attribute that holds attributes. */
    public NetlinkWriter nest(int type) {
        int at = open(4);
        host.putShort(at + 2, (short) (type | NESTED));
        return this;
    }

    /** Closes what was opened last: a nested attribute, or the message. */
    public NetlinkWriter end() {
        int at = open[--depth];
        if (depth == 0) {
            host.putInt(at, position - at);
        } else {
            host.putShort(at, (short) (position - at));
        }
        return this;
    }

    /** An 8-bit attribute. */
    public NetlinkWriter u8(int type, int value) {
        net.put(attribute(type, 1), (byte) value);
        return this;
    }

    /** A 16-bit attribute in network order. */
    public NetlinkWriter u16(int type, int value) {
        net.putShort(attribute(type, 2), (short) value);
        return this;
    }

    /** A 32-bit attribute in network order. */
    public NetlinkWriter u32(int type, int value) {
        net.putInt(attribute(type, 4), value);
        return this;
    }

    /** A 64-bit attribute in network order. */
    public NetlinkWriter u64(int type, long value) {
        net.putLong(attribute(type, 8), value);
        return this;
    }

    /** Sixteen bytes, such as an IPv6 address, in network order. */
    public NetlinkWriter u128(int type, long high, long low) {
        int at = attribute(type, 16);
        net.putLong(at, high);
        net.putLong(at + 8, low);
        return this;
    }

    /** A text that ends with a zero byte. */
    public NetlinkWriter text(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = attribute(type, bytes.length + 1);
        net.put(at, bytes);
        net.put(at + bytes.length, (byte) 0);
        return this;
    }

    /** These bytes as they are, such as a name that is kept ready with its zero byte; allocates nothing. */
    public NetlinkWriter bytes(int type, byte[] value) {
        net.put(attribute(type, value.length), value);
        return this;
    }

    /** Bytes of a buffer, from an absolute index on; allocates nothing. */
    public NetlinkWriter bytes(int type, ByteBuffer source, int index, int length) {
        net.put(attribute(type, length), source, index, length);
        return this;
    }

    /** Sends what was written with one call; returns what {@code send} returned: -1 where it failed. */
    public long send(int fd) {
        return Linux.libc().send(fd, memory.address(), position, 0);
    }

    /** How many bytes were written. */
    public int length() {
        return position;
    }

    /** How many more bytes there is room for. */
    public int room() {
        return memory.size() - position;
    }

    /** How many messages were written. */
    public int messages() {
        return messages;
    }

    /** The sequence number of the last message. */
    public int sequence() {
        return sequence;
    }

    private int open(int header) {
        open[depth] = position;
        depth++;
        return take(header);
    }

    private int attribute(int type, int length) {
        int at = take(4 + length);
        host.putShort(at, (short) (4 + length));
        host.putShort(at + 2, (short) type);
        return at + 4;
    }

    /** Takes {@code length} bytes and zeroes the padding behind them. */
    private int take(int length) {
        int at = position;
        int next = at + (length + 3 & ~3);
        if (next > memory.size()) {
            throw new IndexOutOfBoundsException("no room for " + length + " bytes at " + at + " of " + memory.size());
        }
        if (next > at + length) {
            host.putInt(next - 4, 0);
        }
        position = next;
        return at;
    }
}
