package gateway.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process (proc(5)).
 *
 * @param userTicks CPU time in user mode, in clock ticks of 10 ms
 * @param systemTicks CPU time in the kernel, in clock ticks of 10 ms
 * @param startTicks when it started, in clock ticks since boot: with the id it names a process for ever
 */
public record ProcessStatus(long userTicks, long systemTicks, long startTicks) {
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final int MILLIS_PER_TICK = 10;

    /** Reads the status of a process; empty if there is none of that id. */
    public static Optional<ProcessStatus> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new ProcessStatus(
                Long.parseLong(fields[11]), Long.parseLong(fields[12]), Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** CPU time used so far, user mode and kernel. */
    public Duration cpu() {
        return Duration.ofMillis((userTicks + systemTicks) * MILLIS_PER_TICK);
    }
}
