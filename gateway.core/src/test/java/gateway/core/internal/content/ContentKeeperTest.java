package gateway.core.internal.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ContentScanner;
import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import gateway.api.packet.ByteView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content in memory and on the disk, and whoever scans it or does not. */
class ContentKeeperTest {
    private static final int PAGE = ContentPages.PAGE_BYTES;

    @TempDir
    private Path work;
    private final ScannerSeat seat = new ScannerSeat();
    private ContentKeeper keeper;

    /** Answers by what a test wants, or not at all. */
    private static final class OneScanner implements ContentScanner {
        private final AtomicReference<ScanContent> asked = new AtomicReference<>();
        private final AtomicReference<Consumer<ScanVerdict>> open = new AtomicReference<>();
        private final AtomicReference<ScanMethod> method = new AtomicReference<>();
        private volatile boolean cancelled;
        private volatile boolean wanted;

        @Override
        public Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
            asked.set(content);
            this.method.set(method);
            open.set(verdict);
            return () -> cancelled = true;
        }

        @Override
        public ScanTerms terms() {
            return new ScanTerms(1 << 20, 16, 1000);
        }

        @Override
        public void wanted(boolean scans) {
            wanted = scans;
        }

        @Override
        public ScannerStatus status() {
            throw new IllegalStateException("broken");
        }
    }

    private ContentKeeper keeper(int memoryPages, int diskPages, long quarantine) {
        keeper = new ContentKeeper(new ScanSettings(1 << 30, 1 << 20, (long) memoryPages * PAGE,
            (long) diskPages * PAGE, quarantine), work, seat);
        return keeper;
    }

    @AfterEach
    void allIsGivenBack() {
        await(() -> keeper.bytesInMemory() == 0 && keeper.bytesOnDisk() == 0);
        keeper.close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, "in time");
            Thread.onSpinWait();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static KeptContent filled(ContentKeeper keeper, byte[] bytes) {
        KeptContent content = keeper.begin();
        ByteView view = ByteView.of(bytes);
        for (int at = 0; at < bytes.length; at += 10_007) {
            content.append(view, at, Math.min(10_007, bytes.length - at));
        }
        return content;
    }

    private CompletableFuture<Judgement> ask(KeptContent content) {
        CompletableFuture<Judgement> judged = new CompletableFuture<>();
        keeper.ask(content, ScanMethod.WHOLE, judged::complete);
        content.drop();
        return judged;
    }

    private static byte[] read(ScanContent content) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) content.length());
        while (bytes.hasRemaining()) {
            ByteBuffer some = bytes.slice(bytes.position(), Math.min(5000, bytes.remaining()));
            int read = content.read(bytes.position(), some);
            bytes.position(bytes.position() + read);
        }
        return bytes.array();
    }

    private OneScanner scanner() {
        OneScanner scanner = new OneScanner();
        seat.add(scanner);
        return scanner;
    }

    @Test
    void shouldHandOverWhatItWasGiven() throws Exception {
        keeper(100, 100, 0);
        OneScanner scanner = scanner();
        byte[] bytes = random(3 * PAGE + 5);
        CompletableFuture<Judgement> judged = ask(filled(keeper, bytes));
        await(() -> scanner.open.get() != null);
        assertArrayEquals(bytes, read(scanner.asked.get()));
        scanner.open.get().accept(new Clean(ScanMethod.WHOLE));
        assertEquals(new Clean(ScanMethod.WHOLE), judged.get(60, TimeUnit.SECONDS).verdict());
    }

    @Test
    void shouldKeepOnTheDiskWhatHasNoRoomInMemory() throws Exception {
        keeper(8, 100, 0);
        OneScanner scanner = scanner();
        byte[] bytes = random(60 * PAGE + 77);
        KeptContent content = keeper.begin();
        ByteView view = ByteView.of(bytes);
        for (int at = 0; at < bytes.length; at += PAGE) {
            await(() -> keeper.hasRoom(PAGE));
            assertTrue(content.append(view, at, Math.min(PAGE, bytes.length - at)));
        }
        CompletableFuture<Judgement> judged = ask(content);
        await(() -> scanner.open.get() != null);
        assertTrue(keeper.bytesOnDisk() >= 50L * PAGE);
        try (Stream<Path> files = Files.list(work.resolve("content"))) {
            assertEquals(0, files.count(), "they have no name");
        }
        assertArrayEquals(bytes, read(scanner.asked.get()));
        scanner.open.get().accept(new Clean(ScanMethod.WHOLE));
        judged.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldSayThatThereWasNoRoomOnTheDisk() throws Exception {
        keeper(8, 2, 0);
        scanner();
        KeptContent content = filled(keeper, random(40 * PAGE));
        assertTrue(content.lost());
        NotScanned verdict = (NotScanned) ask(content).get(60, TimeUnit.SECONDS).verdict();
        assertEquals(Reason.BUSY, verdict.reason());
    }

    @Test
    void shouldBeginTheNextWindowWithTheEndOfTheLast() throws Exception {
        keeper(100, 100, 0);
        OneScanner scanner = scanner();
        byte[] bytes = random(2 * PAGE + 3);
        KeptContent first = filled(keeper, bytes);
        KeptContent second = first.follow(10);
        second.append(ByteView.of(new byte[] {1, 2}), 0, 2);
        first.drop();
        ask(second);
        await(() -> scanner.open.get() != null);
        byte[] expected = new byte[12];
        System.arraycopy(bytes, bytes.length - 10, expected, 0, 10);
        expected[10] = 1;
        expected[11] = 2;
        assertArrayEquals(expected, read(scanner.asked.get()));
        scanner.open.get().accept(new Clean(ScanMethod.WINDOW));
    }

    private CompletableFuture<Judgement> askPart(FileIdentity identity, byte[] file, int from, int to) {
        KeptContent part = filled(keeper, Arrays.copyOfRange(file, from, to));
        CompletableFuture<Judgement> judged = new CompletableFuture<>();
        keeper.ask(part, identity, from, judged::complete);
        part.drop();
        return judged;
    }

    private byte[] askedFor(OneScanner scanner, CompletableFuture<Judgement> judged) throws Exception {
        await(() -> scanner.open.get() != null);
        byte[] content = read(scanner.asked.get());
        scanner.open.getAndSet(null).accept(new Clean(scanner.method.get()));
        judged.get(60, TimeUnit.SECONDS);
        return content;
    }

    @Test
    void shouldScanAFileAsAWholeOnceAllItsPartsAreHere() throws Exception {
        keeper(100, 100, 0);
        OneScanner scanner = scanner();
        byte[] file = random(3 * PAGE);
        FileIdentity identity = new FileIdentity(1, 2, "server name", file.length);
        FileIdentity other = new FileIdentity(1, 3, "server name", file.length);
        assertEquals(PAGE, askedFor(scanner, askPart(identity, file, PAGE, 2 * PAGE)).length);
        assertEquals(2 * PAGE, askedFor(scanner, askPart(other, file, 0, 2 * PAGE)).length, "another receiver's");
        assertEquals(PAGE, askedFor(scanner, askPart(identity, file, 0, PAGE)).length);
        assertArrayEquals(file, askedFor(scanner, askPart(identity, file, 2 * PAGE - 5, 3 * PAGE)));
        assertEquals(ScanMethod.WHOLE, scanner.method.get());
        askedFor(scanner, askPart(other, file, 2 * PAGE, 3 * PAGE));
    }

    @Test
    void shouldHashWhatIsInfectedAndPutItIntoQuarantine() throws Exception {
        keeper(100, 100, 4 * PAGE);
        OneScanner scanner = scanner();
        byte[][] files = {random(2 * PAGE), random(PAGE + 1), random(5 * PAGE)};
        Judgement[] judged = new Judgement[files.length];
        for (int i = 0; i < files.length; i++) {
            CompletableFuture<Judgement> one = ask(filled(keeper, files[i]));
            await(() -> scanner.open.get() != null);
            scanner.open.getAndSet(null).accept(new Infected(ScanMethod.WHOLE, "Some.Virus"));
            judged[i] = one.get(60, TimeUnit.SECONDS);
            assertEquals(64, judged[i].sha256().length());
        }
        assertTrue(judged[0].quarantined());
        assertTrue(judged[1].quarantined());
        assertFalse(judged[2].quarantined(), "it is larger than the quarantine");
        Path kept = work.resolve("quarantine").resolve(judged[1].sha256() + ".infected");
        assertArrayEquals(files[1], Files.readAllBytes(kept));
        assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(kept)));
    }

    @Test
    void shouldSettleWhatAScannerThatGoesWasAskedAndLetItReadNoMore() throws Exception {
        keeper(100, 100, 0);
        OneScanner scanner = scanner();
        seat.wanted(true);
        assertTrue(scanner.wanted);
        CompletableFuture<Judgement> judged = ask(filled(keeper, random(100)));
        await(() -> scanner.open.get() != null);
        seat.remove(scanner);
        assertEquals(Reason.SCANNER_DOWN, ((NotScanned) judged.get(60, TimeUnit.SECONDS).verdict()).reason());
        assertTrue(scanner.cancelled);
        assertThrows(IOException.class, () -> read(scanner.asked.get()));
        CompletableFuture<Judgement> next = ask(filled(keeper, random(100)));
        assertEquals(Reason.SCANNER_DOWN, ((NotScanned) next.get(60, TimeUnit.SECONDS).verdict()).reason());
    }

    @Test
    void shouldCallAScannerThatThrowsDown() throws Exception {
        keeper(100, 100, 0);
        seat.add(new ContentScanner() {
            @Override
            public Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
                throw new IllegalStateException("broken");
            }

            @Override
            public ScanTerms terms() {
                throw new IllegalStateException("broken");
            }

            @Override
            public ScannerStatus status() {
                throw new IllegalStateException("broken");
            }
        });
        CompletableFuture<Judgement> judged = ask(filled(keeper, random(100)));
        assertEquals(Reason.SCANNER_DOWN, ((NotScanned) judged.get(60, TimeUnit.SECONDS).verdict()).reason());
        assertTrue(seat.status().isEmpty());
        assertEquals(0, seat.terms().largestBytes());
        assertEquals(3, seat.failures());
    }
}
