package gateway.lab.demo;

import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.Torrent;
import java.nio.file.Path;

/** A user who starts the client again whenever it gives up. */
final class InsistentClient implements AutoCloseable {
    private final Aria2 client;
    private final Torrent torrent;
    private final Path directory;
    private Download download;
    private int starts;

    InsistentClient(Aria2 client, Torrent torrent, Path directory) {
        this.client = client;
        this.torrent = torrent;
        this.directory = directory;
        start();
    }

    /** Starts the client again if it has ended. */
    void insist() {
        if (!download.program().alive()) {
            start();
        }
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** How many bytes of the file are on its disk. */
    long stored() {
        return Payload.written(download.target());
    }

    @Override
    public void close() {
        download.close();
    }

    private void start() {
        starts++;
        download = client.fetch(torrent, directory, Aria2.Wire.PLAIN);
    }
}
