package gateway.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.scanner.FakeClamd;
import gateway.scanner.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClamdTest {
    private static final long SOON = 300;
    private static final long LATE = 50_000;

    @TempDir
    private Path folder;

    private static ScanVerdict scan(FakeClamd fake, byte[] bytes, long millis) throws IOException {
        return scan(fake, Samples.content(bytes), millis);
    }

    private static ScanVerdict scan(FakeClamd fake, ScanContent content, long millis) throws IOException {
        return new Clamd(fake.address()).scan(content, ScanMethod.WHOLE, Deadline.in(millis, System::nanoTime),
            ByteBuffer.allocateDirect(Clamd.BUFFER_BYTES), cutter -> { });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, Clamd.BUFFER_BYTES - 4, Clamd.BUFFER_BYTES - 3, 1_000_003})
    void shouldSendEveryByteInOrder(int length) throws Exception {
        byte[] bytes = Samples.random(length, length);
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering("stream: OK\0"))) {
            assertEquals(new Clean(ScanMethod.WHOLE), scan(fake, bytes, LATE));
            assertArrayEquals(bytes, fake.received.remove());
        }
    }

    @Test
    void shouldDoTheSameOverTcp() throws Exception {
        byte[] bytes = Samples.random(3_000_000, 1);
        try (FakeClamd fake = new FakeClamd(FakeClamd.answering("stream: OK\0"))) {
            assertEquals(new Clean(ScanMethod.WHOLE), scan(fake, bytes, LATE));
            assertArrayEquals(bytes, fake.received.remove());
            fake.behave(FakeClamd.deaf());
            assertThrows(DeadlinePassed.class, () -> scan(fake, new byte[20_000_000], SOON));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stream: Heuristics.Limits.Exceeded FOUND, TOO_LARGE",
        "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND, TOO_LARGE",
        "stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND, DEADLINE",
        "stream: Heuristics.Encrypted.Zip FOUND, ENCRYPTED",
        "INSTREAM size limit exceeded. ERROR, TOO_LARGE"})
    void shouldSayWhatWasNotScanned(String answer, Reason reason) throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering(answer + "\0"))) {
            assertEquals(reason, assertInstanceOf(NotScanned.class, scan(fake, new byte[9], LATE)).reason());
        }
    }

    @Test
    void shouldNameWhatWasFound() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering("stream: Win.Test-1(a:b) FOUND\0"))) {
            assertEquals(new Infected(ScanMethod.WHOLE, "Win.Test-1(a:b)"), scan(fake, new byte[9], LATE));
        }
    }

    @Test
    void shouldShowNoStrangeCharactersOfAName() throws Exception {
        String name = "A\u0001<\u001b[2J>" + "x".repeat(300);
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering("stream: " + name + " FOUND\0"))) {
            String shown = assertInstanceOf(Infected.class, scan(fake, new byte[9], LATE)).signature();
            assertTrue(shown.matches("A\\?<\\?\\[2J>x+\\.\\.\\."), shown);
            assertEquals(128, shown.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream: OK", "stream: Can't allocate memory ERROR\0", "UNKNOWN COMMAND\0", "\0",
        "OK\0", "stream: OK but\0", "stream: FOUND\0", "HTTP/1.1 400 Bad Request\r\n\r\n", ""})
    void shouldTakeNothingElseForAVerdict(String answer) throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering(answer))) {
            assertThrows(IOException.class, () -> scan(fake, new byte[9], LATE));
        }
    }

    @Test
    void shouldNotReadAnAnswerWithoutAnEnd() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, (clamd, command, connection) -> {
            FakeClamd.stream(connection);
            while (true) {
                FakeClamd.say(connection, "stream: stream: stream: ");
            }
        })) {
            assertTrue(assertThrows(IOException.class, () -> scan(fake, new byte[9], LATE)).getMessage()
                .contains("without an end"));
        }
    }

    @Test
    void shouldReadTheAnswerOfOneWhoWantsNoMore() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, (clamd, command, connection) ->
            FakeClamd.say(connection, "INSTREAM size limit exceeded. ERROR\0"))) {
            assertEquals(Reason.TOO_LARGE,
                assertInstanceOf(NotScanned.class, scan(fake, new byte[5_000_000], LATE)).reason());
        }
    }

    @Test
    void shouldWaitForALateAnswer() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, (clamd, command, connection) -> {
            FakeClamd.stream(connection);
            for (String part : new String[] {"str", "eam: ", "OK", "\0"}) {
                TimeUnit.MILLISECONDS.sleep(30);
                FakeClamd.say(connection, part);
            }
        })) {
            assertEquals(new Clean(ScanMethod.WHOLE), scan(fake, new byte[9], LATE));
        }
    }

    @Test
    void shouldGiveUpOnOneThatNeverAnswers() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.silent())) {
            assertThrows(DeadlinePassed.class, () -> scan(fake, new byte[9], SOON));
        }
    }

    @Test
    void shouldGiveUpOnOneThatDoesNotRead() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.deaf())) {
            assertThrows(DeadlinePassed.class, () -> scan(fake, new byte[5_000_000], SOON));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeCutShortByAnotherThread(boolean deaf) throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, deaf ? FakeClamd.deaf() : FakeClamd.silent())) {
            AtomicReference<Runnable> cut = new AtomicReference<>();
            CountDownLatch reading = new CountDownLatch(1);
            CompletableFuture<ScanVerdict> scan = CompletableFuture.supplyAsync(() -> {
                try {
                    return new Clamd(fake.address()).scan(Samples.content(new byte[5_000_000]), ScanMethod.WHOLE,
                        Deadline.in(LATE, System::nanoTime), ByteBuffer.allocateDirect(Clamd.BUFFER_BYTES), cutter -> {
                            cut.set(cutter);
                            reading.countDown();
                        });
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            reading.await();
            cut.get().run();
            assertThrows(ExecutionException.class, () -> scan.get(30, TimeUnit.SECONDS));
            cut.get().run();
        }
    }

    @Test
    void shouldTellContentThatCannotBeReadFromAClamdThatFails() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, FakeClamd.answering("stream: OK\0"))) {
            Broken content = new Broken();
            while (content.reads < 3) {
                assertThrows(UnreadableContent.class, () -> scan(fake, content, LATE));
            }
            assertTrue(fake.received.isEmpty());
        }
    }

    @Test
    void shouldSayWhyNobodyIsThere() throws Exception {
        Clamd nobody = new Clamd(new ClamdAddress.Unix(folder.resolve("none")));
        assertThrows(IOException.class, () -> nobody.ask("PING", Deadline.in(LATE, System::nanoTime)));
        assertThrows(IOException.class, () -> new Clamd(new ClamdAddress.Tcp("no such host.invalid", 1))
            .ask("PING", Deadline.in(LATE, System::nanoTime)));
    }

    @Test
    void shouldAskInOneWord() throws Exception {
        try (FakeClamd fake = new FakeClamd(folder, (clamd, command, connection) ->
            FakeClamd.say(connection, command.equals("PING") ? "PONG\0" : "not " + command))) {
            assertEquals("PONG", new Clamd(fake.address()).ask("PING", Deadline.in(LATE, System::nanoTime)));
        }
    }

    /** Content that fails in one way after the other. */
    private static final class Broken implements ScanContent {
        private int reads;

        @Override
        public long length() {
            return 1_000_000;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            switch (reads++ % 3) {
                case 0 -> throw new IOException("gone");
                case 1 -> throw new IllegalStateException("closed");
                default -> {
                    return 0;
                }
            }
        }
    }
}
