package gateway.lab.speaker;

import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;

/** Starts the speakers of Gnutella on hosts of a laboratory. */
public final class Gnutella {
    /** The port that most hosts had in the beginning. */
    public static final int PORT = 6346;
    private static final Duration START = Duration.ofSeconds(20);

    private Gnutella() {
    }

    /** A host that shares a file, names others to whom it links with, and listens when this returns. */
    public static RunningProgram sharing(Host host, Path file, Host... others) {
        Object[] arguments = new Object[others.length + 2];
        arguments[0] = PORT;
        arguments[1] = file;
        for (int i = 0; i < others.length; i++) {
            arguments[i + 2] = named(others[i]);
        }
        RunningProgram sharing = new JavaProgram(GnutellaHost.class).start(host, arguments);
        Await.until(START, "the Gnutella host listens", () -> sharing.output().contains(GnutellaHost.LISTENING));
        return sharing;
    }

    /** How hosts name another one. */
    public static String named(Host host) {
        return host.address4() + ":" + PORT;
    }

    /** A host that does these steps with another one; see {@link GnutellaClient}. */
    public static RunningProgram client(Host host, Host sharing, String... steps) {
        Object[] arguments = new Object[steps.length + 2];
        arguments[0] = sharing.address4();
        arguments[1] = PORT;
        System.arraycopy(steps, 0, arguments, 2, steps.length);
        return new JavaProgram(GnutellaClient.class).start(host, arguments);
    }
}
