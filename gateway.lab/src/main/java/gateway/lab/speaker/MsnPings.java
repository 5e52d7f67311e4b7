package gateway.lab.speaker;

import gateway.lab.traffic.RoundTrips;
import java.io.IOException;

/**
 * Asks a notification server whether it is there, again and again: {@code ADDRESS PORT COUNT}. Prints the median and
 * the 99th percentile of the times in microseconds. Whoever reads MSNP has to read all of it.
 */
public final class MsnPings {
    private MsnPings() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        try (MsnConnection notification = MsnConnection.greeted(arguments[0], Integer.parseInt(arguments[1]))) {
            System.out.println(RoundTrips.measure(Integer.parseInt(arguments[2]), () -> {
                notification.send("PNG\r\n");
                notification.await(command -> command.is("QNG"));
            }));
        }
    }
}
