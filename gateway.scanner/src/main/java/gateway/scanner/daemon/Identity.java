package gateway.scanner.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whom our clamd runs as. It reads what strangers send: where the gateway is root, clamd is the user that its package
 * made, or else nobody.
 *
 * @param uid of the user
 * @param gid of its group
 */
record Identity(int uid, int gid) {
    private static final List<String> USERS = List.of("clamav", "nobody");

    /** The user to become; empty where this process is none who can, and clamd is what we are. */
    static Optional<Identity> toBecome() throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1);
        for (String user : USERS) {
            for (String line : lines) {
                String[] fields = line.split(":");
                if (fields.length > 3 && fields[0].equals(user)) {
                    return Optional.of(new Identity(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
                }
            }
        }
        throw new IOException("there is no user clamav to run clamd as");
    }
}
