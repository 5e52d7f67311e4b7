package gateway.core.internal.intake;

import gateway.core.internal.hold.Settlement;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.PacketSource;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import gateway.core.internal.tap.PacketTap;

/**
 * The two lanes of one worker: a classifying and a reading queue on one netlink socket. All methods but
 * {@link #wakeUp}, {@link #release} and {@link #counters} belong to the worker's thread.
 *
 * <p>A packet that is held waits in the kernel, under its queue and id, until {@link #settle} is called for it. To
 * stop: take the rules away, settle what is held, {@link #close}.
 */
public final class QueueSocket implements PacketSource, Settlement {
    /** How many packets a batch has at most. */
    private static final int BATCH = 64;
    /** After the rules are gone a packet may still be on its way into the queue on another processor. */
    private static final int QUIET_MILLIS = 10;

    private final QueueBinding binding;
    private final int fd;
    private final Readiness readiness;
    private final MessageSlots slots = new MessageSlots(BATCH);
    private final PacketMessage message;
    private final RawPacket packet;
    private final VerdictWriter verdicts;
    private final IntakeCounters counters = new IntakeCounters();
    private final Latency latency = new Latency();
    private final QueueRelease release;
    private final long mostWaiting;
    private PacketTap tap;
    private long receivedNanos;
    private long held;
    private int received;
    private int next;
    private boolean closed;
    private boolean released;

    private QueueSocket(QueueBinding binding, Readiness readiness, QueueSettings settings) {
        this.binding = binding;
        this.mostWaiting = 2L * settings.maxLength();
        this.fd = binding.descriptor();
        this.release = new QueueRelease(settings, fd);
        this.readiness = readiness;
        this.message = new PacketMessage(slots.memory(), settings.readQueue());
        this.packet = message.packet();
        this.verdicts = new VerdictWriter(fd, settings.readQueue());
    }

    /**
     * Binds the queues; packets that rules send there wait for {@link #poll} from now on.
     *
     * @throws NetlinkException with one sentence for the administrator: rights or the kernel's support are missing, or
     *     another program has one of the queues
     */
    public static QueueSocket open(QueueSettings settings) throws NetlinkException {
        QueueBinding binding = QueueBinding.open(settings);
        try {
            return new QueueSocket(binding, new Readiness(binding.descriptor()), settings);
        } catch (NetlinkException failure) {
            binding.close();
            throw failure;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where the kernel refuses to go on; the socket is of no use then
     */
    @Override
    public int poll(PacketHandler handler, int timeoutMillis) {
        if (closed) {
            return -1;
        }
        verdicts.send();
        if (next == received && !receive() && timeoutMillis != 0) {
            readiness.await(timeoutMillis);
            receive();
        }
        if (tap != null) {
            tap.poll(handler);
        }
        return next == received ? 0 : handOver(handler);
    }

    /**
     * Before packets are handed over, what was tapped before they came is: what a connection brings stays in its order.
     * To be called before the first {@link #poll}.
     */
    public void readFirst(PacketTap first) {
        tap = first;
    }

    private boolean receive() {
        next = 0;
        received = slots.receive(fd);
        if (received < 0) {
            received = 0;
            int errno = Linux.errno();
            if (errno != Linux.EAGAIN && errno != Linux.EINTR && errno != Linux.ENOBUFS) {
                throw new IllegalStateException("packets cannot be received: " + Linux.words(errno));
            }
        }
        if (received > 0) {
            receivedNanos = System.nanoTime();
        }
        return received > 0;
    }

    private int handOver(PacketHandler handler) {
        int packets = 0;
        int truncated = 0;
        int late = 0;
        long bytes = 0;
        while (next < received) {
            int slot = next++;
            if (!message.read(slots.offset(slot), slots.length(slot))) {
                late++;
                continue;
            }
            packets++;
            bytes += packet.length;
            truncated += packet.captured < packet.length ? 1 : 0;
            try {
                handler.onPacket(packet);
            } finally {
                answer();
            }
        }
        // Counted first: whoever sees a packet arrive finds it in the counters.
        counters.add(packets, bytes, truncated, late);
        verdicts.send();
        latency.add(System.nanoTime() - receivedNanos, packets);
        return packets;
    }

    private void answer() {
        if (packet.verdict == Verdict.HOLD) {
            held++;
            return;
        }
        if (packet.replaced && packet.isWhole() && packet.verdict != Verdict.DROP) {
            verdicts.replace(packet);
        } else if (packet.setMark) {
            verdicts.add(packet.queue, packet.id, packet.verdict, packet.newMark);
        } else {
            verdicts.add(packet.queue, packet.id, packet.verdict);
        }
    }

    /**
     * Settles a packet that was held. It leaves before the packet that is being handed over, else with the next
     * {@link #poll} or {@link #flush}; packets leave in the order in which they are settled. One that is gone already
     * is counted, nothing else.
     *
     * @param queue and {@code id}: of the packet, when it was handed over
     * @param verdict anything but {@link Verdict#HOLD}
     */
    @Override
    public void settle(int queue, int id, Verdict verdict) {
        held--;
        verdicts.add(queue, id, verdict);
    }

    /** The same, and the packet's whole mark is replaced. */
    @Override
    public void settle(int queue, int id, Verdict verdict, int newMark) {
        held--;
        verdicts.add(queue, id, verdict, newMark);
    }

    @Override
    public void settle(RawPacket changed) {
        held--;
        verdicts.replace(changed);
    }

    /** Sends what was settled, without waiting for the next {@link #poll}. */
    public void flush() {
        verdicts.send();
    }

    /**
     * Hands over what waits, until no more comes: the way to go on being asked after the rules are gone. Ends also
     * where the rules are still there and it never grows quiet, after as many packets as the queues can hold.
     *
     * @return how many packets were handed over
     */
    public int drain(PacketHandler handler) {
        int all = 0;
        for (int quiet = 0; quiet < 2 && all < mostWaiting;) {
            int packets = poll(handler, QUIET_MILLIS);
            quiet = received == 0 ? quiet + 1 : 0;
            all += packets;
        }
        return all;
    }

    @Override
    public void wakeUp() {
        readiness.wakeUp();
    }

    /** How long packets waited here for their verdicts, to look at on this thread. */
    public Latency latency() {
        return latency;
    }

    /** How many packets wait for {@link #settle}, to look at on this thread. */
    public long held() {
        return held;
    }

    /** What came so far; any thread. */
    public IntakeCounters counters() {
        return counters;
    }

    /**
     * Takes the queues away from a worker that is stuck, so that another can bind them; for another thread. All that
     * waits is settled. The worker may still use this socket, to no effect, and closes it when it comes back.
     *
     * @param verdict for what waits, ACCEPT or DROP
     */
    public synchronized void release(Verdict verdict) throws NetlinkException {
        if (!closed && !released) {
            released = true;
            release.release(verdict);
        }
    }

    /** Accepts what still waits and unbinds. What is still held then is lost: the kernel drops it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            if (!released) {
                drain(passing -> { });
            }
        } finally {
            closed = true;
            readiness.close();
            if (released) {
                binding.closeReleased();
            } else {
                binding.close();
            }
        }
    }
}
