package gateway.lab.speaker;

import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import java.time.Duration;

/** Starts the speakers of invented protocols on hosts of a laboratory. */
public final class Invented {
    private static final Duration START = Duration.ofSeconds(20);

    private Invented() {
    }

    /** A server that tells of near and far peers, and listens when this returns. */
    public static RunningProgram server(Host host, Site near, Site far) {
        RunningProgram program = new JavaProgram(InventedServer.class).start(host, host.address4(), beginning(near),
            beginning(far));
        Await.until(START, "a speaker of invented protocols listens",
            () -> program.output().contains(PpstreamServer.LISTENING));
        return program;
    }

    /** A client that asks for lists from both addresses of its host; see {@link InventedClient}. */
    public static RunningProgram client(Host host, Host server, Site near, Site own) {
        return new JavaProgram(InventedClient.class).start(host, server.address4(), beginning(near), own.address4(),
            own.secondAddress4());
    }

    private static String beginning(Site site) {
        return "10." + site.number() + ".";
    }
}
