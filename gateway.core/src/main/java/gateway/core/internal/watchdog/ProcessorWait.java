package gateway.core.internal.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long a thread was ready to run while others had the processors, as Linux's scheduler counts it
 * ({@code schedstat}, see the kernel's documentation of scheduler statistics). Any thread asks.
 */
public final class ProcessorWait {
    /** Of a thread of which nothing is known. */
    public static final ProcessorWait NONE = new ProcessorWait(null);

    private static final Path OWN = Path.of("/proc/thread-self");

    private final Path counts;

    private ProcessorWait(Path counts) {
        this.counts = counts;
    }

    /** Of the thread that calls this; {@link #NONE} where the kernel does not say. */
    public static ProcessorWait ofThisThread() {
        try {
            Path counts = Path.of("/proc").resolve(Files.readSymbolicLink(OWN)).resolve("schedstat");
            return Files.isReadable(counts) ? new ProcessorWait(counts) : NONE;
        } catch (IOException | UnsupportedOperationException notLinux) {
            return NONE;
        }
    }

    /** Nanoseconds since the thread began; 0 where that is not known, or the thread has ended. */
    public long nanos() {
        if (counts == null) {
            return 0;
        }
        try {
            String[] numbers = Files.readString(counts).strip().split(" ");
            return numbers.length > 1 ? Long.parseLong(numbers[1]) : 0;
        } catch (IOException | NumberFormatException ended) {
            return 0;
        }
    }
}
