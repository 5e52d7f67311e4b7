package gateway.core.internal.shell;

import gateway.api.content.ScannerStatus;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.ScanPicture;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.operation.TransferDirectory;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import java.time.Instant;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/** {@code gateway:scans}. */
public final class ScanCommands {
    private static final String DEFAULT_ROWS = "50";

    private final TransferDirectory transfers;

    ScanCommands(TransferDirectory transfers) {
        this.transfers = transfers;
    }

    /** Who scans, the transfers under way, and what was found. */
    @Descriptor("files that are scanned on their way, what was found lately, and who scans")
    public String scans(
        @Descriptor("how many rows of each, 1 to 200")
        @Parameter(names = {"-n", "--rows"}, absentValue = DEFAULT_ROWS) int rows) throws NotAnswering {
        ScanPicture now = transfers.look(rows);
        return scanner(now) + kept(now) + "\n\n" + underWay(now) + "\n\n" + found(now);
    }

    private static String scanner(ScanPicture now) {
        String wanted = now.wanted() ? "" : "no rule wants files scanned\n";
        if (now.scanner().isEmpty()) {
            return wanted + "there is no scanner\n";
        }
        ScannerStatus scanner = now.scanner().get();
        return wanted + "scanner " + lower(scanner.phase()) + ": " + Plain.of(scanner.sentence()) + '\n'
            + "engine " + Plain.of(scanner.engine()) + ", signatures " + signatures(scanner.signatures()) + '\n'
            + scanner.running() + " running, " + scanner.waiting() + " waiting\n";
    }

    private static String signatures(ScannerStatus.Signatures signatures) {
        return Plain.of(signatures.source()) + (signatures.count() < 0 ? "" : ", " + signatures.count())
            + (signatures.dateMillis() < 0 ? "" : ", of " + second(signatures.dateMillis()));
    }

    private static String kept(ScanPicture now) {
        return "kept in memory " + level(now.memory()) + ", on disk " + level(now.disk()) + " bytes\n"
            + now.counts().clean() + " clean, " + now.counts().infected() + " infected, "
            + now.counts().unscanned() + " not scanned";
    }

    private static String level(Level level) {
        return level.bytes() + " of " + level.bound();
    }

    private static String underWay(ScanPicture now) {
        Table table = new Table("FLOW", "APPLICATION", "FROM", "TO", "BYTES", "OF", "STATE", "METHOD", "SINCE", "NAME");
        now.transfers().forEach(line -> table.row(line.flowId(), line.application(),
            from(line.direction(), line.client(), line.server()), to(line.direction(), line.client(), line.server()),
            line.bytes(), line.length() < 0 ? "?" : line.length(), lower(line.state()), lower(line.method()),
            second(line.sinceMillis()), Plain.of(line.name())));
        return table.with((now.transfers().size() < now.underWay() ? now.transfers().size() + " of " : "")
            + Table.count(now.underWay(), "transfer"));
    }

    private static String found(ScanPicture now) {
        Table table = new Table("FOUND", "SIGNATURE", "FLOW", "APPLICATION", "FROM", "TO", "NAME");
        now.found().forEach(each -> table.row(second(each.atMillis()), Plain.of(each.signature()), each.flowId(),
            each.application(), from(each.direction(), each.client(), each.server()),
            to(each.direction(), each.client(), each.server()), Plain.of(each.name())));
        return table.with(Table.count(now.found().size(), "finding"));
    }

    private static Endpoint from(Direction direction, Endpoint client, Endpoint server) {
        return direction == Direction.TO_CLIENT ? server : client;
    }

    private static Endpoint to(Direction direction, Endpoint client, Endpoint server) {
        return direction == Direction.TO_CLIENT ? client : server;
    }

    private static Instant second(long millis) {
        return Instant.ofEpochMilli(millis / 1000 * 1000);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
