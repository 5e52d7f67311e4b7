package gateway.core.internal.tap;

import gateway.core.internal.kernel.Marks;
import gateway.core.internal.kernel.TapCredit;
import gateway.core.internal.netlink.Netns;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.source.PacketHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's tap. Its ring is made when it is first wanted, and stays until the intake ends: no thread but the
 * worker knows when nobody looks into it. Without it, where the system refuses it or nobody gave it memory, contents
 * are read through the queue.
 *
 * <p>The kernel has credit for as many packets as half of the ring holds, and gets it back when the ring has been
 * emptied: what was shown on the old credit and what is on the new one have room together.
 */
public final class PacketTap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PacketTap.class);

    /** It is not worth a call to give back less than this part of the ring. */
    private static final int REFILLS = 16;

    /** Packets that are dropped behind our rules take credit, and are never seen: now and then it comes back anyway. */
    private static final int MOST_POLLS = 256;

    private final Netns netns;
    private final int worker;
    private final long bytes;
    private volatile TapRing ring;
    private volatile boolean listening;
    private TapCredit credit;
    private boolean refused;
    private int sinceRefill;
    private int polls;

    /**
     * A tap that nobody listens at.
     *
     * @param netns whose packets are seen
     * @param worker whose flows
     * @param bytes of its ring; 0 for no tap
     */
    public PacketTap(Netns netns, int worker, long bytes) {
        this.netns = netns;
        this.worker = worker;
        this.bytes = bytes;
    }

    /** Whether somebody wants to read what is tapped; any thread but the worker's. */
    public synchronized void listen(boolean wanted) {
        if (wanted == listening || refused || bytes == 0 || !Marks.mayTap(worker)) {
            return;
        }
        try {
            if (ring == null) {
                ring = open();
            }
            ring.listen(wanted);
            listening = wanted;
        } catch (NetlinkException failure) {
            refused = true;
            LOG.warn("contents for the records are read through the queue, which costs more: {}",
                failure.getMessage());
        }
    }

    /** It is of no use: the rules cannot ask for its credit. Any thread but the worker's. */
    public synchronized void refuse(String why) {
        listen(false);
        refused = true;
        LOG.warn("contents for the records are read through the queue, which costs more: {}", why);
    }

    private TapRing open() throws NetlinkException {
        try {
            TapRing made = netns.call(() -> TapRing.open(bytes, Marks.tapped(worker), Marks.CLASS_MASK));
            try {
                credit = TapCredit.create(netns, worker, made.frames() / 2);
                return made;
            } catch (NetlinkException none) {
                made.close();
                throw none;
            }
        } catch (NetlinkException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether there is a ring, and credit for it; any thread. */
    public synchronized boolean isOpen() {
        return ring != null && !refused;
    }

    /** Whether the kernel may be asked to show packets here; any thread. */
    public boolean listening() {
        return listening;
    }

    /** Hands over what was tapped; the worker's thread. */
    public int poll(PacketHandler handler) {
        TapRing open = ring;
        if (open == null) {
            return 0;
        }
        int seen = open.poll(handler);
        sinceRefill += seen;
        polls++;
        if (sinceRefill >= open.frames() / REFILLS && seen > 0 || polls == MOST_POLLS) {
            sinceRefill = 0;
            polls = 0;
            credit.refill();
        }
        return seen;
    }

    /** After the worker's thread has ended. */
    @Override
    public synchronized void close() {
        listening = false;
        refused = true;
        if (ring != null) {
            ring.close();
            ring = null;
            credit.close();
        }
    }
}
