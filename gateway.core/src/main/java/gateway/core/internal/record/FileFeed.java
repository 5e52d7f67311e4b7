package gateway.core.internal.record;

import gateway.api.packet.ByteView;
import java.util.concurrent.locks.LockSupport;

/** The bytes of files that one worker hands to the auditors, collected into pages. That worker's thread. */
final class FileFeed {
    /** Bytes wait for so long for a page to become full. */
    private static final long WAIT_MILLIS = 100;

    /** A burst may wait for the auditors, some milliseconds a turn, where a machine is busy; no more than that. */
    private static final int PAUSES_A_TURN = 50;
    private static final long PAUSE_NANOS = 100_000;

    private final RecordQueue queue;
    private Page page;
    private int pauses = PAUSES_A_TURN;
    /** When a timer first saw this page; 0 where none did. */
    private long seenMillis;

    FileFeed(RecordQueue queue) {
        this.queue = queue;
    }

    /** Copies the next bytes of a part. Where all pages are in use they are lost; the part's end tells. */
    void add(long part, long fileOffset, ByteView bytes) {
        for (int from = 0; from < bytes.length();) {
            if (page == null && !takePage()) {
                return;
            }
            int taken = page.add(part, fileOffset + from, bytes, from);
            from += taken;
            if (taken == 0 || page.full()) {
                flush();
            }
        }
    }

    private boolean takePage() {
        page = queue.takePage();
        while (page == null && pauses > 0) {
            pauses--;
            LockSupport.parkNanos(PAUSE_NANOS);
            page = queue.takePage();
        }
        return page != null;
    }

    /** Sends what was collected, so that what is offered next comes after it. */
    void flush() {
        if (page != null) {
            Page filled = page;
            page = null;
            seenMillis = 0;
            queue.offer(filled);
        }
    }

    /** Sends what has waited for a while; once a turn. */
    void onTimer(long nowMillis) {
        pauses = PAUSES_A_TURN;
        if (page == null) {
            return;
        }
        if (seenMillis == 0) {
            seenMillis = nowMillis;
        } else if (nowMillis - seenMillis >= WAIT_MILLIS) {
            flush();
        }
    }
}
