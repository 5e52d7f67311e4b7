package gateway.lab.speaker;

import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import java.time.Duration;

/** Starts the speakers of MSN on hosts of a laboratory. */
public final class Msn {
    /** The port that IANA gave to MSNP. */
    public static final int PORT = 1863;
    private static final Duration START = Duration.ofSeconds(20);

    private Msn() {
    }

    /** A notification server and switchboard, which listens when this returns. */
    public static RunningProgram server(Host host) {
        RunningProgram server = new JavaProgram(MsnServer.class).start(host, PORT);
        Await.until(START, "the MSN server listens", () -> server.output().contains(MsnServer.LISTENING));
        return server;
    }

    /** A client that signs in at a server and does these steps; see {@link MsnClient}. */
    public static RunningProgram client(Host host, Host server, String account, String... steps) {
        Object[] arguments = new Object[steps.length + 3];
        arguments[0] = server.address4();
        arguments[1] = PORT;
        arguments[2] = account;
        System.arraycopy(steps, 0, arguments, 3, steps.length);
        return new JavaProgram(MsnClient.class).start(host, arguments);
    }

    /** A client in so many rooms that has said half a message in each when this returns. */
    public static RunningProgram halfMessages(Host host, Host server, int count) {
        RunningProgram speaker = new JavaProgram(MsnHalfMessages.class).start(host, server.address4(), PORT, count);
        Await.until(START, "half of each message is said", () -> speaker.output().contains(MsnHalfMessages.WAITING));
        return speaker;
    }
}
