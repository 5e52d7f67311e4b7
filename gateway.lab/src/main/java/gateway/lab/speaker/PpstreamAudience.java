package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Viewers that fetch a video again and again, one at each address: {@code SERVER FILE END ADDRESS...}. Test equipment,
 * no program of old. The file is the video's original. Each fetching is a {@link PpstreamViewer} at a port of its own
 * and leaves a line: {@code fetched ADDRESS RESULT MILLIS PEER...}. The result is {@code whole}, {@code harmed} or
 * {@code hung}, the milliseconds are the longest that it waited for a part, and the peers those of the lists. Once the
 * file {@code END} is there, no further fetching begins, and the program ends with the last one.
 */
public final class PpstreamAudience {
    private static final int PORTS = 1000;

    private final InetSocketAddress server;
    private final String key;
    private final byte[] original;
    private final Path end;

    private PpstreamAudience(InetSocketAddress server, Path file, Path end) throws IOException {
        this.server = server;
        this.key = file.getFileName().toString();
        this.original = Files.readAllBytes(file);
        this.end = end;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("a speaker of PPStream made for tests");
        PpstreamAudience audience = new PpstreamAudience(PpstreamServer.end(arguments[0]), Path.of(arguments[1]),
            Path.of(arguments[2]));
        for (int i = 3; i < arguments.length; i++) {
            String address = arguments[i];
            new Thread(() -> audience.sit(address), "viewer " + address).start();
        }
    }

    private void sit(String address) {
        try {
            for (int i = 0; !Files.exists(end); i++) {
                fetch(address, Ppstream.PORT + i % PORTS);
            }
        } catch (IOException e) {
            // One viewer less would be another load than the one that was wanted.
            System.out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private void fetch(String address, int port) throws IOException {
        try (PpstreamSocket socket = new PpstreamSocket(address, port)) {
            PpstreamViewer viewer = new PpstreamViewer(socket, server, key, original.length);
            boolean all = viewer.watch();
            String result = all && Arrays.equals(original, viewer.video()) ? "whole" : all ? "harmed" : "hung";
            System.out.println("fetched " + address + " " + result + " "
                + TimeUnit.NANOSECONDS.toMillis(viewer.longestPause()) + " " + viewer.named().stream()
                    .map(peer -> peer.getAddress().getHostAddress()).collect(Collectors.joining(" ")));
        }
    }
}
