package gateway.lab.appliance;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/status} says of a process's memory, in bytes.
 *
 * @param resident what is in memory now
 * @param highest the most that ever was
 */
public record Memory(long resident, long highest) {
    private static final int KILO = 1024;

    /** Reads it. */
    public static Memory of(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            return new Memory(kilobytes(status, "VmRSS:") * KILO, kilobytes(status, "VmHWM:") * KILO);
        } catch (IOException e) {
            throw new LabException("no process " + pid, e);
        }
    }

    private static long kilobytes(String status, String name) {
        return status.lines().filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()).replace("kB", "").strip()).mapToLong(Long::parseLong)
            .findFirst().orElse(0);
    }
}
