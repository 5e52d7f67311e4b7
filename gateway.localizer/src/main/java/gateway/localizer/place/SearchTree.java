package gateway.localizer.place;

import com.maxmind.db.Metadata;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The search tree of a database by the specification of the MaxMind DB format, 2.0: a bit of the address in each node,
 * and where they end, the place of the record. MaxMind's own reader does not tell the place, by which a record that
 * was read once is known again. Immutable, any thread; nothing is allocated.
 */
final class SearchTree {
    /** The place of what is not in the database. */
    static final long NOTHING = -1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** A node is read by eight bytes, also the last one. */
    private static final int BEHIND = Long.BYTES;
    private static final long MASK_32 = 0xffff_ffffL;

    private final byte[] nodes;
    private final long count;
    private final int recordBits;
    private final boolean onlyV4;
    private final long v4Root;

    /**
     * The tree of a file.
     *
     * @param file in which it stands first; it is copied
     * @throws IOException if there is no such tree in it
     */
    SearchTree(byte[] file, Metadata metadata) throws IOException {
        count = metadata.nodeCount();
        recordBits = metadata.recordSize();
        onlyV4 = metadata.ipVersion() == 4;
        if (count < 1 || count > file.length || recordBits != 24 && recordBits != 28 && recordBits != 32
                || count * recordBits / 4 > file.length) {
            throw new IOException("its tree has " + count + " nodes of records of " + recordBits + " bits");
        }
        nodes = Arrays.copyOf(file, (int) (count * recordBits / 4) + BEHIND);
        v4Root = onlyV4 ? 0 : v4Root();
    }

    /** IPv4 lies in ::/96. */
    private long v4Root() {
        return walk(walk(0, 0, Long.SIZE), 0, Integer.SIZE);
    }

    /**
     * Where the record of an address in two halves stands, in the file's own measure; {@link #NOTHING} if there is
     * none.
     *
     * @throws IOException if the tree is deeper than an address is long
     */
    long find(long high, long low) throws IOException {
        boolean v4 = Prefix.isV4(high, low);
        if (onlyV4 && !v4) {
            return NOTHING;
        }
        long end = v4 ? walk(v4Root, low << Integer.SIZE, Integer.SIZE)
            : walk(walk(0, high, Long.SIZE), low, Long.SIZE);
        if (end < count) {
            throw new IOException("its tree has no end");
        }
        return end == count ? NOTHING : end;
    }

    /** From a node on by the first of some bits, as long as there are nodes. */
    private long walk(long from, long bits, int most) {
        long node = from;
        for (int bit = 0; bit < most && node < count; bit++) {
            node = record(node, (int) (bits << bit >>> Long.SIZE - 1));
        }
        return node;
    }

    /** The left (0) or right (1) record of a node. */
    private long record(long node, int side) {
        int at = (int) (node * recordBits / 4);
        if (recordBits == 24) {
            return (int) INT.get(nodes, at + 3 * side) >>> 8;
        }
        if (recordBits == 32) {
            return (int) INT.get(nodes, at + 4 * side) & MASK_32;
        }
        // The byte in the middle has the highest four bits of both.
        long both = (long) LONG.get(nodes, at) >>> 8;
        return side == 0 ? both >>> 32 | (both >>> 28 & 0xf) << 24 : both & 0xfff_ffffL;
    }
}
