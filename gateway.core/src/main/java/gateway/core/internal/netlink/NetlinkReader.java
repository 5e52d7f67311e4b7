package gateway.core.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads netlink messages and their attributes where they lie, without allocating: a cursor over messages, and in each
 * over attributes. Every length is checked against what encloses it; what does not fit ends the iteration. Valid until
 * the memory is written again. One thread.
 *
 * <pre>{@code
 * while (reader.nextMessage()) {
 *     reader.attributes(NetlinkReader.NFGENMSG);
 *     while (reader.nextAttribute()) {
 *         switch (reader.attribute()) { ... reader.u32() ... reader.enter() ... reader.leave() ... }
 *     }
 * }
 * }</pre>
 */
public final class NetlinkReader {
    /** The size of the header that every message of netfilter begins with. */
    public static final int NFGENMSG = 4;
    /** The type of an answer that carries an error number, 0 for success. */
    public static final int NLMSG_ERROR = 2;
    /** The type of the message behind the last one of a dump. */
    public static final int NLMSG_DONE = 3;

    private static final int HEADER = 16;
    private static final int TYPE_MASK = 0x3fff;
    private static final int MAX_DEPTH = 8;

    private final ByteBuffer host;
    private final ByteBuffer net;
    private final int[] outerNext = new int[MAX_DEPTH];
    private final int[] outerEnd = new int[MAX_DEPTH];
    private int depth;
    private int end;
    private int nextMessage;
    private int message;
    private int messageEnd;
    private int nextAttribute;
    private int attributesEnd;
    private int attribute;
    private int attributeEnd;

    /** A reader of this memory, aimed at nothing. */
    public NetlinkReader(DirectMemory memory) {
        host = memory.nativeOrder();
        net = memory.networkOrder();
    }

    /** Aims at {@code length} bytes from {@code offset} on; absolute, within the memory. */
    public NetlinkReader aim(int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, host.capacity());
        nextMessage = offset;
        end = offset + length;
        messageEnd = offset;
        attributesEnd = offset;
        nextAttribute = offset;
        depth = 0;
        return this;
    }

    /** Goes to the next message; false where there is none. */
    public boolean nextMessage() {
        int at = nextMessage;
        if (end - at < HEADER) {
            return false;
        }
        int length = host.getInt(at);
        if (length < HEADER || length > end - at) {
            return false;
        }
        message = at;
        messageEnd = at + length;
        nextMessage = at + Math.min(end - at, length + 3 & ~3);
        attributes(0);
        return true;
    }

    /** The message's type. */
    public int type() {
        return host.getShort(message + 4) & 0xffff;
    }

    /** The message's flags. */
    public int flags() {
        return host.getShort(message + 6) & 0xffff;
    }

    /** The number of the request that the message answers; 0 for an event. */
    public int sequence() {
        return host.getInt(message + 8);
    }

    /** The positive error number of an {@link #NLMSG_ERROR} or {@link #NLMSG_DONE}, 0 for success. */
    public int error() {
        return messageEnd - message < HEADER + 4 ? 0 : -host.getInt(message + HEADER);
    }

    /** The address family in a netfilter message's header. */
    public int family() {
        return messageEnd - message < HEADER + NFGENMSG ? 0 : host.get(message + HEADER) & 0xff;
    }

    /** The resource (such as a queue's number) in a netfilter message's header. */
    public int resource() {
        return messageEnd - message < HEADER + NFGENMSG ? 0 : net.getShort(message + HEADER + 2) & 0xffff;
    }

    /** Begins with the message's attributes, which stand behind a header of {@code header} bytes. */
    public NetlinkReader attributes(int header) {
        nextAttribute = Math.min(messageEnd, message + HEADER + header);
        attributesEnd = messageEnd;
        depth = 0;
        return this;
    }

    /** Goes to the next attribute on this level; false where there is none. */
    public boolean nextAttribute() {
        int at = nextAttribute;
        if (attributesEnd - at < 4) {
            return false;
        }
        int length = host.getShort(at) & 0xffff;
        if (length < 4 || length > attributesEnd - at) {
            return false;
        }
        attribute = at;
        attributeEnd = at + length;
        nextAttribute = at + Math.min(attributesEnd - at, length + 3 & ~3);
        return true;
    }

    /** The attribute's type, without the flags for nesting and byte order. */
    public int attribute() {
        return host.getShort(attribute + 2) & TYPE_MASK;
    }

    /** Goes into the attributes that this one holds; {@link #leave} goes on behind it. */
    public void enter() {
        outerNext[depth] = nextAttribute;
        outerEnd[depth] = attributesEnd;
        depth++;
        nextAttribute = attribute + 4;
        attributesEnd = attributeEnd;
    }

    /** Goes back to the level that {@link #enter} left. */
    public void leave() {
        depth--;
        nextAttribute = outerNext[depth];
        attributesEnd = outerEnd[depth];
    }

    /** Where the attribute's value begins in the memory. */
    public int offset() {
        return attribute + 4;
    }

    /** How many bytes the attribute's value has. */
    public int length() {
        return attributeEnd - attribute - 4;
    }

    /** The value as an 8-bit number. */
    public int u8() {
        return net.get(value(1)) & 0xff;
    }

    /** The value as a 16-bit number in network order. */
    public int u16() {
        return net.getShort(value(2)) & 0xffff;
    }

    /** The value's first 32 bits, in network order. */
    public int u32() {
        return net.getInt(value(4));
    }

    /** The value's first 64 bits, in network order. */
    public long u64() {
        return u64(0);
    }

    /** The 64 bits at {@code index} of the value, in network order. */
    public long u64(int index) {
        return net.getLong(value(index + 8) + index);
    }

    /** The value as text, up to its first zero byte; allocates. */
    public String text() {
        byte[] bytes = new byte[length()];
        net.get(offset(), bytes);
        int zero = 0;
        while (zero < bytes.length && bytes[zero] != 0) {
            zero++;
        }
        return new String(bytes, 0, zero, StandardCharsets.UTF_8);
    }

    private int value(int length) {
        if (length() < length) {
            throw new IndexOutOfBoundsException("attribute " + attribute() + " has " + length() + " bytes only");
        }
        return attribute + 4;
    }
}
