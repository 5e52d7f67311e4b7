package gateway.core.internal.record;

import gateway.api.packet.ByteView;

/** The bytes of files that one worker hands to the auditors, collected into pages. That worker's thread. */
final class FileFeed {
    /** Bytes wait for so long for a page to become full. */
    private static final long WAIT_MILLIS = 100;

    private final RecordQueue queue;
    private Page page;
    /** When a timer first saw this page; 0 where none did. */
    private long seenMillis;

    FileFeed(RecordQueue queue) {
        this.queue = queue;
    }

    /** Copies the next bytes of a part. Where all pages are in use they are lost; the part's end tells. */
    void add(long part, long fileOffset, ByteView bytes) {
        for (int from = 0; from < bytes.length();) {
            if (page == null && (page = queue.takePage()) == null) {
                return;
            }
            int taken = page.add(part, fileOffset + from, bytes, from);
            from += taken;
            if (taken == 0 || page.full()) {
                flush();
            }
        }
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

    /** Sends what has waited for a while. */
    void onTimer(long nowMillis) {
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
