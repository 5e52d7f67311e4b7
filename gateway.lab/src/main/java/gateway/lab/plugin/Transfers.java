package gateway.lab.plugin;

import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Downloads that go on, one after the other on each of several threads, until they are ended. */
public final class Transfers implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(60);

    private final Curl curl;
    private final String url;
    private final SharedFile file;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger complete = new AtomicInteger();
    private final AtomicInteger harmed = new AtomicInteger();
    private volatile boolean wanted = true;

    /** Begins with {@code number} of them; returns when the first are there. */
    public Transfers(int number, Host client, Host server, SharedFile file, Path folder) {
        this.curl = new Curl(client);
        this.url = Curl.url4(server, file);
        this.file = file;
        for (int i = 0; i < number; i++) {
            Path target = folder.resolve("transfer-" + i);
            Thread thread = new Thread(() -> fetch(target), "transfer " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        Await.until(FIRST, "the first transfers are complete", () -> complete.get() + harmed.get() >= number);
    }

    /** How many came as they should. */
    public int complete() {
        return complete.get();
    }

    /** How many did not. */
    public int harmed() {
        return harmed.get();
    }

    /** Waits for those that are on their way; no further one begins. */
    @Override
    public void close() {
        wanted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fetch(Path target) {
        while (wanted) {
            boolean good = curl.fetch(url, target).ok() && file.sameAs(target);
            (good ? complete : harmed).incrementAndGet();
            try {
                Files.deleteIfExists(target);
            } catch (IOException leftThere) {
                harmed.incrementAndGet();
            }
        }
    }
}
