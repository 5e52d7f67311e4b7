package gateway.core.internal.intake;

import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;

/**
 * Gathers verdicts, one message for each packet, and sends them with one call. The kernel has a message that settles
 * a whole batch, but that one settles packets that are held as well (KERNEL 7). Owned by one worker.
 */
final class VerdictWriter {
    static final int NF_DROP = 0;
    static final int NF_ACCEPT = 1;

    private static final int NF_QUEUE = 3;
    private static final int NF_REPEAT = 4;
    private static final int MSG_VERDICT = 0x0301;
    private static final int VERDICT_HDR = 2;
    private static final int MARK = 3;
    private static final int PAYLOAD = 10;
    private static final int LARGEST = 40;
    /** An attribute with the longest packet that the kernel copies whole, and the rest of its message. */
    private static final int LARGEST_PACKET = 0x10000 + LARGEST;
    /** More than a batch of packets settles; more still is sent early. */
    private static final int CAPACITY = 16 << 10;
    private static final int ATTEMPTS = 100;

    private final int fd;
    private final int toReadLane;
    private final NetlinkWriter messages = new NetlinkWriter(CAPACITY);
    private final NetlinkWriter packet = new NetlinkWriter(LARGEST_PACKET);

    VerdictWriter(int fd, int readQueue) {
        this.fd = fd;
        this.toReadLane = NF_QUEUE | readQueue << 16;
    }

    /** The packet goes on its way with the mark that it has. */
    void add(int queue, int id, Verdict verdict) {
        begin(queue, id, verdict);
        messages.end();
    }

    /** The same, and the packet's whole mark is replaced. */
    void add(int queue, int id, Verdict verdict, int mark) {
        begin(queue, id, verdict);
        messages.u32(MARK, mark).end();
    }

    /**
     * The same, and the packet goes on with other bytes: those of {@code raw}, whole, with its mark where one is set.
     * It leaves at once, behind what was gathered: changed packets are rare, and as long as all other verdicts of a
     * batch.
     */
    void replace(RawPacket raw) {
        send();
        packet.clear();
        header(packet, raw.queue, raw.id, raw.verdict);
        if (raw.setMark) {
            packet.u32(MARK, raw.newMark);
        }
        packet.bytes(PAYLOAD, raw.bytes, raw.offset, raw.captured).end();
        send(packet);
        packet.clear();
    }

    private void begin(int queue, int id, Verdict verdict) {
        if (messages.room() < LARGEST) {
            send();
        }
        header(messages, queue, id, verdict);
    }

    private void header(NetlinkWriter writer, int queue, int id, Verdict verdict) {
        writer.message(MSG_VERDICT, NetlinkWriter.NLM_F_REQUEST).family(0, queue)
            .u64(VERDICT_HDR, (long) code(verdict) << 32 | id & 0xffff_ffffL);
    }

    private int code(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> NF_ACCEPT;
            case DROP -> NF_DROP;
            case REPEAT -> NF_REPEAT;
            case READ -> toReadLane;
            case HOLD -> throw new IllegalArgumentException("a packet that is held has no verdict yet");
        };
    }

    /**
     * Sends what was gathered. The kernel carries it out during the call: packets are forwarded inside of it.
     *
     * @return how many verdicts were sent
     */
    int send() {
        int count = messages.messages();
        if (count > 0) {
            send(messages);
        }
        messages.clear();
        return count;
    }

    private void send(NetlinkWriter writer) {
        // Either all is taken or nothing: what fails for want of memory may be sent again.
        for (int attempt = 1; writer.send(fd) < 0; attempt++) {
            int errno = Linux.errno();
            boolean passing = errno == Linux.EINTR || errno == Linux.EAGAIN || errno == Linux.ENOBUFS;
            if (!passing || attempt == ATTEMPTS) {
                throw new IllegalStateException("verdicts cannot be sent: " + Linux.words(errno));
            }
        }
    }
}
