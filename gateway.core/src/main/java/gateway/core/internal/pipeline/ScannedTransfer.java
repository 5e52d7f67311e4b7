package gateway.core.internal.pipeline;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.core.internal.content.Asked;
import gateway.core.internal.content.KeptContent;
import java.util.ArrayList;
import java.util.List;

/**
 * A transfer on its way: <i>receiving</i> while its bytes pass and are kept, <i>processing</i> while a question about
 * them is open (kP2PADM 3.1.5). One worker thread.
 */
final class ScannedTransfer {
    final long number;
    final Direction direction;
    final String name;
    /** Where in the file its first byte stands. */
    final long first;
    /** Bytes that were announced; negative where nobody said how many there are. */
    final long length;
    final String application;
    /** All of the file passes in this one transfer, as far as was said. */
    final boolean wholeFile;
    /** Of the whole file in bytes; negative where nobody said it. */
    final long size;
    /** Its SHA-1 as the sender says it; empty where it does not. */
    final String sha1;
    final List<Asked> open = new ArrayList<>(1);
    /** What passed and was not asked about yet; null where nothing is kept any more. */
    KeptContent content;
    /** Bytes of {@link #content} that the window before had as well. */
    int repeated;
    /** How many bytes are asked about together at most. */
    long bound;
    ScanMethod method = ScanMethod.WHOLE;
    long bytes;
    long lastMillis;
    boolean ended;
    /** Why it, or a part of it, was not scanned; null while that is not so. */
    ScanVerdict.NotScanned notScanned;

    ScannedTransfer(TransferStarted started, String name, String application) {
        number = started.transfer();
        direction = started.direction();
        this.name = name;
        this.application = application;
        first = started.first();
        length = started.length();
        size = started.size();
        sha1 = started.attributes().getOrDefault("sha1", "");
        wholeFile = first == 0 && (started.size() < 0 || started.length() < 0 || started.length() == started.size());
    }

    /** Whether nobody has said how long it is. */
    boolean endless() {
        return length < 0;
    }

    /** Bytes that passed and that nobody was asked about. */
    long unscanned() {
        return content == null ? 0 : content.length() - repeated;
    }

    /** Whether everything that can be known of it is known. */
    boolean settled() {
        return ended && open.isEmpty();
    }
}
