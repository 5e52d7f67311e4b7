package gateway.core.internal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ./gateway replay} was asked for. The launcher has checked the options' names.
 *
 * @param root where results' names of captures begin
 * @param flows where one line a flow goes
 * @param stats whether figures are printed
 * @param auditAll whether every flow is read to its end: records are wanted, and no policy says of which flows
 * @param files the captures; none for all under the root
 */
record ReplayOptions(Path root, Optional<Path> flows, boolean stats, boolean auditAll,
                     List<Path> files) {
    /**
     * Reads the arguments.
     *
     * @param directory where the caller stands
     * @throws IllegalArgumentException in one sentence
     */
    static ReplayOptions of(List<String> arguments, Path directory) {
        Path root = null;
        Optional<Path> flows = Optional.empty();
        boolean stats = false;
        boolean events = false;
        boolean policy = false;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--root" -> root = directory.resolve(valueOf(arguments, i++));
                case "--flows" -> flows = Optional.of(directory.resolve(valueOf(arguments, i++)));
                case "--events" -> events = !valueOf(arguments, i++).isEmpty();
                case "--policy" -> policy = !valueOf(arguments, i++).isEmpty();
                case "--stats" -> stats = true;
                default -> files.add(directory.resolve(arguments.get(i)));
            }
        }
        if (root == null && files.isEmpty()) {
            throw new IllegalArgumentException("replay: name capture files, or --root DIR for all under it");
        }
        if (root != null && !Files.isDirectory(root)) {
            throw new IllegalArgumentException("replay: cannot read the directory " + root);
        }
        return new ReplayOptions(root == null ? directory : root, flows, stats,
            events && !policy, files);
    }

    private static String valueOf(List<String> arguments, int option) {
        if (option + 1 == arguments.size()) {
            throw new IllegalArgumentException("replay: " + arguments.get(option) + " wants a value");
        }
        return arguments.get(option + 1);
    }
}
