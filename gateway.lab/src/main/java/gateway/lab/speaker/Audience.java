package gateway.lab.speaker;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Viewers that fetch a video again and again until they are to end. */
public final class Audience implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final RunningProgram program;
    private final Path end;

    private Audience(RunningProgram program, Path end) {
        this.program = program;
        this.end = end;
    }

    /**
     * A fetching that is over.
     *
     * @param viewer at which address
     * @param result {@code whole}, {@code harmed}, or {@code hung} where nothing came for seconds
     * @param longestMillis how long it waited for a part at most
     * @param told of which peers
     */
    public record Fetched(String viewer, String result, long longestMillis, Set<String> told) {
        private static Fetched parse(String line) {
            String[] words = line.split(" ");
            return new Fetched(words[1], words[2], Long.parseLong(words[3]),
                Set.copyOf(List.of(words).subList(4, words.length)));
        }
    }

    /**
     * Begins with one viewer at each address; returns when each has fetched the video once.
     *
     * @param end a file that is not there, in a directory that is
     */
    public static Audience start(Host host, Host server, Path video, Path end, List<String> addresses) {
        Audience audience = new Audience(Ppstream.audience(host, server, video, end, addresses), end);
        Await.until(LIMIT, "viewers have fetched a video",
            () -> audience.fetched().stream().map(Fetched::viewer).distinct().count() == addresses.size());
        return audience;
    }

    /** What came of all that are over. */
    public List<Fetched> fetched() {
        String said = program.output();
        // The last line may be there by half.
        try (Stream<String> lines = said.substring(0, said.lastIndexOf('\n') + 1).lines()) {
            return lines.filter(line -> line.startsWith("fetched ")).map(Fetched::parse).toList();
        }
    }

    /** Waits for those that are on their way; no further one begins. */
    public void finish() {
        try {
            Files.createFile(end);
        } catch (IOException e) {
            throw new LabException("cannot write " + end + ": " + e.getMessage(), e);
        }
        if (!program.await(LIMIT) || program.status() != 0) {
            throw new LabException("viewers of PPStream did not end well: " + program.output());
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
