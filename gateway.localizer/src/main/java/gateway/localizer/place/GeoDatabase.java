package gateway.localizer.place;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Metadata;
import com.maxmind.db.NoCache;
import com.maxmind.db.Reader;
import gateway.api.packet.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A MaxMind database in memory, of whatever maker. Before it is used, its size is compared with what it says of itself
 * and many of its records are read, so that a file that was cut off is found out then.
 *
 * <p>Networks share records, of a few hundred countries for instance. Those that were read lately are remembered by
 * their place in the file, and found without allocating. Lock-free, any thread.
 */
public final class GeoDatabase {
    /** Larger files are refused. */
    public static final int MOST_BYTES = 1 << 29;
    private static final int RECORDS_TRIED = 2000;
    private static final int SEPARATOR = 16;
    /** How many records are remembered; about 2 MB when all are there. */
    private static final int REMEMBERED = 16_384;

    private final Reader reader;
    private final SearchTree tree;
    private final DatabaseKind<?> kind;
    private final AtomicReferenceArray<Remembered> remembered = new AtomicReferenceArray<>(REMEMBERED);
    private final LongAdder failures = new LongAdder();

    private record Remembered(long place, Geography geography) {
    }

    private GeoDatabase(Reader reader, SearchTree tree, DatabaseKind<?> kind) {
        this.reader = reader;
        this.tree = tree;
        this.kind = kind;
    }

    /**
     * Reads a file.
     *
     * @throws IOException with what is wrong, in a sentence without its end
     */
    public static GeoDatabase read(byte[] bytes) throws IOException {
        Reader reader = open(bytes);
        Metadata metadata = metadata(reader);
        String type = metadata.databaseType();
        DatabaseKind<?> kind = DatabaseKind.of(type).orElseThrow(() -> new IOException("it is of the type \""
            + Geography.cut(type) + "\", which says nothing of countries, regions or AS numbers"));
        if (metadata.nodeCount() * metadata.recordSize() / 4 + SEPARATOR > bytes.length) {
            throw new IOException("it is shorter than it says of itself: not all of it is there");
        }
        GeoDatabase database = new GeoDatabase(reader, new SearchTree(bytes, metadata), kind);
        try {
            database.tryRecords(bytes.length);
        } catch (RuntimeException | StackOverflowError broken) {
            throw new IOException("its records cannot be read: " + broken.getClass().getSimpleName(), broken);
        }
        return database;
    }

    private static Reader open(byte[] bytes) throws IOException {
        try {
            return new Reader(new ByteArrayInputStream(bytes), NoCache.getInstance());
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw new IOException("it is not a MaxMind database, or not all of one", broken);
        }
    }

    private static Metadata metadata(Reader reader) throws IOException {
        Metadata metadata = reader.getMetadata();
        if (metadata.databaseType() == null || metadata.buildEpoch() == null) {
            throw new IOException("it does not say its type, or when it was made");
        }
        return metadata;
    }

    /** The first records, and those of addresses all over. */
    private void tryRecords(long seed) throws IOException {
        try {
            Iterator<? extends DatabaseRecord<?>> records = reader.networks(kind.record());
            for (int i = 0; i < RECORDS_TRIED && records.hasNext(); i++) {
                kind.geography(records.next().data());
            }
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < RECORDS_TRIED; i++) {
                IpAddress address = IpAddress.v4(random.nextInt());
                look(address.high(), address.low());
            }
        } catch (IOException | InvalidNetworkException broken) {
            throw new IOException("its records cannot be read", broken);
        }
    }

    /** What it knows of an address in two halves. */
    public Geography find(long high, long low) {
        try {
            return look(high, low);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            failures.increment();
            return Geography.UNKNOWN;
        }
    }

    private Geography look(long high, long low) throws IOException {
        long place = tree.find(high, low);
        if (place == SearchTree.NOTHING) {
            return Geography.UNKNOWN;
        }
        int slot = (int) (KeyedHash.mix(0, place) >>> 32) & REMEMBERED - 1;
        Remembered known = remembered.getAcquire(slot);
        if (known == null || known.place != place) {
            known = new Remembered(place, decode(high, low));
            remembered.setRelease(slot, known);
        }
        return known.geography;
    }

    /** What the record of an address says, read by MaxMind's own reader. */
    Geography decode(long high, long low) throws IOException {
        return kind.find(reader, InetAddress.getByAddress(new IpAddress(high, low).bytes()));
    }

    /** When its maker made it. */
    public Instant made() {
        return reader.getMetadata().buildTime();
    }

    /** How often it had a record that could not be read. */
    public long failures() {
        return failures.sum();
    }

    /** What its maker calls its kind. */
    public String type() {
        return Geography.cut(reader.getMetadata().databaseType());
    }
}
