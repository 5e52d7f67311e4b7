package gateway.core.internal.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The rights (capabilities) of a process.
 *
 * @param root whether it is root, whose programs have all of its rights
 * @param effective those that it has, a bit each
 * @param ambient those that programs started by it will have
 */
record Rights(boolean root, long effective, long ambient) {
    static Rights ofThisProcess() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/thread-self/status")));
        } catch (IOException noSuchFile) {
            return new Rights(false, 0, 0);
        }
    }

    /** Reads {@code /proc/PID/status}. */
    static Rights parse(List<String> status) {
        return new Rights(word(status, "Uid:", 1).equals("0"), bits(status, "CapEff:"), bits(status, "CapAmb:"));
    }

    boolean has(int number) {
        return (effective >>> number & 1) != 0;
    }

    boolean passesOn(int number) {
        return root || (ambient >>> number & 1) != 0;
    }

    private static long bits(List<String> status, String name) {
        String word = word(status, name, 0);
        return word.isEmpty() ? 0 : Long.parseUnsignedLong(word, 16);
    }

    /** The n-th word behind a name, empty if there is none. */
    private static String word(List<String> status, String name, int place) {
        return status.stream().filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()).strip().split("\\s+"))
            .filter(words -> words.length > place).map(words -> words[place]).findFirst().orElse("");
    }
}
