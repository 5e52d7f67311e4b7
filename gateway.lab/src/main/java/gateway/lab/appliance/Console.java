package gateway.lab.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a gateway prints, line by line. Written by one pump thread, read by any. */
final class Console {
    private final List<String> lines = new ArrayList<>();
    private Consumer<String> listener = line -> { };
    private boolean ended;

    /** Follows a stream until its end. */
    static Console follow(InputStream stream, String name) {
        Console console = new Console();
        Thread pump = new Thread(() -> console.pump(stream), "console of " + name);
        pump.setDaemon(true);
        pump.start();
        return console;
    }

    /** How many lines there are so far. */
    synchronized int size() {
        return lines.size();
    }

    /** The lines from one on. */
    synchronized List<String> from(int first) {
        return List.copyOf(lines.subList(Math.min(first, lines.size()), lines.size()));
    }

    /** Who hears of each line from now on. */
    synchronized void listen(Consumer<String> other) {
        listener = other;
    }

    /**
     * Waits for a line that contains {@code text}.
     *
     * @return its number, or -1 if none came in time or the stream ended without it
     */
    synchronized int await(Duration limit, int first, String text) {
        long end = System.nanoTime() + limit.toNanos();
        int next = first;
        while (true) {
            for (; next < lines.size(); next++) {
                if (lines.get(next).contains(text)) {
                    return next;
                }
            }
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (ended || leftMillis <= 0) {
                return -1;
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }

    private void pump(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(output lost: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        listener.accept(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
