package gateway.lab.bench;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.network.Laboratory;
import gateway.lab.plugin.LocalizerCycle;
import java.util.List;

/** Whether fetchings suffer where the localizer is removed, installed and updated ten times meanwhile. */
final class LocalizerRemovals {
    private static final int TIMES = 10;
    /** Some seconds of fetching, so that most of it is under way at a change. */
    private static final int BYTES = 4_000_000;

    private LocalizerRemovals() {
    }

    /** Takes it away, brings it back and updates it ten times. */
    static List<Result> measure(String bench, Progress progress) {
        try (Laboratory laboratory = Laboratory.build(Country.PLAN)) {
            Configuration configuration = Abroad.configuration(laboratory);
            LocalizerCycle.rules().forEach(configuration::rule);
            try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration);
                 LocalizerCycle cycle = LocalizerCycle.begin(laboratory, gateway, BYTES)) {
                for (int i = 1; i <= TIMES; i++) {
                    cycle.run();
                    progress.say("localizer removed, installed, updated " + i + " of " + TIMES + ": "
                        + cycle.count("whole") + " fetched, " + cycle.count("harmed") + " harmed, "
                        + cycle.count("hung") + " hung, longest pause of one redirected " + cycle.longestMillis()
                        + " ms");
                }
                cycle.finish();
                return results(bench, cycle);
            }
        }
    }

    private static List<Result> results(String bench, LocalizerCycle cycle) {
        String what = "PPStream, localizer removed, installed, updated: ";
        long all = cycle.count("whole") + cycle.count("harmed") + cycle.count("hung");
        return List.of(
            Result.alone(bench, what + "videos harmed", cycle.count("harmed"), "of " + all, TIMES),
            Result.alone(bench, what + "videos that hung", cycle.count("hung"), "of " + all, TIMES),
            Result.alone(bench, what + "far peers redirected", cycle.redirected(), "times", TIMES),
            Result.alone(bench, what + "longest pause of who was redirected", cycle.longestMillis(), "ms", TIMES));
    }
}
