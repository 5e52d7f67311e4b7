package gateway.auditor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.FilePart;
import gateway.api.operation.StoredFile;
import gateway.api.packet.Direction;
import gateway.auditor.Samples;
import gateway.auditor.archive.Archive;
import gateway.auditor.archive.Retention;
import gateway.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    private static final int SIZE = 100_000;
    /** For one file of that size; what comes beside it is put together on the disk. */
    private static final long MEMORY = 150_000;

    @TempDir
    private Path folder;
    private final ManualClock clock = new ManualClock(1_780_000_000_000L);
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final byte[] file = new byte[SIZE];
    private Archive archive;
    private StoredFiles stored;
    private FileStore store;
    private long parts;

    @BeforeEach
    void setUp() {
        new Random(1).nextBytes(file);
        archive = new Archive(folder.resolve("records.db"), new Retention(90, 100_000_000), clock.millis(), log::add);
        open(10_000_000);
    }

    private void open(long quota) {
        stored = new StoredFiles(folder.resolve("files"), archive);
        store = new FileStore(folder.resolve("files"), quota, MEMORY, stored, clock.millis(), outcomes::add);
    }

    @AfterEach
    void close() {
        store.close();
        archive.close();
    }

    private long begin(String name, long size, long first, long length) {
        store.began(new FilePart(++parts, Samples.audited("transfer", Map.of()), Direction.TO_CLIENT, name, size, first,
            length, Map.of("etag", "1")));
        return parts;
    }

    private void give(long part, int from, int to) {
        for (int at = from; at < to; at += 1000) {
            store.bytes(part, at, ByteBuffer.wrap(file, at, Math.min(1000, to - at)).asReadOnlyBuffer());
        }
    }

    private void whole(byte[] content) {
        long part = begin("f", content.length, 0, content.length);
        store.bytes(part, 0, ByteBuffer.wrap(content));
        store.ended(part, true, "");
    }

    private Outcome only() {
        assertEquals(1, outcomes.size(), outcomes.toString());
        return outcomes.get(0);
    }

    private byte[] read(String hash) throws IOException {
        StoredFile found = stored.open(hash).orElseThrow();
        try (InputStream bytes = found.bytes()) {
            return bytes.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Everything below the folder of files, by path. */
    private List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(folder.resolve("files"))) {
            return tree.filter(Files::isRegularFile).map(each -> folder.resolve("files").relativize(each).toString())
                .sorted().toList();
        }
    }

    @Test
    void shouldStoreAWholeFileUnderItsHashWhateverItIsCalled() throws Exception {
        long part = begin("../../etc/passwd\0\n", SIZE, 0, SIZE);
        give(part, 0, SIZE);
        store.ended(part, true, "");
        String hash = sha256(file);
        assertEquals("", only().why());
        assertEquals(hash, only().sha256());
        assertEquals(List.of(hash.substring(0, 2) + "/" + hash), files());
        assertArrayEquals(file, read(hash));
        Map<String, Object> detail = only().record(5).detail();
        assertEquals("../../etc/passwd\0\n", detail.get("filename"));
        assertEquals(List.of("CLOSED", true, (long) SIZE, hash), List.of(detail.get("state"), detail.get("stored"),
            detail.get("size"), detail.get("sha256")));
    }

    @Test
    void shouldKnowAFileAgainAndTellOneThatOnlySeemsToBeIt() throws Exception {
        byte[] other = file.clone();
        other[SIZE - 1] ^= 1;
        whole(file);
        whole(file);
        whole(other);
        whole(file);
        String hash = sha256(file);
        assertEquals(List.of(hash, hash, sha256(other), hash), outcomes.stream().map(Outcome::sha256).toList());
        assertArrayEquals(file, read(hash));
        assertArrayEquals(other, read(sha256(other)));
        assertEquals(2, files().size());
    }

    @Test
    void shouldStoreAFileOfUnknownLengthAtItsEnd() throws Exception {
        long part = begin("f", -1, 0, -1);
        give(part, 0, SIZE);
        store.ended(part, true, "");
        assertEquals(sha256(file), only().sha256());
    }

    @Test
    void shouldNeverPassAPartForTheWhole() throws Exception {
        long cut = begin("f", SIZE, 0, SIZE);
        give(cut, 0, SIZE - 1000);
        store.ended(cut, false, "the flow ended before");
        long lying = begin("f", SIZE, 0, SIZE);
        give(lying, 0, SIZE - 1000);
        store.ended(lying, true, "");
        long unknown = begin("f", -1, 0, -1);
        give(unknown, 0, 1000);
        store.ended(unknown, false, "it was cut off");
        long somewhere = begin("f", -1, 5000, 1000);
        long hole = begin("f", -1, 0, -1);
        give(hole, 0, 1000);
        give(hole, 2000, 3000);
        store.ended(hole, true, "");
        assertEquals(List.of("the flow ended before", "only 99000 of its bytes passed by", "it was cut off",
            "it is a part, and nobody said how large the whole is", "only 2000 of its bytes passed by"),
            outcomes.stream().map(Outcome::why).toList());
        assertEquals(5, somewhere - cut + 2);
        assertEquals(List.of(), files());
        assertEquals("TRUNCATED", outcomes.get(0).record(0).detail().get("state"));
    }

    @Test
    void shouldPutRangesOfSeveralConnectionsTogether() throws Exception {
        long last = begin("f", SIZE, 60_000, 40_000);
        long first = begin("f", SIZE, 0, 30_000);
        long middle = begin("f", SIZE, 20_000, 50_000);
        give(last, 60_000, SIZE);
        give(middle, 20_000, 40_000);
        give(first, 0, 30_000);
        store.ended(first, true, "");
        give(middle, 40_000, 70_000);
        assertEquals(List.of(), outcomes);
        store.ended(last, true, "");
        store.ended(middle, false, "the flow ended before");
        assertEquals(3, outcomes.size());
        assertTrue(outcomes.stream().allMatch(each -> each.why().isEmpty()), outcomes.toString());
        assertArrayEquals(file, read(sha256(file)));
        assertEquals(1, files().size());
    }

    @Test
    void shouldNotMixRangesOfDifferentFiles() throws Exception {
        long one = begin("one", SIZE, 0, 50_000);
        long other = begin("other", SIZE, 50_000, 50_000);
        give(one, 0, 50_000);
        give(other, 50_000, SIZE);
        store.ended(one, true, "");
        store.ended(other, true, "");
        assertEquals(List.of(), outcomes);
        clock.advanceMillis(FileStore.PATIENCE_MILLIS + 1);
        store.onIdle();
        assertEquals(List.of("only 50000 of its bytes passed by", "only 50000 of its bytes passed by"),
            outcomes.stream().map(Outcome::why).toList());
        assertEquals(List.of(), files());
    }

    @Test
    void shouldRefuseBytesThatAreNotInTheFile() throws Exception {
        for (long offset : new long[] {-1, SIZE, Long.MAX_VALUE, Long.MIN_VALUE}) {
            long part = begin("f", SIZE, 0, SIZE);
            store.bytes(part, offset, ByteBuffer.wrap(file, 0, 1000));
            store.ended(part, true, "");
        }
        assertEquals(4, outcomes.stream().filter(each -> each.why().equals("it had bytes beyond its size")).count());
        assertEquals(List.of(), files());
    }

    @Test
    void shouldKeepOneCopyOfWhatComesTwice() throws Exception {
        whole(file);
        whole(file);
        assertEquals(2, outcomes.size());
        assertEquals(1, files().size());
        assertEquals(SIZE, stored.total());
    }

    @Test
    void shouldLetTheOldestGoWhereTheQuotaIsUsedUp() throws Exception {
        close();
        setUp();
        open(3 * SIZE + 10);
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            file[0] = (byte) i;
            whole(file.clone());
            hashes.add(sha256(file));
            clock.advanceMillis(1000);
        }
        assertEquals(3 * SIZE, stored.total());
        assertTrue(stored.open(hashes.get(0)).isEmpty() && stored.open(hashes.get(1)).isEmpty());
        assertArrayEquals(file, read(hashes.get(4)));
        assertEquals(3, files().size());
        long tooLarge = begin("f", 4 * SIZE, 0, 4 * SIZE);
        store.ended(tooLarge, true, "");
        assertEquals("it is larger than filesMegabytes", outcomes.get(5).why());
    }

    @Test
    void shouldGiveUpAFileOfUnknownLengthThatFillsTheQuota() throws Exception {
        open(SIZE / 2);
        long part = begin("f", -1, 0, -1);
        give(part, 0, SIZE);
        store.ended(part, true, "");
        assertTrue(only().why().startsWith("there is no room for it"), only().why());
        assertEquals(List.of(), files());
    }

    @Test
    void shouldForgetWhatAnEarlierRunLeftHalfAndKeepTheRest() throws Exception {
        whole(file);
        give(begin("all of the memory", SIZE, 0, SIZE), 0, SIZE);
        long half = begin("another", SIZE, 0, SIZE);
        give(half, 0, 1000);
        open(10_000_000);
        assertEquals(2, files().size());
        whole(Arrays.copyOf(file, 10));
        assertEquals(2, files().size(), "the half one is gone");
        assertEquals(SIZE + 10, stored.total());
    }

    @Test
    void shouldTellANewDatabaseWhatIsStored() throws Exception {
        whole(file);
        close();
        Files.writeString(folder.resolve("records.db"), "broken".repeat(2000));
        setUp();
        whole(Arrays.copyOf(file, 10));
        assertEquals(SIZE + 10, stored.total());
        assertArrayEquals(file, read(sha256(file)));
    }

    @Test
    void shouldEndWhatIsOpenWhenItGoes() {
        begin("f", SIZE, 0, SIZE);
        long part = begin("f", SIZE, 0, 10);
        give(part, 0, 10);
        store.ended(part, true, "");
        store.close();
        assertEquals(List.of("recording ended before", "only 10 of its bytes passed by before recording ended"),
            outcomes.stream().map(Outcome::why).toList());
    }

    @Test
    void shouldSurviveWhateverParsersSay() throws Exception {
        Random random = new Random(9);
        List<Long> open = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (open.size() < 20 || random.nextInt(10) == 0) {
                long size = random.nextInt(5) - 1;
                open.add(begin("n" + random.nextInt(3), size * 50, random.nextInt(3) * 50L - 50,
                    random.nextInt(4) * 50L - 50));
            } else if (random.nextInt(4) > 0) {
                int length = random.nextInt(120);
                store.bytes(open.get(random.nextInt(open.size())), random.nextInt(220) - 10,
                    ByteBuffer.wrap(file, 0, length));
            } else {
                store.ended(open.remove(random.nextInt(open.size())), random.nextBoolean(), "cut");
            }
            if (random.nextInt(500) == 0) {
                clock.advanceMillis(FileStore.PATIENCE_MILLIS);
                store.onIdle();
            }
        }
        store.close();
        assertEquals(List.of(), files().stream().filter(each -> each.startsWith("assembling")).toList());
        for (Outcome outcome : outcomes) {
            assertEquals(outcome.why().isEmpty(), !outcome.sha256().isEmpty());
        }
        for (String name : files()) {
            String hash = name.substring(3);
            assertEquals(hash, sha256(read(hash)), "what is stored under a hash has it");
        }
        assertEquals("", store.problem());
    }
}
