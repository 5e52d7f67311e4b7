package gateway.lab.network;

import java.util.List;

/**
 * A line of {@code /proc/net/netfilter/nfnetlink_queue}: one queue that a process has bound.
 *
 * @param number of the queue
 * @param waiting packets that wait for their verdict
 * @param copyRange how many bytes of a packet reach user space
 * @param queueDropped packets dropped because the queue was full
 * @param userDropped packets dropped because the socket's buffer was full
 * @param passed packets that were given to user space so far: the id of the last one
 */
public record QueueStatus(int number, long waiting, int copyRange, long queueDropped, long userDropped,
                          long passed) {
    /** Reads the whole file. */
    static List<QueueStatus> parse(List<String> lines) {
        return lines.stream().map(line -> line.strip().split("\\s+")).filter(fields -> fields.length >= 8)
            .map(fields -> new QueueStatus(Integer.parseInt(fields[0]), Long.parseLong(fields[2]),
                Integer.parseInt(fields[4]), Long.parseLong(fields[5]), Long.parseLong(fields[6]),
                Long.parseLong(fields[7])))
            .toList();
    }
}
