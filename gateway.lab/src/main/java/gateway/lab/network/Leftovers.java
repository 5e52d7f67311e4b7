package gateway.lab.network;

import gateway.lab.process.Command;
import gateway.lab.process.Ledger;
import gateway.lab.process.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes away what a ledger lists: processes by their ids, then namespaces, then directories. */
final class Leftovers {
    private Leftovers() {
    }

    /** Clears up after runs that were killed. */
    static void clear() {
        Ledger.abandoned().forEach(Leftovers::clear);
    }

    /** Clears what one ledger lists, and the ledger. Safe to repeat. */
    static void clear(Ledger ledger) {
        List<Ledger.Entry> entries = ledger.entries();
        each(entries, Ledger.Kind.PROCESS, Leftovers::kill);
        each(entries, Ledger.Kind.NAMESPACE, Leftovers::deleteNamespace);
        each(entries, Ledger.Kind.DIRECTORY, Leftovers::deleteDirectory);
        ledger.close();
    }

    private static void each(List<Ledger.Entry> entries, Ledger.Kind kind, Consumer<String> task) {
        entries.stream().filter(entry -> entry.kind() == kind).map(Ledger.Entry::what).forEach(task);
    }

    /** Kills the very process that was started, not a later one that got its id. */
    private static void kill(String idAndStart) {
        String[] parts = idAndStart.split(" ");
        long pid = Long.parseLong(parts[0]);
        boolean same = ProcessStatus.of(pid)
            .filter(status -> Long.toString(status.startTicks()).equals(parts[1])).isPresent();
        if (same) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static void deleteNamespace(String name) {
        if (Files.exists(Path.of("/run/netns", name))) {
            Command.run(Duration.ofSeconds(20), List.of("ip", "netns", "del", name));
        }
    }

    private static void deleteDirectory(String directory) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Gone already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
