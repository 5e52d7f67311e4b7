package gateway.core.internal.intake;

import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.source.RawPacket.Verdict;
import java.io.IOException;

/**
 * Takes both queues away from a socket whose worker is stuck, from another thread: all that waits is settled, those
 * packets included that the worker had received, and the kernel lets go of the binding. The socket itself stays open,
 * so that its number stays taken: whatever the stuck thread does with it later, it cannot hit another one's.
 */
final class QueueRelease {
    private static final int MSG_CONFIG = 0x0302;
    private static final int MSG_VERDICT_BATCH = 0x0303;
    private static final int CFG_CMD = 1;
    /** The command, padding, and no protocol family. */
    private static final int UNBIND = 2 << 24;
    private static final int VERDICT_HDR = 2;
    private static final int CAPACITY = 256;
    /** What came in since the newest id was read is settled as well. */
    private static final int AHEAD = 1 << 20;

    private final QueueSettings settings;
    private final int fd;

    QueueRelease(QueueSettings settings, int fd) {
        this.settings = settings;
        this.fd = fd;
    }

    /** @param verdict for all that waits, ACCEPT or DROP */
    void release(Verdict verdict) throws NetlinkException {
        NetlinkWriter messages = new NetlinkWriter(CAPACITY);
        int code = verdict == Verdict.ACCEPT ? VerdictWriter.NF_ACCEPT : VerdictWriter.NF_DROP;
        try {
            for (QueueState state : QueueState.read(settings.netns())) {
                if (state.queue() == settings.classifyQueue() || state.queue() == settings.readQueue()) {
                    messages.message(MSG_VERDICT_BATCH, NetlinkWriter.NLM_F_REQUEST).family(0, state.queue())
                        .u64(VERDICT_HDR, (long) code << 32 | state.lastId() + AHEAD & 0xffff_ffffL).end();
                }
            }
        } catch (IOException notReadable) {
            throw new NetlinkException(Linux.ENOENT, "the kernel's queues cannot be read: " + notReadable.getMessage());
        }
        unbind(messages, settings.classifyQueue());
        unbind(messages, settings.readQueue());
        if (messages.send(fd) < 0) {
            throw new NetlinkException("releasing the packet queues of a worker that is stuck", Linux.errno());
        }
    }

    private static void unbind(NetlinkWriter messages, int queue) {
        messages.message(MSG_CONFIG, NetlinkWriter.NLM_F_REQUEST).family(0, queue).u32(CFG_CMD, UNBIND).end();
    }
}
