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
    private static final Duration START = Duration.ofSeconds(60);

    private Ppstream() {
    }

    /** A server that tells of the peers on these hosts, and listens when this returns. */
    public static RunningProgram server(Host host, List<Host> peers) {
        return server(host, peers.size(), peers.stream().map(Host::address4).toList());
    }

    /** A server that tells of some of the peers at these addresses, other ones each time. */
    public static RunningProgram server(Host host, int most, List<String> peers) {
        Object[] arguments = Stream.concat(Stream.of(host.address4(), SERVERS, most),
            peers.stream().map(peer -> peer + ":" + PORT)).toArray();
        return listening(new JavaProgram(PpstreamServer.class).start(host, arguments));
    }

    /** A peer that has a video, and listens when this returns. */
    public static RunningProgram peer(Host host, Path video) {
        return peers(host, video, List.of(host.address4()));
    }

    /** The same with a peer at each of several addresses of the host. */
    public static RunningProgram peers(Host host, Path video, List<String> addresses) {
        return listening(new JavaProgram(PpstreamPeer.class).start(host,
            Stream.concat(Stream.of(PORT, video), addresses.stream()).toArray()));
    }

    /** A viewer that fetches a video by a server's list; see {@link PpstreamViewer}. */
    public static RunningProgram viewer(Host host, Host server, SharedFile video, Path into) {
        return viewer(host, host.address4(), server, video, into);
    }

    /** The same at one of the host's addresses. */
    public static RunningProgram viewer(Host host, String address, Host server, SharedFile video, Path into) {
        return new JavaProgram(PpstreamViewer.class).start(host, address, PORT,
            server.address4() + ":" + SERVERS, video.name(), video.bytes(), into);
    }

    /** A viewer that watches a channel at the rate of its video; see {@link PpstreamLiveViewer}. */
    public static RunningProgram liveViewer(Host host, Host server, String channel, int kilobits, int seconds) {
        return new JavaProgram(PpstreamLiveViewer.class).start(host, host.address4(), PORT,
            server.address4() + ":" + SERVERS, channel, kilobits, seconds);
    }

    /**
     * Viewers that fetch a video again and again, one at each address, until a file appears; see
     * {@link PpstreamAudience}.
     */
    static RunningProgram audience(Host host, Host server, Path video, Path end, List<String> addresses) {
        return new JavaProgram(PpstreamAudience.class).start(host, Stream.concat(
            Stream.of(server.address4() + ":" + SERVERS, video, end), addresses.stream()).toArray());
    }

    private static RunningProgram listening(RunningProgram program) {
        Await.until(START, "a speaker of PPStream listens",
            () -> program.output().contains(PpstreamServer.LISTENING));
        return program;
    }
}
