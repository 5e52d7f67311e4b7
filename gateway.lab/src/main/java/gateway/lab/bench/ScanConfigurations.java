package gateway.lab.bench;

import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.Rule;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.TrialBundle;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All functions together under the paper's load, files of 2 MB, a hundred at a time, behind NAT: names are filtered,
 * every file is audited and scanned. Beside the kernel's NAT alone: with a clamd to which every file is new, with one
 * that remembers them all, and with a scanner that answers at once, which leaves what scanning costs the gateway.
 */
final class ScanConfigurations {
    private static final int FILES = 150;
    private static final int BYTES = 2_000_000;
    private static final int AT_ONCE = 100;
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final String FOLDER = "all";
    private static final Rule FILTER = Rule.of("no-words", "block", "http")
        .with("keywords", "forbidden,secret").with("keywordIn", "fileName");
    private static final Rule AUDIT = Rule.of("audit-web", "audit", "http");

    /** Who carries the files, and what it knows of them. */
    private record Way(String name, Contestant contestant, boolean filesAreNew) {
        @Override
        public String toString() {
            return name;
        }
    }

    private long made;

    private ScanConfigurations() {
    }

    /** Measures in rounds. */
    static List<Result> measure(String bench, int runs, Progress progress) {
        try (Contestant kernel = Contestant.kernel();
             Contestant clamd = Contestant.gateway("clamd", ScanConfigurations::everything);
             Contestant atOnce = Contestant.gateway("a scanner that answers at once",
                 ScanConfigurations::everything)) {
            Clamd.of(clamd.gateway().orElseThrow());
            replaceScanner(atOnce);
            List.of(kernel, clamd, atOnce).forEach(ScanConfigurations::files);
            Way nat = new Way(kernel.name(), kernel, false);
            List<Way> ways = List.of(nat, new Way("clamd, every file new to it", clamd, true),
                new Way("clamd, which remembers the files", clamd, false),
                new Way(atOnce.name(), atOnce, false));
            ScanConfigurations measured = new ScanConfigurations();
            ways.forEach(measured::rate);
            Map<Way, double[]> rates = new Rounds(runs, progress).measure(
                "all functions, 2 MB files, 100 at a time (MB/s)", ways, measured::rate);
            List<Result> results = new ArrayList<>();
            results.add(Result.alone(bench, "2 MB files, 100 at a time: " + nat, Bootstrap.medianOf(rates.get(nat)),
                "MB/s", runs));
            ways.stream().skip(1).forEach(way -> results.add(Result.compared(bench, "the same, all functions, " + way,
                "MB/s", rates.get(way), nat.name(), rates.get(nat))));
            return results;
        }
    }

    private static Configuration everything(Configuration conf) {
        return conf.rule(FILTER).rule(AUDIT).rule(ScanningBenchmark.SCAN);
    }

    private static void replaceScanner(Contestant contestant) {
        contestant.gateway().ifPresent(gateway -> {
            gateway.gogo().ask("felix:stop " + gateway.gogo().bundle("gateway.scanner"));
            new Cycle(gateway, contestant.client(), contestant.server().address4(), 0).drop(TrialBundle.scanner());
        });
    }

    private static void files(Contestant contestant) {
        Path folder = contestant.laboratory().directory("www/" + FOLDER);
        for (int i = 0; i < FILES; i++) {
            SharedFile.create(folder.resolve("file-" + i), BYTES, i);
        }
    }

    private double rate(Way way) {
        if (way.filesAreNew) {
            Path folder = way.contestant.laboratory().directory("www/" + FOLDER);
            made++;
            for (int i = 0; i < FILES; i++) {
                SharedFile.stamp(folder.resolve("file-" + i), made << Integer.SIZE | i);
            }
        }
        String url = "http://" + way.contestant.server().address4() + "/" + FOLDER + "/file-[0-" + (FILES - 1) + "]";
        return FILES * (BYTES / 1e6) / new Curl(way.contestant.client()).all(url, FILES, BYTES, AT_ONCE, LIMIT);
    }
}
