package gateway.lab.bench;

import gateway.lab.chart.LineChart;
import gateway.lab.country.Country;
import gateway.lab.country.Throughput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The localization paper's figures 7 to 10 with speakers of our own: throughput by country over time, before and after
 * a mechanism is switched on. Beside what it is for, each mechanism is turned against itself: every peer of the
 * viewer's own country is kept from it, and all of the video has to come from one that is far away.
 */
final class VideoLocality {
    private static final double PERCENT = 100;
    /** The paper's. */
    private static final double FEW_PERCENT = 1;

    private final String bench;
    private final Settings settings;
    private final Progress progress;
    private final Map<VideoScenario, List<VideoScenario.Outcome>> outcomes = new LinkedHashMap<>();

    VideoLocality(String bench, Settings settings, Progress progress) {
        this.bench = bench;
        this.settings = settings;
        this.progress = progress;
        outcomes.put(VideoScenario.plain(), new ArrayList<>());
        for (Mechanism mechanism : Mechanism.values()) {
            outcomes.put(new VideoScenario(Optional.of(mechanism), Country.JAPAN), new ArrayList<>());
            outcomes.put(new VideoScenario(Optional.of(mechanism), Country.CHINA), new ArrayList<>());
        }
    }

    /** Plays all scenarios in turn. */
    List<Result> measure() {
        for (int run = 1; run <= settings.runs(); run++) {
            for (Map.Entry<VideoScenario, List<VideoScenario.Outcome>> each : outcomes.entrySet()) {
                VideoScenario.Outcome outcome = each.getKey().play();
                each.getValue().add(outcome);
                progress.say("PPStream, " + each.getKey() + ", round " + run + " of " + settings.runs() + ": "
                    + Table.number(strangers(each.getKey(), outcome)) + " % from elsewhere, "
                    + Table.number(outcome.missingPercent()) + " % of the parts missing");
                if (run == 1) {
                    settings.png().ifPresent(directory -> draw(directory, each.getKey(), outcome.throughput()));
                }
            }
        }
        List<Result> results = new ArrayList<>();
        outcomes.keySet().forEach(scenario -> results.addAll(results(scenario)));
        return results;
    }

    /** The share of bytes of countries other than the preferred one, in per cent. */
    private static double strangers(VideoScenario scenario, VideoScenario.Outcome outcome) {
        return PERCENT * outcome.throughput().shareBeside(scenario.preferred(), VideoScenario.SETTLED);
    }

    private List<Result> results(VideoScenario scenario) {
        String name = "PPStream, " + scenario + ": ";
        String elsewhere = name + "not from " + scenario.preferred();
        List<Result> results = new ArrayList<>();
        results.add(alone(elsewhere + ", settled", "% of bytes", scenario, each -> strangers(scenario, each)));
        if (scenario.mechanism().isPresent()) {
            results.add(alone(elsewhere + ", since the switch", "% of bytes", scenario, each -> PERCENT
                * each.throughput().shareBeside(scenario.preferred(), VideoScenario.SWITCHED)));
            results.add(alone(elsewhere + ", before it", "% of bytes", scenario, each -> PERCENT
                * each.throughput().first(VideoScenario.SWITCHED).shareBeside(scenario.preferred(), 0)));
            results.add(alone(name + "switch to under 1 %", "s", scenario, each ->
                lastAbove(scenario, each.throughput()) - VideoScenario.SWITCHED));
        }
        results.add(alone(name + "parts missing", "% of parts", scenario, VideoScenario.Outcome::missingPercent));
        return results;
    }

    /** The second behind the last one of which more than a few per cent came from elsewhere. */
    private static double lastAbove(VideoScenario scenario, Throughput throughput) {
        int second = throughput.seconds().size();
        while (second > VideoScenario.SWITCHED && PERCENT * Throughput.shareBeside(scenario.preferred(),
                throughput.seconds().get(second - 1)) < FEW_PERCENT) {
            second--;
        }
        return second;
    }

    private Result alone(String subject, String unit, VideoScenario scenario,
                         ToDoubleFunction<VideoScenario.Outcome> value) {
        List<VideoScenario.Outcome> all = outcomes.get(scenario);
        return Result.alone(bench, subject, Bootstrap.medianOf(all.stream().mapToDouble(value).toArray()), unit,
            all.size());
    }

    /** The first round of a scenario as a chart, and as numbers beside it. */
    private void draw(Path directory, VideoScenario scenario, Throughput throughput) {
        List<LineChart.Line> lines = Country.ALL.stream()
            .map(each -> new LineChart.Line(each.name(), throughput.kilobits(each))).toList();
        Path file = directory.resolve(bench + "-" + scenario.fileName() + ".svg");
        new LineChart("A viewer in Japan: " + scenario, "kb/s", lines,
            scenario.mechanism().isPresent() ? VideoScenario.SWITCHED : -1, "switched").write(file);
        throughput.write(directory.resolve(bench + "-" + scenario.fileName() + ".csv"));
    }
}
