package gateway.core.internal.shell;

import gateway.api.content.ScanVerdict.Reason;
import gateway.api.locality.AddressList.Announcement;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.Endpoint;
import gateway.core.internal.appliance.Inspection;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.RefusedPair;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Standing;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ListOutcome;
import gateway.core.internal.policy.ExceptionCase;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/** {@code gateway:stats}, {@code gateway:blocked}, {@code gateway:peers}. */
public final class CountCommands {
    private static final int MOST_PAIRS = 100_000;
    private static final int MOST_COUNTRIES = 20;
    private static final double MICRO = 1000;

    private final Standing standing;

    CountCommands(Standing standing) {
        this.standing = standing;
    }

    /** What was counted since the start. */
    @Descriptor("what was counted since the start")
    public String stats() throws NotAnswering, TimeoutException, InterruptedException, IOException {
        Inspection inspection = standing.running().inspection();
        Observation now = Observation.of(inspection, System.currentTimeMillis());
        StatisticLines lines = new StatisticLines().add("rules", inspection.policy().rules().size());
        workers(lines, now);
        kernel(lines, now);
        lines.add("announced peers", now.peers()).add("records lost", now.recordsLost())
            .add("workers replaced", inspection.workersReplaced()).add("threads stuck", inspection.threadsStuck())
            .add("rules put back", now.repairs()).add("parser errors", now.totals().counters().parserErrors);
        scans(lines, now);
        lists(lines, now);
        for (ExceptionCase which : ExceptionCase.values()) {
            lines.add("exception " + which.key(), now.totals().counters().exceptions(which));
        }
        for (QueueState queue : now.queues()) {
            lines.add("queue " + queue.queue(), queue.waiting() + " waiting, " + queue.droppedFull()
                + " dropped full, " + queue.droppedUnread() + " dropped unread");
        }
        now.totals().bytesByApplication().forEach((application, bytes) -> lines.add("bytes of " + application, bytes));
        countries(lines, now);
        return lines.toString();
    }

    private static void workers(StatisticLines lines, Observation now) {
        Counters counters = now.totals().counters();
        lines.add("packets", counters.packets).add("bytes", counters.bytes)
            .add("payload packets", counters.payloadPackets)
            .add("malformed packets", counters.malformedPackets)
            .add("other packets", counters.otherPackets)
            .add("flows", now.totals().flows()).add("flows created", now.totals().flowsCreated())
            .add("flows identified", counters.identifiedFlows)
            .add("flows offloaded", counters.offloadedFlows)
            .add("flows refused", counters.refusedFlows)
            .add("keywords found", counters.keywords)
            .add("bytes left unread", counters.unreadBytes)
            .add("bytes read from taps", counters.tappedBytes)
            .add("texts overwritten", counters.overwrittenTexts)
            .add("packets refused", counters.refusedPackets)
            .add("packets moved to the reading lane", counters.movedPackets)
            .add("packets held", now.waiting().held())
            .add("verdict microseconds, median", Math.round(now.waiting().latency().quantile(0.5) / MICRO))
            .add("verdict microseconds, 99 %", Math.round(now.waiting().latency().quantile(0.99) / MICRO))
            .add("heads stored", now.totals().heads()).add("heads without memory", now.totals().headsRefused());
    }

    private static void scans(StatisticLines lines, Observation now) {
        Counters counters = now.totals().counters();
        long unscanned = Arrays.stream(Reason.values()).mapToLong(counters::unscanned).sum();
        lines.add("transfers scanned", counters.cleanTransfers + " clean, " + counters.infectedTransfers
                + " infected, " + unscanned + " not scanned")
            .add("bytes scanned", counters.scannedBytes)
            .add("bytes kept for scans", now.scans().memory().bytes() + " in memory, "
                + now.scans().disk().bytes() + " on disk")
            .add("scanner", now.scans().scanner()
                .map(scanner -> scanner.phase().name().toLowerCase(Locale.ROOT) + ", " + scanner.running()
                    + " running, " + scanner.waiting() + " waiting").orElse("none"));
    }

    private static void lists(StatisticLines lines, Observation now) {
        Counters counters = now.totals().counters();
        lines.add("lists of peers", counters.lists).add("lists asked for plainly", counters.listsAskedPlainly);
        for (ListOutcome.Result result : ListOutcome.Result.values()) {
            lines.add("lists " + result.name().toLowerCase(Locale.ROOT), counters.lists(result));
        }
        lines.add("peers replaced", counters.replacedPeers).add("peers moved", counters.movedPeers)
            .add("far peers redirected", counters.redirections)
            .add("redirected flows", counters.redirectionsAnswered + " answered, " + counters.redirectionsGivenUp
                + " not")
            .add("redirected now", now.localization().redirected())
            .add("packets delayed", counters.delayedPackets)
            .add("localizer", now.localization().there() ? "there" : "none");
        now.localization().sources().forEach(sentence -> lines.add("localizer knows", Plain.of(sentence)));
    }

    private static void countries(StatisticLines lines, Observation now) {
        now.totals().bytesByPlace().bytesByCountry().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MOST_COUNTRIES)
            .forEach(each -> lines.add("bytes of country "
                + (each.getKey().isEmpty() ? "unknown" : each.getKey()), each.getValue()));
    }

    private static void kernel(StatisticLines lines, Observation now) {
        RuleCounters rules = now.rules();
        lines.add("kernel packets accepted", rules.accepted()).add("kernel packets refused", rules.refused())
            .add("kernel new connections refused", rules.refusedNew())
            .add("kernel packets queued", rules.queued())
            .add("kernel packets passed unseen", now.unseen())
            .add("kernel connections", now.level().entries() + " of " + now.level().maximum());
    }

    /** Pairs that the kernel keeps out. */
    @Descriptor("pairs whose new connections the kernel refuses, and for how long")
    public String blocked() throws NotAnswering, IOException {
        List<RefusedPair> pairs = standing.running().inspection().refusedPairs(MOST_PAIRS);
        Table table = new Table("CLIENT", "SERVER", "PROTOCOL", "FOR");
        pairs.forEach(pair -> table.row(pair.client(), new Endpoint(pair.server(), pair.serverPort()),
            pair.protocol() == 6 ? "tcp" : "udp", pair.secondsLeft() + " s"));
        return table.with(Table.count(pairs.size(), "pair"));
    }

    /** The address list. */
    @Descriptor("which host was told of which peer, by which application")
    public String peers(
        @Descriptor("how many rows") @Parameter(names = {"-n", "--rows"}, absentValue = "50") int rows)
        throws NotAnswering {
        Inspection inspection = standing.running().inspection();
        long now = inspection.nowMillis();
        List<Announcement> peers = inspection.announced().newest(Math.max(0, rows), now);
        Table table = new Table("APPLICATION", "TOLD TO", "PEER", "FOR");
        peers.forEach(each -> table.row(each.application(), each.toldTo(), each.peer(),
            TimeUnit.MILLISECONDS.toSeconds(each.expiresMillis() - now) + " s"));
        int all = inspection.announced().size();
        return table.with((peers.size() < all ? peers.size() + " of " : "") + Table.count(all, "peer"));
    }

    private static final class StatisticLines {
        private final StringBuilder text = new StringBuilder();

        StatisticLines add(String name, Object value) {
            text.append(String.format("%-36s %s%n", name, value));
            return this;
        }

        @Override
        public String toString() {
            return text.toString().stripTrailing();
        }
    }
}
