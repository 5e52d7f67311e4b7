package gateway.lab.bench;

import java.util.ArrayList;
import java.util.List;

/** What localization does for a network in one country: bytes from abroad, what clients get, what it costs. */
final class LocalizationBenchmark implements Benchmark {
    @Override
    public String name() {
        return "localization";
    }

    @Override
    public String title() {
        return "bytes from near and far, before and behind a gateway that localizes";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        List<Result> results = new ArrayList<>();
        for (LocalizationPart part : settings.parts()) {
            results.addAll(part.measure(name(), settings, progress));
        }
        return results;
    }
}
