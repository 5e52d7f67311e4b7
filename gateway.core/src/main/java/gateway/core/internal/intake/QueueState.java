package gateway.core.internal.intake;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A packet queue as the kernel sees it (/proc/net/netfilter/nfnetlink_queue).
 *
 * @param queue its number
 * @param waiting packets without a verdict, those held included
 * @param droppedFull packets dropped since it was bound because it was full
 * @param droppedUnread packets dropped since it was bound because the socket's buffer was full
 * @param lastId the id of the newest packet, an unsigned number that wraps around
 */
public record QueueState(int queue, int waiting, long droppedFull, long droppedUnread, int lastId) {
    private static final Path LIST = Path.of("/proc/thread-self/net/netfilter/nfnetlink_queue");

    /** All queues that are bound in a namespace; any thread. */
    public static List<QueueState> read(Netns netns) throws IOException {
        try {
            return netns.call(() -> Files.readAllLines(LIST)).stream().map(QueueState::parse).toList();
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Columns: queue, port id, waiting, copy mode, copy range, dropped full, dropped unread, last id, 1. */
    private static QueueState parse(String line) {
        String[] columns = line.strip().split("\\s+");
        return new QueueState(Integer.parseInt(columns[0]), Integer.parseInt(columns[2]),
            Long.parseLong(columns[5]), Long.parseLong(columns[6]), Integer.parseUnsignedInt(columns[7]));
    }
}
