package gateway.core.internal.intake;

import gateway.core.internal.source.PacketHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A queue socket and a thread that polls it, as a worker does. */
public final class RunningQueue implements AutoCloseable {
    private final QueueSocket socket;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Consumer<QueueSocket>> inbox = new ConcurrentLinkedQueue<>();
    private volatile boolean stop;

    public RunningQueue(QueueSettings settings, PacketHandler handler) throws Exception {
        socket = QueueSocket.open(settings);
        thread = new Thread(() -> turn(handler), "queue " + settings.classifyQueue());
        thread.start();
    }

    private void turn(PacketHandler handler) {
        try (socket) {
            while (!stop) {
                for (Consumer<QueueSocket> task = inbox.poll(); task != null; task = inbox.poll()) {
                    task.accept(socket);
                }
                socket.poll(handler, 60_000);
            }
        }
    }

    /** Does something on the polling thread, which has to be woken up for it, and waits until it is done. */
    public void onThread(Consumer<QueueSocket> task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        inbox.add(queue -> {
            task.accept(queue);
            done.complete(null);
        });
        socket.wakeUp();
        done.get(10, TimeUnit.SECONDS);
    }

    public IntakeCounters counters() {
        return socket.counters();
    }

    long threadId() {
        return thread.getId();
    }

    @Override
    public void close() throws InterruptedException {
        stop = true;
        socket.wakeUp();
        thread.join(10_000);
        if (thread.isAlive()) {
            throw new AssertionError("the queue's thread does not end");
        }
    }
}
