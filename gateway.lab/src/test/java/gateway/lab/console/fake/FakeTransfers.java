package gateway.lab.console.fake;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Phase;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.api.content.ScannerStatus.Totals;
import gateway.api.operation.FoundFile;
import gateway.api.operation.ScanCounts;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.ScannedTransferLine;
import gateway.api.operation.ScannedTransferLine.State;
import gateway.api.operation.TransferDirectory;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Files that are scanned, of every kind; one of them is out to do harm. */
final class FakeTransfers implements TransferDirectory {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final Map<Reason, Long> REASONS = Map.of(Reason.TOO_LARGE, 12L, Reason.ENCRYPTED, 3L,
        Reason.OUT_OF_SEQUENCE, 41L);

    private final Supplier<Scene> scene;
    private final long started = System.currentTimeMillis();
    /** What the scanner is like while files are scanned; null where there is none. */
    private volatile String variant = "";

    FakeTransfers(Supplier<Scene> scene) {
        this.scene = scene;
    }

    /** {@code starting}, {@code test}, {@code old}, {@code none}, or empty for one that serves. */
    void vary(String word) {
        variant = word;
    }

    @Override
    public ScanPicture look(int limit) {
        return switch (scene.get()) {
            case EMPTY -> new ScanPicture(false, false, scanner(Phase.IDLE, "no rule asks for scans"), List.of(), 0,
                List.of(), new ScanCounts(0, 0, Map.of(), 0), new Level(0, 128_000_000),
                new Level(0, 4_000_000_000L));
            case BUSY -> busy(limit);
            case BROKEN -> new ScanPicture(true, true, scanner(Phase.DOWN,
                "clamd does not run: LibClamAV Error: cli_loaddbdir: No supported database files found"), List.of(), 0,
                List.of(), new ScanCounts(311, 0, Map.of(Reason.SCANNER_DOWN, 1204L), 90_400_000),
                new Level(0, 128_000_000), new Level(0, 4_000_000_000L));
        };
    }

    private Optional<ScannerStatus> scanner(Phase phase, String sentence) {
        boolean test = variant.equals("test");
        long age = variant.equals("old") ? 30 * DAY : DAY / 2;
        return Optional.of(new ScannerStatus(phase, sentence, "ClamAV 1.4.3",
            test ? new Signatures("test signatures only, since there are none in /var/lib/clamav", 3, -1, true)
                : new Signatures("/var/lib/clamav", 8_708_341, started - age), phase == Phase.SERVING ? 2 : 0,
            phase == Phase.SERVING ? 1 : 0, 0, new Totals(0, 0, 0, Map.of(), 0, 0)));
    }

    private ScanPicture busy(int limit) {
        Optional<ScannerStatus> scanner = switch (variant) {
            case "none" -> Optional.empty();
            case "starting" -> scanner(Phase.STARTING, "clamd loads its signatures");
            default -> scanner(Phase.SERVING, "clamd scans");
        };
        return new ScanPicture(true, false, scanner, transfers().stream().limit(limit).toList(), 7, found(),
            new ScanCounts(18_224, 3, REASONS, 41_300_000_000L), new Level(41_200_000, 128_000_000),
            new Level(380_000_000, 4_000_000_000L));
    }

    private List<ScannedTransferLine> transfers() {
        long here = Math.min(698_000_000, 250_000_000 + (System.currentTimeMillis() - started) * 900);
        return List.of(
            transfer(1, "http", "debian-12.11.0-amd64-netinst.iso", here, 702_545_920, State.RECEIVING,
                ScanMethod.WINDOW, 4 * MINUTE),
            transfer(2, "http", "Annual report 2026 (final).pdf", 4_812_330, 4_812_330, State.PROCESSING,
                ScanMethod.WHOLE, 3200),
            transfer(3, "gnutella", "lecture-07.mp4", 61_000_000, 98_000_000, State.RECEIVING, ScanMethod.WHOLE,
                MINUTE),
            transfer(4, "http", FakeFlows.EVIL, 1_250_000, -1, State.PROCESSING, ScanMethod.WINDOW, 9000),
            transfer(5, "msn", "slides.pptx", 210_400, 2_900_000, State.RECEIVING, ScanMethod.WHOLE, 2100),
            transfer(6, "http", "", 0, 18_400, State.RECEIVING, ScanMethod.WHOLE, 400),
            transfer(7, "http", "update.msi", 33_000_000, 33_000_000, State.PROCESSING, ScanMethod.WHOLE, 12_000));
    }

    private ScannedTransferLine transfer(int number, String application, String name, long bytes, long length,
                                         State state, ScanMethod method, long ageMillis) {
        Direction direction = application.equals("msn") ? Direction.TO_SERVER : Direction.TO_CLIENT;
        return new ScannedTransferLine((1L << 60) + number, application, client(number), server(number), direction,
            name, bytes, length, state, method, started - ageMillis);
    }

    private List<FoundFile> found() {
        return List.of(
            new FoundFile(started - 2 * MINUTE, (1L << 60) + 90, "http", client(90), server(90), Direction.TO_CLIENT,
                "invoice_2026-11.pdf.exe", 412_672, "Win.Trojan.Agent-7366441-0", ScanMethod.WHOLE,
                "5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8", true),
            new FoundFile(started - 42 * MINUTE, (1L << 60) + 91, "gnutella", client(91), server(91),
                Direction.TO_CLIENT, FakeFlows.EVIL, 9_100_000, "Win.Worm.Fasttrack-12", ScanMethod.WINDOW, "", false),
            new FoundFile(started - 3 * DAY, (1L << 60) + 92, "http", client(92), server(92), Direction.TO_SERVER,
                "eicar.com", 68, "Eicar-Signature", ScanMethod.WHOLE, "", false));
    }

    private static Endpoint client(int number) {
        return new Endpoint(IpAddress.v4(0x0a010200 + number), 40_000 + number);
    }

    private static Endpoint server(int number) {
        return number == 3 ? new Endpoint(new IpAddress(0x20010db8_00001234L, 0x7700aa00bb00cc01L), 6346)
            : new Endpoint(IpAddress.v4(0xcb007100 + number), 80);
    }
}
