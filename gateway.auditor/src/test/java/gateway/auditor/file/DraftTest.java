package gateway.auditor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {
    private static final int SIZE = 300_000;
    private static final int STEP = 7_777;

    @TempDir
    private Path folder;
    private final byte[] content = new byte[SIZE];
    private final Random random = new Random(7);

    @BeforeEach
    void fill() {
        random.nextBytes(content);
    }

    private Draft draft(DraftMemory memory) {
        return new Draft(folder.resolve("draft"), memory, null);
    }

    private void writeInAnyOrder(Draft draft) throws IOException {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at < SIZE; at += STEP) {
            places.add(at);
        }
        Collections.shuffle(places, random);
        for (int at : places) {
            ByteBuffer bytes = ByteBuffer.wrap(content, at, Math.min(STEP, SIZE - at)).asReadOnlyBuffer();
            draft.write(bytes, at);
            assertTrue(bytes.hasRemaining(), "the bytes are only looked at");
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** A draft that seems to become a stored file of these bytes. */
    private Draft like(byte[] stored, DraftMemory memory) throws IOException {
        Files.write(folder.resolve("stored"), stored);
        return new Draft(folder.resolve("draft"), memory, new Counterpart("its hash",
            FileChannel.open(folder.resolve("stored"), StandardOpenOption.READ), ByteBuffer.allocate(1000)));
    }

    private void write(Draft draft, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += STEP) {
            draft.write(ByteBuffer.wrap(bytes, at, Math.min(STEP, bytes.length - at)), at);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 100})
    void shouldBeTheSameInMemoryAndOnTheDisk(int pieces) throws Exception {
        DraftMemory memory = new DraftMemory(pieces * (long) DraftMemory.PIECE);
        Draft draft = draft(memory);
        writeInAnyOrder(draft);
        assertEquals(pieces < 5, Files.exists(folder.resolve("draft")));
        assertEquals(sha256(content), draft.sha256());
        draft.moveTo(folder.resolve("kept"));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("kept")));
        assertFalse(Files.exists(folder.resolve("draft")));
        assertEquals(0, memory.inUse());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void shouldLeaveNothing(int pieces) throws Exception {
        DraftMemory memory = new DraftMemory(pieces * (long) DraftMemory.PIECE);
        Draft draft = draft(memory);
        writeInAnyOrder(draft);
        draft.discard();
        assertFalse(Files.exists(folder.resolve("draft")));
        assertEquals(0, memory.inUse());
    }

    @Test
    void shouldNotCarryOverWhatAnotherFileLeftInMemory() throws Exception {
        DraftMemory memory = new DraftMemory(10L * DraftMemory.PIECE);
        Draft first = draft(memory);
        writeInAnyOrder(first);
        first.discard();
        Draft second = draft(memory);
        second.write(ByteBuffer.wrap(content, 0, 10), 0);
        second.moveTo(folder.resolve("kept"));
        assertEquals(10, Files.size(folder.resolve("kept")));
    }

    @Test
    void shouldPutALongFileOnTheDisk() throws Exception {
        DraftMemory memory = new DraftMemory(2 * Draft.MOST_IN_MEMORY);
        Draft draft = draft(memory);
        draft.write(ByteBuffer.wrap(content), 0);
        assertFalse(Files.exists(folder.resolve("draft")));
        draft.write(ByteBuffer.wrap(content), Draft.MOST_IN_MEMORY - SIZE + 1);
        assertEquals(Draft.MOST_IN_MEMORY + 1, Files.size(folder.resolve("draft")));
        assertEquals(0, memory.inUse());
        draft.discard();
    }

    @Test
    void shouldKeepNothingOfWhatIsStored() throws Exception {
        DraftMemory memory = new DraftMemory(0);
        Draft draft = like(content, memory);
        write(draft, content);
        assertEquals("its hash", draft.sha256());
        draft.discard();
        assertFalse(Files.exists(folder.resolve("draft")));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("stored")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, STEP, 99_999, SIZE - 1})
    void shouldTakeOverWhatWasTheSameWhereTheRestIsNot(int first) throws Exception {
        byte[] other = content.clone();
        other[first] ^= 1;
        DraftMemory memory = new DraftMemory(100L * DraftMemory.PIECE);
        Draft draft = like(content, memory);
        write(draft, other);
        assertEquals(sha256(other), draft.sha256());
        draft.moveTo(folder.resolve("kept"));
        assertArrayEquals(other, Files.readAllBytes(folder.resolve("kept")));
        assertEquals(0, memory.inUse());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SIZE - 1, SIZE + 1, SIZE + STEP})
    void shouldTellAFileFromItsBeginning(int length) throws Exception {
        byte[] other = Arrays.copyOf(content, length);
        Draft draft = like(content, new DraftMemory(100L * DraftMemory.PIECE));
        write(draft, other);
        assertEquals(sha256(other), draft.sha256());
        draft.discard();
    }

    @Test
    void shouldNotNeedOrder() throws Exception {
        Draft draft = like(content, new DraftMemory(100L * DraftMemory.PIECE));
        writeInAnyOrder(draft);
        assertEquals(sha256(content), draft.sha256());
        draft.discard();
    }

    @Test
    void shouldBecomeAFileWhereTheStoredOneIsGone() throws Exception {
        Draft draft = like(content, new DraftMemory(0));
        write(draft, content);
        draft.sha256();
        Files.delete(folder.resolve("stored"));
        draft.moveTo(folder.resolve("kept"));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("kept")));
    }
}
