package gateway.core.internal.redirect;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is redirected where. Workers begin and end redirections and look flows up, without waiting; the thread
 * {@code redirection} carries it out, some milliseconds later. One that the kernel did not take is forgotten.
 */
public final class Redirections implements AutoCloseable {
    /** How long a redirection holds unless a list names the far peer again. */
    public static final int LIFETIME_SECONDS = 1800;

    /** For how long a client is not led to a near peer again that it asked in vain. */
    public static final int GIVEN_UP_SECONDS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(Redirections.class);
    /** Pairs of a client and a far peer. The kernel has room for as many entries as it needs for them. */
    private static final int MOST = 16_384;
    private static final int MOST_WAITING = 8192;
    private static final int BATCH = 500;
    private static final long SWEEP_SECONDS = 30;
    private static final long FAREWELL_MILLIS = 2000;
    private static final int UDP = 17;

    private record Route(IpAddress client, Endpoint peer) {
    }

    /**
     * What is to be done.
     *
     * @param begins whether it begins, or ends
     * @param clientPort whose connection the kernel is to forget, so that it is made anew; 0 for none
     */
    private record Change(Redirection redirection, boolean begins, int protocol, int clientPort) {
    }

    private final RedirectKernel kernel;
    private final LongSupplier clock;
    private final Map<Route, Redirection> byFar = new ConcurrentHashMap<>();
    private final Map<Route, Redirection> byNear = new ConcurrentHashMap<>();
    /** Until when a client is not led to a near peer. */
    private final Map<Route, Long> givenUp = new ConcurrentHashMap<>();
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "redirection");
    private final AtomicInteger version = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private volatile boolean closed;
    private volatile String problem = "";

    /**
     * Nobody is redirected yet, and nothing is in the kernel.
     *
     * @param clock of the packet source
     */
    public Redirections(RedirectKernel kernel, LongSupplier clock) {
        this.kernel = kernel;
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins one, if the client is not redirected from that far peer already, and did not ask that near peer in vain
     * lately. Any thread.
     *
     * @return whether it begins
     */
    public boolean begin(Redirection wanted) {
        Route route = new Route(wanted.client(), wanted.far());
        Redirection there = byFar.get(route);
        if (there != null && there.untilMillis() - wanted.untilMillis() > -LIFETIME_SECONDS * 500L
            || byFar.size() >= MOST || changes.remainingCapacity() < 2
            || givenUp.getOrDefault(new Route(wanted.client(), wanted.near()), Long.MIN_VALUE) > clock.getAsLong()) {
            return false;
        }
        if (there != null) {
            end(there, 0, 0);
        }
        byFar.put(route, wanted);
        byNear.put(new Route(wanted.client(), wanted.near()), wanted);
        version.incrementAndGet();
        return put(new Change(wanted, true, UDP, wanted.clientPort()));
    }

    /** The redirection that may have led a client to a peer; null where none has. Any thread. */
    public Redirection to(IpAddress client, Endpoint near) {
        return byNear.get(new Route(client, near));
    }

    /** Whether a client is redirected from a far peer. Any thread. */
    public boolean has(IpAddress client, Endpoint far) {
        return byFar.containsKey(new Route(client, far));
    }

    /**
     * A client may reach more far peers itself. Any thread.
     *
     * @param most how many of each content
     */
    public void release(IpAddress client, String application, int most) {
        Map<String, Integer> released = new HashMap<>();
        byFar.values().stream()
            .filter(each -> each.client().equals(client) && each.application().equals(application))
            .filter(each -> released.merge(each.content(), 1, Integer::sum) <= most)
            .forEach(each -> end(each, UDP, each.clientPort()));
    }

    /** Another number whenever one has begun; 0 before the first. Any thread; cheap. */
    public int version() {
        return version.get();
    }

    /** Counted before it is put, so that what is done never outruns what was asked for. */
    private boolean put(Change change) {
        asked.incrementAndGet();
        boolean taken = changes.offer(change);
        if (!taken) {
            done.incrementAndGet();
        }
        return taken;
    }

    /** How many changes were asked for so far, for {@link #hasDone}. Any thread. */
    public long asked() {
        return asked.get();
    }

    /** Whether all is carried out, or refused, that was asked for when {@link #asked} gave this number. Any thread. */
    public boolean hasDone(long number) {
        return done.get() >= number;
    }

    /** How many there are. */
    public int size() {
        return byFar.size();
    }

    /** Why the kernel redirects nobody; empty where it does what it is told. */
    public String problem() {
        return problem;
    }

    /**
     * A near peer is of no use to a client: that reaches all far peers again in whose place it was asked.
     *
     * @param protocol and
     * @param clientPort of connections that the kernel is to forget, so that their next packets go to the far peers
     */
    public void giveUp(IpAddress client, Endpoint near, int protocol, int clientPort) {
        if (givenUp.size() < MOST) {
            givenUp.put(new Route(client, near), clock.getAsLong() + GIVEN_UP_SECONDS * 1000L);
        }
        byFar.values().stream().filter(each -> each.client().equals(client) && each.near().equals(near))
            .forEach(each -> end(each, protocol, clientPort));
    }

    private void end(Redirection over, int protocol, int clientPort) {
        if (byFar.remove(new Route(over.client(), over.far()), over)) {
            byNear.remove(new Route(over.client(), over.near()), over);
            put(new Change(over, false, protocol, clientPort));
        }
    }

    /** Ends all: what was redirected goes on to its end, and nothing new is. */
    public void endAll() {
        byFar.values().forEach(each -> end(each, 0, 0));
    }

    private void run() {
        try {
            long swept = System.nanoTime();
            while (!closed) {
                Change first = changes.poll(SWEEP_SECONDS, TimeUnit.SECONDS);
                if (first != null) {
                    List<Change> batch = new ArrayList<>(List.of(first));
                    changes.drainTo(batch, BATCH);
                    carryOut(batch);
                }
                if (System.nanoTime() - swept >= TimeUnit.SECONDS.toNanos(SWEEP_SECONDS)) {
                    swept = System.nanoTime();
                    sweep();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        long now = clock.getAsLong();
        byFar.values().stream().filter(each -> each.untilMillis() <= now).forEach(each -> end(each, 0, 0));
        givenUp.values().removeIf(until -> until <= now);
    }

    private void carryOut(List<Change> batch) {
        try {
            write(batch);
            problem = "";
        } catch (IOException refused) {
            if (problem.isEmpty()) {
                LOG.warn("nobody is redirected: {}", refused.getMessage());
            }
            problem = refused.getMessage();
            batch.stream().filter(Change::begins).map(Change::redirection).forEach(this::forget);
        } finally {
            done.addAndGet(batch.size());
        }
    }

    /** What begins may end in the same batch, and what ends may come again. */
    private void write(List<Change> batch) throws IOException {
        List<Redirection> ended = new ArrayList<>();
        List<Redirection> begun = new ArrayList<>();
        for (Change change : batch) {
            if (change.begins) {
                begun.add(change.redirection);
            } else if (!begun.remove(change.redirection)) {
                ended.add(change.redirection);
            }
        }
        kernel.change(ended, begun, LIFETIME_SECONDS);
        for (Change change : batch) {
            if (change.clientPort != 0) {
                Redirection over = change.redirection;
                kernel.forget(change.protocol, over.client(), change.clientPort, over.far());
            }
        }
    }

    private void forget(Redirection failed) {
        byFar.remove(new Route(failed.client(), failed.far()), failed);
        byNear.remove(new Route(failed.client(), failed.near()), failed);
    }

    /** Nothing is left in the kernel but connections that were redirected. */
    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        kernel.close();
    }
}
