package gateway.lab.country;

import gateway.lab.LabException;
import gateway.lab.network.Router;
import gateway.lab.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came from each country, second by second: bytes of whole packets, as the router's interfaces counted them.
 *
 * @param seconds for each second, the bytes from each of {@link Country#ALL}
 */
public record Throughput(List<long[]> seconds) {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BYTES_A_KILOBIT = 125;

    /** Looks for so many seconds; {@code at} is run when the second of its number begins. */
    public static Throughput watch(Router router, int seconds, int second, Runnable at) {
        List<long[]> lines = new ArrayList<>();
        long began = System.nanoTime();
        long[] before = counters(router);
        for (int i = 0; i < seconds; i++) {
            if (i == second) {
                at.run();
            }
            Await.pause(Duration.ofNanos(Math.max(0, began + (i + 1) * SECOND - System.nanoTime())));
            long[] now = counters(router);
            lines.add(difference(now, before));
            before = now;
        }
        return new Throughput(List.copyOf(lines));
    }

    /** What came since an earlier reading of {@link #counters}. */
    public static long[] difference(long[] now, long[] before) {
        long[] difference = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            difference[i] = now[i] - before[i];
        }
        return difference;
    }

    /** The bytes that came from each country so far. */
    public static long[] counters(Router router) {
        return Country.ALL.stream().mapToLong(each -> router.traffic(each.site()).receivedBytes()).toArray();
    }

    /** Which share of the bytes of all countries came from those that are not {@code country}; 0 of no bytes. */
    public static double shareBeside(Country country, long[] bytes) {
        long all = 0;
        for (long each : bytes) {
            all += each;
        }
        return all == 0 ? 0 : (double) (all - bytes[Country.ALL.indexOf(country)]) / all;
    }

    /** The same over a time: from the second {@code first} on. */
    public double shareBeside(Country country, int first) {
        long[] sums = new long[Country.ALL.size()];
        for (long[] second : seconds.subList(first, seconds.size())) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += second[i];
            }
        }
        return shareBeside(country, sums);
    }

    /** The first so many seconds of it. */
    public Throughput first(int count) {
        return new Throughput(seconds.subList(0, count));
    }

    /** Kilobits in each second from a country. */
    public double[] kilobits(Country country) {
        int place = Country.ALL.indexOf(country);
        return seconds.stream().mapToDouble(line -> (double) line[place] / BYTES_A_KILOBIT).toArray();
    }

    /** Writes it as CSV: second, then kilobits a second from each country. */
    public void write(Path file) {
        List<String> lines = new ArrayList<>();
        lines.add("second," + Country.ALL.stream().map(each -> each.name() + " kb/s")
            .collect(Collectors.joining(",")));
        for (int i = 0; i < seconds.size(); i++) {
            StringBuilder line = new StringBuilder().append(i);
            for (long bytes : seconds.get(i)) {
                line.append(',').append(bytes / BYTES_A_KILOBIT);
            }
            lines.add(line.toString());
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
