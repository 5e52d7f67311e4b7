package gateway.lab.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Changes to files that hold together: unless they are kept, they are taken back when this is closed. */
final class NewFiles implements AutoCloseable {
    /** A step back. */
    private interface Undo {
        void run() throws IOException;
    }

    private final Deque<Undo> undo = new ArrayDeque<>();
    private final Deque<Path> leftovers = new ArrayDeque<>();

    /** A new empty directory beside where it is to end up. */
    Path stage(Path parent, String name) throws IOException {
        Path staged = Files.createTempDirectory(parent, "." + name + "-");
        leftovers.push(staged);
        Path inside = Files.createDirectory(staged.resolve(name));
        return inside;
    }

    /** Puts a staged directory in its place, in one step; what was there goes when this is kept. */
    void replace(Path place, Path staged) throws IOException {
        if (Files.exists(place)) {
            Path aside = staged.resolveSibling("before");
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
            undo.push(() -> Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE));
        }
        Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        undo.push(() -> delete(place));
    }

    /** Replaces a file's text in one step. */
    void write(Path file, String text) throws IOException {
        String before = Files.readString(file);
        swap(file, text);
        undo.push(() -> swap(file, before));
    }

    /** Lets the changes stand. */
    void keep() {
        undo.clear();
    }

    @Override
    public void close() throws IOException {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        while (!leftovers.isEmpty()) {
            delete(leftovers.pop());
        }
    }

    private static void swap(Path file, String text) throws IOException {
        Path written = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.writeString(written, text);
            Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
