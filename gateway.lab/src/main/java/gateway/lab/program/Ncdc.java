package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client of Direct Connect. It wants a terminal: {@code script} gives it one. */
public final class Ncdc {
    private static final int LIFE_SECONDS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Laboratory laboratory;
    private final Host host;

    /** A client on a host. */
    public Ncdc(Laboratory laboratory, Host host) {
        this.laboratory = laboratory;
        this.host = host;
    }

    /** Logs in to a hub, searches for something, and is killed after some seconds. */
    public void search(String hubAddress, String words) {
        Path directory = laboratory.directory("ncdc-" + System.nanoTime());
        Path typed = directory.resolve("typed");
        try {
            // The pauses are those of somebody who types: a search before the hub has answered would be refused.
            Files.writeString(typed, """
                sleep 1
                echo '/set nick alice'
                echo '/open lab adc://%s:%d/'
                sleep 3
                echo '/search %s'
                sleep %d
                """.formatted(hubAddress, Uhub.PORT, words, LIFE_SECONDS));
        } catch (IOException e) {
            throw new LabException("cannot write " + typed + ": " + e.getMessage(), e);
        }
        // Without its terminal ncdc ends, too.
        host.run(LIMIT, List.of("sh", "-c", "sh '" + typed + "' | TERM=xterm timeout " + LIFE_SECONDS
            + " script -qc \"ncdc -c '" + directory + "/state'\" /dev/null"));
    }
}
