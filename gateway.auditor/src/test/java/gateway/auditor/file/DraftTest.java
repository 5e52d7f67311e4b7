package gateway.auditor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
        return new Draft(folder.resolve("draft"), memory);
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

    private static byte[] read(Draft draft) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < SIZE) {
            ByteBuffer bytes = draft.read(all.size());
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            all.write(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 100})
    void shouldBeTheSameInMemoryAndOnTheDisk(int pieces) throws Exception {
        DraftMemory memory = new DraftMemory(pieces * (long) DraftMemory.PIECE);
        Draft draft = draft(memory);
        writeInAnyOrder(draft);
        assertEquals(pieces < 5, Files.exists(folder.resolve("draft")));
        assertArrayEquals(content, read(draft));
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
        assertEquals(10, second.read(0).remaining());
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
}
