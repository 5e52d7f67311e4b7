package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Tree;
import gateway.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a packet costs in the pipeline, beside nDPI's ndpiReader on the same file: looped captures under ever new
 * addresses. Two figures of ours: the replaying thread after its warm-up, reading the file included, and the whole
 * process with its start, its compiler and its garbage collector. ndpiReader's is its whole process.
 */
final class PipelineBenchmark implements Benchmark {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Pattern OURS = Pattern.compile("(?m)^ns per packet +([0-9.]+)$");
    private static final Pattern PROCESS = Pattern.compile("cpu ([0-9.]+) ([0-9.]+)");
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String title() {
        return "processor time of a packet of looped captures, beside ndpiReader in turn";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        Path captures = settings.captures().orElse(
            Tree.root().resolve("gateway.protocol.bittorrent/src/main/resources/selftest"));
        Path file = temporary();
        try {
            progress.say("looping the captures under " + captures + " to " + settings.packets() + " packets");
            LoopedCapture.write(captures, settings.packets(), file);
            return measure(settings, progress, file);
        } finally {
            delete(file);
        }
    }

    private List<Result> measure(Settings settings, Progress progress, Path file) {
        double[] ours = new double[settings.runs()];
        double[] process = new double[settings.runs()];
        double[] reader = new double[settings.runs()];
        for (int run = 0; run < settings.runs(); run++) {
            Command.Output replay = timed(Tree.launcher() + " replay --stats '" + file + "'");
            ours[run] = number(OURS, replay.out());
            process[run] = cpu(replay) * NANOS / settings.packets();
            reader[run] = cpu(timed("ndpiReader -q -i '" + file + "'")) * NANOS / settings.packets();
            progress.say("run " + (run + 1) + ": " + Table.number(ours[run]) + " ns a packet in the pipeline, "
                + Table.number(process[run]) + " in the whole process, ndpiReader " + Table.number(reader[run]));
        }
        return List.of(
            Result.compared(name(), "pipeline thread, warm", "ns per packet", ours, "ndpiReader", reader),
            Result.compared(name(), "whole process", "ns per packet", process, "ndpiReader", reader));
    }

    /** Runs a command whose processor time bash tells on the last line of standard error. */
    private static Command.Output timed(String command) {
        return Command.run(LIMIT, List.of("bash", "-c", "TIMEFORMAT='cpu %U %S'; time " + command)).check();
    }

    private static double cpu(Command.Output output) {
        Matcher found = PROCESS.matcher(output.err());
        if (!found.find()) {
            throw new LabException("no processor time in: " + output.err());
        }
        return Double.parseDouble(found.group(1)) + Double.parseDouble(found.group(2));
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new LabException("no figure in: " + text);
        }
        return Double.parseDouble(found.group(1));
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("p2padm-looped", ".pcap");
        } catch (IOException e) {
            throw new LabException("no room for a capture: " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
