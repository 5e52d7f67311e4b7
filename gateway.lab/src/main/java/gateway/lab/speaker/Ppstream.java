package gateway.lab.speaker;

import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Starts the speakers of PPStream on hosts of a laboratory. */
public final class Ppstream {
    /** The port of servers. */
    public static final int SERVERS = 17788;
    /** The port of viewers and peers: real ones take any. */
    public static final int PORT = 22793;
    private static final Duration START = Duration.ofSeconds(20);

    private Ppstream() {
    }

    /** A server that tells of the peers on these hosts, and listens when this returns. */
    public static RunningProgram server(Host host, List<Host> peers) {
        Object[] arguments = Stream.concat(Stream.of(host.address4(), SERVERS),
            peers.stream().map(peer -> peer.address4() + ":" + PORT)).toArray();
        return listening(new JavaProgram(PpstreamServer.class).start(host, arguments));
    }

    /** A peer that has a video, and listens when this returns. */
    public static RunningProgram peer(Host host, Path video) {
        return listening(new JavaProgram(PpstreamPeer.class).start(host, host.address4(), PORT, video));
    }

    /** A viewer that fetches a video by a server's list; see {@link PpstreamViewer}. */
    public static RunningProgram viewer(Host host, Host server, SharedFile video, Path into) {
        return new JavaProgram(PpstreamViewer.class).start(host, host.address4(), PORT,
            server.address4() + ":" + SERVERS, video.name(), video.bytes(), into);
    }

    private static RunningProgram listening(RunningProgram program) {
        Await.until(START, "a speaker of PPStream listens",
            () -> program.output().contains(PpstreamServer.LISTENING));
        return program;
    }
}
