package gateway.core.internal.intake;

import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.Linux;
import java.nio.ByteBuffer;

/**
 * Where a batch of netlink messages is received, with one recvmmsg. Each slot has two parts: a small one that holds
 * any message of the classifying lane, and a large one for the rest of a whole packet. The small parts lie close
 * together, so that a batch of short copies stays in the cache, which 64 slots for whole packets (4.5 MB) would
 * sweep out. When a message reaches into the large part, its beginning is copied in front of it, into room left there
 * for the purpose: a message is always in one piece. Owned by one worker.
 */
final class MessageSlots {
    /** What one slot's small part holds: a short copy and the attributes in front of it, about 120 bytes. */
    private static final int SMALL = QueueSettings.SHORT_COPY + 256;
    /** What the large part holds: the rest of the largest message, and in front of it room for {@link #SMALL}. */
    private static final int LARGE = SMALL + 64 * 1024;
    /**
     * A batch of whole packets larger than this costs an eighth more for each of them, since what is received first is
     * out of the cache when its verdict is sent; fewer than {@link #FEWEST} at once cost more in calls.
     */
    private static final long CACHE_SHARE = 384 << 10;
    private static final int FEWEST = 8;
    /** Sizes of struct mmsghdr and struct iovec, and places in them; 64-bit Linux. */
    private static final int MMSGHDR = 64;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_LEN = 56;
    private static final int IOVEC = 16;

    private final int slots;
    private final int smallParts;
    private final int largeParts;
    private final DirectMemory memory;
    private final ByteBuffer host;
    private int atOnce;

    /** @param slots how many messages one call receives at most */
    MessageSlots(int slots) {
        this.slots = slots;
        this.atOnce = slots;
        int vectors = slots * MMSGHDR;
        this.smallParts = vectors + slots * 2 * IOVEC;
        this.largeParts = smallParts + slots * SMALL;
        this.memory = new DirectMemory(largeParts + slots * LARGE);
        this.host = memory.nativeOrder();
        for (int slot = 0; slot < slots; slot++) {
            int vector = vectors + slot * 2 * IOVEC;
            host.putLong(slot * MMSGHDR + MSG_IOV, memory.address() + vector);
            host.putLong(slot * MMSGHDR + MSG_IOVLEN, 2);
            host.putLong(vector, memory.address() + small(slot));
            host.putLong(vector + 8, SMALL);
            host.putLong(vector + IOVEC, memory.address() + large(slot) + SMALL);
            host.putLong(vector + IOVEC + 8, LARGE - SMALL);
        }
    }

    /** Receives what is there, without waiting; returns how many messages, -1 where it failed. */
    int receive(int fd) {
        int count = Linux.libc().recvmmsg(fd, memory.address(), atOnce, Linux.MSG_DONTWAIT, 0);
        if (count > 0) {
            atOnce = affordable(count);
        }
        return count;
    }

    /** How many messages to take next time, if they are as large as these. */
    private int affordable(int count) {
        long bytes = 0;
        for (int slot = 0; slot < count; slot++) {
            bytes += length(slot);
        }
        return (int) Math.max(FEWEST, Math.min(slots, CACHE_SHARE * count / Math.max(1, bytes)));
    }

    DirectMemory memory() {
        return memory;
    }

    /** How many bytes came in a slot. */
    int length(int slot) {
        return host.getInt(slot * MMSGHDR + MSG_LEN);
    }

    /** Where a slot's message begins, in one piece. */
    int offset(int slot) {
        if (length(slot) <= SMALL) {
            return small(slot);
        }
        host.put(large(slot), host, small(slot), SMALL);
        return large(slot);
    }

    private int small(int slot) {
        return smallParts + slot * SMALL;
    }

    private int large(int slot) {
        return largeParts + slot * LARGE;
    }
}
