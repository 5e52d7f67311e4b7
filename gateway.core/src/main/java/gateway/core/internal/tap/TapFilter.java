package gateway.core.internal.tap;

import gateway.core.internal.netlink.Descriptor;
import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;

/**
 * What a tap sees: packets that leave this host with a mark. A program of the classic packet filter, which the kernel
 * asks before it copies anything (bpf(4); the places of type and mark are those of linux/filter.h).
 */
final class TapFilter {
    private static final int INSTRUCTION = 8;
    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int ANCILLARY = -0x1000;
    private static final int PACKET_TYPE = ANCILLARY + 4;
    private static final int MARK = ANCILLARY + 20;
    private static final int OUTGOING = 4;
    /** More than any packet has. */
    private static final int WHOLE = 0x4_0000;

    private final DirectMemory memory = new DirectMemory(16 + 7 * INSTRUCTION);
    private int instructions;

    private TapFilter(int mark, int mask) {
        add(LOAD, 0, PACKET_TYPE);
        add(JUMP_IF_EQUAL, 4, OUTGOING);
        add(LOAD, 0, MARK);
        add(AND, 0, mask);
        add(JUMP_IF_EQUAL, 1, mark);
        add(RETURN, 0, WHOLE);
        add(RETURN, 0, 0);
        // struct sock_fprog
        memory.nativeOrder().putShort(0, (short) instructions).putLong(8, memory.address() + 16);
    }

    /** Has a socket hear of no others than packets that go out with {@code mark} under {@code mask}. */
    static void attach(Descriptor socket, int mark, int mask) throws NetlinkException {
        TapFilter filter = new TapFilter(mark, mask);
        int length = 16;
        if (Linux.libc().setsockopt(socket.number(), Linux.SOL_SOCKET, Linux.SO_ATTACH_FILTER,
            filter.memory.address(), length) < 0) {
            throw new NetlinkException("filtering what the tap sees", Linux.errno());
        }
        java.lang.ref.Reference.reachabilityFence(filter);
    }

    /** @param otherwise how many instructions a jump leaves out where its value is another one */
    private void add(int code, int otherwise, int value) {
        int at = 16 + instructions++ * INSTRUCTION;
        memory.nativeOrder().putShort(at, (short) code).put(at + 2, (byte) 0).put(at + 3, (byte) otherwise)
            .putInt(at + 4, value);
    }
}
