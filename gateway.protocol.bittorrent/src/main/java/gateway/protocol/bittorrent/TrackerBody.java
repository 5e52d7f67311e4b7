package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.HttpMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A reply's body as it comes in, in parts, perhaps chunked, perhaps compressed; and where its bytes are. */
final class TrackerBody {
    /** Replies larger than this are not read: 200 peers of six bytes are usual. */
    static final int MAX_BODY = 64 * 1024;
    /** More pieces are not kept apart: the peers behind are then nowhere. */
    private static final int MAX_PIECES = 64;
    private static final int FIRST_SIZE = 2048;

    private final boolean compressed;
    private final BencodeScanner scanner = new BencodeScanner();
    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private boolean complete;
    private boolean broken;
    /** Pieces of the body that lie in one piece in the stream: where they begin here and there. */
    private final int[] pieceStart = new int[MAX_PIECES];
    private final long[] pieceOffset = new long[MAX_PIECES];
    private int pieces;

    TrackerBody(boolean compressed) {
        this.compressed = compressed;
    }

    /** Takes the next part; answers whether the reply is complete with it. */
    boolean add(HttpMessage.Body part) {
        int size = part.bytes().length();
        if (complete || broken || size > MAX_BODY - length || part.bodyOffset() != length) {
            broken = true;
            return false;
        }
        note(part.streamOffset(), size);
        if (bytes.length < length + size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        part.bytes().copyTo(0, size, ByteBuffer.wrap(bytes), length);
        length += size;
        complete = compressed ? part.last() : scan(length - size);
        return complete;
    }

    /** Where in the stream a reply begins that is not complete yet and can be changed; negative for none. */
    long begins() {
        return pieces == 0 || complete || broken || compressed ? -1 : pieceOffset[0];
    }

    /** The peers of the complete reply. */
    List<ListedPeer> peers() {
        if (compressed) {
            return TrackerReply.peers(ByteView.of(inflated()), (at, size) -> ListedPeer.NOWHERE);
        }
        return TrackerReply.peers(ByteView.of(bytes).slice(0, length), this::place);
    }

    private boolean scan(int from) {
        for (int i = from; i < length; i++) {
            if (scanner.add(bytes[i] & 0xff)) {
                length = i + 1;
                return true;
            }
        }
        broken = scanner.malformed();
        return false;
    }

    private void note(long streamOffset, int size) {
        boolean adjacent = pieces > 0 && pieceOffset[pieces - 1] + length - pieceStart[pieces - 1] == streamOffset;
        if (!adjacent && size > 0 && pieces < MAX_PIECES) {
            pieceStart[pieces] = length;
            pieceOffset[pieces++] = streamOffset;
        }
    }

    private long place(int at, int size) {
        int piece = pieces - 1;
        while (piece > 0 && pieceStart[piece] > at) {
            piece--;
        }
        boolean split = piece + 1 < pieces && pieceStart[piece + 1] < at + size;
        boolean unknown = pieces == MAX_PIECES && piece == pieces - 1;
        return split || unknown ? ListedPeer.NOWHERE : pieceOffset[piece] + at - pieceStart[piece];
    }

    private byte[] inflated() {
        try (GZIPInputStream inflater = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            return inflater.readNBytes(MAX_BODY);
        } catch (IOException notCompressedAfterAll) {
            return new byte[0];
        }
    }
}
