package gateway.lab.link;

import gateway.lab.link.QueueMessages.Queued;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The long way between a web server and the rest of the world, made on the server's own host:
 * {@code LOSS-PERCENT ROUND-TRIP-MILLISECONDS SEED}. Segments with bytes that leave the server are lost by a schedule,
 * one by one; whatever comes in waits for the whole round trip (not on the way out, where the sender would see its
 * own socket fill). Test equipment for a kernel without netem.
 */
public final class LossyLink {
    private static final int OUTWARD = 0;
    private static final int INWARD = 1;
    private static final int PERCENT = 100;
    private static final String READY = "the link is ready";
    private static final Duration START = Duration.ofSeconds(20);

    private final NetfilterQueue outward;
    private final NetfilterQueue inward;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();

    private LossyLink() throws IOException {
        outward = new NetfilterQueue(OUTWARD);
        inward = new NetfilterQueue(INWARD);
    }

    private record Waiting(int id, long due) {
    }

    /** Leads the packets of a web server through the link; without a running one they pass as if there were none. */
    public static void install(Host host) {
        host.run("iptables", "-t", "mangle", "-A", "POSTROUTING", "-p", "tcp", "--sport", "80", "-j", "NFQUEUE",
            "--queue-num", Integer.toString(OUTWARD), "--queue-bypass");
        host.run("iptables", "-t", "mangle", "-A", "INPUT", "-p", "tcp", "--dport", "80", "-j", "NFQUEUE",
            "--queue-num", Integer.toString(INWARD), "--queue-bypass");
    }

    /** Has whatever comes to a host over TCP wait, and loses nothing. */
    public static void installDelay(Host host) {
        host.run("iptables", "-t", "mangle", "-A", "INPUT", "-p", "tcp", "-j", "NFQUEUE",
            "--queue-num", Integer.toString(INWARD), "--queue-bypass");
    }

    /** Starts one on a host; it works when this returns, and ends when it is closed. */
    public static RunningProgram start(Host host, int lossPercent, int roundTripMillis, long seed) {
        RunningProgram link = new JavaProgram(LossyLink.class).start(host, lossPercent, roundTripMillis, seed);
        Await.until(START, "the lossy link works", () -> link.output().contains(READY));
        return link;
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException {
        double probability = Double.parseDouble(arguments[0]) / PERCENT;
        long delay = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        LossSchedule schedule = new LossSchedule(probability, Long.parseLong(arguments[2]));
        LossyLink link = new LossyLink();
        background("delay", () -> link.delay(delay));
        background("release", link::release);
        System.out.println(READY);
        link.lose(schedule);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void background(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // A link that works by half would measure nonsense.
                System.out.println("failed: " + e.getMessage());
                System.exit(1);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void lose(LossSchedule schedule) throws IOException {
        while (true) {
            Queued packet = outward.receive();
            outward.verdict(packet.id(), !packet.carriesBytes() || !schedule.losesNext(packet.port()));
        }
    }

    private void delay(long nanos) throws IOException {
        while (true) {
            waiting.add(new Waiting(inward.receive().id(), System.nanoTime() + nanos));
        }
    }

    private void release() throws IOException, InterruptedException {
        while (true) {
            Waiting next = waiting.take();
            for (long left = next.due() - System.nanoTime(); left > 0; left = next.due() - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            inward.verdict(next.id(), true);
        }
    }
}
