package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A torrent's description as one side sends it (BEP 9): blocks of 16 KiB, of which the names stand in the first ones.
 * Its hash tells whether it is the right one. Blocks that do not follow each other end what can be read: peers share
 * the work, so one connection need not see all.
 */
final class Metadata {
    /** As much of a description as is kept: the names come before the hashes of the pieces, which are most of it. */
    static final int MAX_KEPT = 64 * 1024;
    private static final byte[] KEY_TYPE = Bencode.key("msg_type");
    private static final byte[] KEY_PIECE = Bencode.key("piece");
    private static final byte[] KEY_SIZE = Bencode.key("total_size");
    private static final int DATA = 1;
    private static final int BLOCK = 16 * 1024;
    private static final long MAX_SIZE = 64L * 1024 * 1024;

    private final DissectionSink sink;
    private byte[] kept = {};
    private int length;
    private long blocks;
    private long seen;
    private MessageDigest digest;
    private boolean over;

    Metadata(DissectionSink sink) {
        this.sink = sink;
    }

    /** A message whose dictionary begins at {@code at}, perhaps with a block behind it. */
    void add(ByteView bytes, int at, int end, byte[] infoHash) {
        int block = Bencode.skip(bytes, at, end);
        if (block < 0) {
            sink.emit(new DissectionEvent.Anomaly("bad_extension_message", "ut_metadata"));
            return;
        }
        long type = Bencode.integer(bytes, Bencode.find(bytes, at, block, KEY_TYPE), block, -1);
        long piece = Bencode.integer(bytes, Bencode.find(bytes, at, block, KEY_PIECE), block, -1);
        long size = Bencode.integer(bytes, Bencode.find(bytes, at, block, KEY_SIZE), block, -1);
        if (type != DATA || over) {
            return;
        }
        boolean last = seen + end - block == size;
        if (piece != blocks || size <= 0 || size > MAX_SIZE || !last && end - block != BLOCK) {
            end(infoHash);
            return;
        }
        take(bytes, block, end);
        if (last) {
            end(infoHash);
        }
    }

    /** Says what was read, if that was not said already. */
    void end(byte[] infoHash) {
        if (!over && length > 0) {
            byte[] hash = digest.digest();
            TorrentContents.tell(ByteView.of(kept).slice(0, length), infoHash, Arrays.equals(hash, infoHash), sink);
        }
        over = true;
        kept = new byte[0];
    }

    private void take(ByteView bytes, int from, int to) {
        byte[] block = bytes.copy(from, to - from);
        if (digest == null) {
            digest = sha1();
        }
        digest.update(block);
        int room = Math.min(block.length, MAX_KEPT - length);
        kept = Arrays.copyOf(kept, length + room);
        ByteBuffer.wrap(kept).put(length, block, 0, room);
        length += room;
        seen += block.length;
        blocks++;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
