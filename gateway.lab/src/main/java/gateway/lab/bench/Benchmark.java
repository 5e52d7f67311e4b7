package gateway.lab.bench;

import java.util.List;

/** Measures one side of the gateway. */
interface Benchmark {
    /** What the user calls it: one word. */
    String name();

    /** What it measures, in one line. */
    String title();

    /** Measures, with progress on the way. */
    List<Result> run(Settings settings, Progress progress);
}
