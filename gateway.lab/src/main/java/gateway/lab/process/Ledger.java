package gateway.lab.process;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What one run of the laboratory has made, line by line on disk, written before or right after the making: so that
 * the next run finds what a killed one left. The file's name says who writes it: process id, its start, a number.
 */
public final class Ledger implements AutoCloseable {
    private static final Path FOLDER = Path.of("/run/p2padm-lab");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path file;

    private Ledger(Path file) {
        this.file = file;
    }

    /** What a line speaks of. */
    public enum Kind {
        /** A network namespace, by name. */
        NAMESPACE,
        /** A process, by id and start tick. */
        PROCESS,
        /** A directory, by path. */
        DIRECTORY
    }

    /** One line of a ledger. */
    public record Entry(Kind kind, String what) {
    }

    /** Opens a new ledger of this process. */
    public static Ledger open() {
        try {
            if (!Files.isDirectory(FOLDER)) {
                Files.createDirectory(FOLDER,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            long pid = ProcessHandle.current().pid();
            long start = ProcessStatus.of(pid).orElseThrow().startTicks();
            Path file = FOLDER.resolve(pid + "-" + start + "-" + NUMBERS.incrementAndGet());
            Files.createFile(file);
            return new Ledger(file);
        } catch (IOException e) {
            throw new LabException("cannot write to " + FOLDER + ": " + e.getMessage(), e);
        }
    }

    /** The ledgers of processes that are gone. */
    public static List<Ledger> abandoned() {
        try (Stream<Path> files = Files.isDirectory(FOLDER) ? Files.list(FOLDER) : Stream.empty()) {
            return files.filter(file -> !ownerLives(file)).map(Ledger::new).toList();
        } catch (IOException e) {
            throw new LabException("cannot read " + FOLDER + ": " + e.getMessage(), e);
        }
    }

    /** A short name that no other living ledger has, fit for names of namespaces. */
    public String name() {
        String[] parts = file.getFileName().toString().split("-");
        return "p2padm-" + parts[0] + "-" + parts[2];
    }

    /** Adds a line. */
    public synchronized void add(Kind kind, String what) {
        try {
            Files.writeString(file, kind + " " + what + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Adds a line for a process that lives. */
    public void addProcess(long pid) {
        ProcessStatus.of(pid).ifPresent(status -> add(Kind.PROCESS, pid + " " + status.startTicks()));
    }

    /** All lines, oldest first. */
    public List<Entry> entries() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" ", 2)).filter(parts -> parts.length == 2)
                .map(parts -> new Entry(Kind.valueOf(parts[0]), parts[1])).toList();
        } catch (IOException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Everything in it is gone: so is the ledger. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean ownerLives(Path file) {
        String[] parts = file.getFileName().toString().split("-");
        return parts.length == 3
            && ProcessStatus.of(Long.parseLong(parts[0]))
                .filter(status -> Long.toString(status.startTicks()).equals(parts[1])).isPresent();
    }
}
