package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A direction of a link that is one zlib stream (RFC 1950). What comes out goes to a reader of descriptors; what that
 * one does not take yet is kept here. Holds memory outside of the heap until it is closed.
 */
final class Inflation {
    /** Out of this many bytes at least one has to have come in: more is an attack. */
    static final int MAX_RATIO = 64;
    /** The ratio does not count before so much came out. */
    static final int FREE = 256 * 1024;
    private static final int CHUNK = 4096;
    private static final int LIMIT = Descriptor.HEADER + DescriptorReader.MAX_READ + CHUNK;

    private final Inflater inflater = new Inflater();
    private final DescriptorReader reader;
    private final Report report;
    private final ByteView view = new ByteView();
    private byte[] kept = new byte[2 * CHUNK];
    private int length;

    Inflation(DescriptorReader reader, Report report) {
        this.reader = reader;
        this.report = report;
    }

    /** Takes the next compressed bytes; answers whether the direction can be read on. */
    boolean add(ByteView bytes) {
        inflater.setInput(bytes.copy(0, bytes.length()));
        boolean more = true;
        while (more && !reader.lost() && !tooMuch()) {
            makeRoom();
            long before = inflater.getBytesWritten();
            boolean sound = inflate();
            int came = (int) (inflater.getBytesWritten() - before);
            length += came;
            hand();
            if (!sound) {
                report.anomaly("bad_deflate", "");
                return false;
            }
            more = came > 0;
        }
        if (tooMuch()) {
            report.anomaly("inflates_too_much", inflater.getBytesRead() + " to " + inflater.getBytesWritten());
            return false;
        }
        return !reader.lost() && !inflater.finished() && !inflater.needsDictionary();
    }

    /** Gives the memory back. Not to be used afterwards. */
    void close() {
        inflater.end();
    }

    /** What came out before the bytes turned out to be broken counts, however they were cut. */
    private boolean inflate() {
        try {
            inflater.inflate(kept, length, kept.length - length);
            return true;
        } catch (DataFormatException broken) {
            return false;
        }
    }

    private boolean tooMuch() {
        return inflater.getBytesWritten() > FREE + MAX_RATIO * inflater.getBytesRead();
    }

    private void makeRoom() {
        if (kept.length - length < CHUNK) {
            kept = Arrays.copyOf(kept, Math.min(LIMIT, 2 * kept.length));
        }
    }

    private void hand() {
        if (length < reader.wanted()) {
            return;
        }
        int done = reader.read(view.aim(ByteBuffer.wrap(kept), 0, length), ListedPeer.NOWHERE);
        System.arraycopy(kept, done, kept, 0, length - done);
        length -= done;
    }
}
