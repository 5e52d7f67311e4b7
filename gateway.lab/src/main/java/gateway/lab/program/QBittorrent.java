package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** qBittorrent without a screen, as it comes: uTP and TCP, encryption allowed, trackers over UDP and HTTP, DHT. */
public final class QBittorrent {
    private QBittorrent() {
    }

    /** Fetches a torrent. */
    public static Download fetch(Laboratory laboratory, Host host, Torrent torrent, Path directory) {
        Path profile = laboratory.directory("qbittorrent-" + System.nanoTime());
        Path settings = profile.resolve("qBittorrent/config/qBittorrent.conf");
        try {
            Files.createDirectories(settings.getParent());
            Files.write(settings, List.of("[LegalNotice]", "Accepted=true", "[BitTorrent]",
                "Session\\LSDEnabled=false", "Session\\AddTorrentStopped=false", "[Preferences]", "WebUI\\Port=8081",
                "WebUI\\Address=127.0.0.1", "WebUI\\LocalHostAuth=false", "Connection\\UPnP=false"));
        } catch (IOException e) {
            throw new LabException("cannot write " + settings + ": " + e.getMessage(), e);
        }
        RunningProgram program = host.start("qbittorrent", List.of("qbittorrent-nox", "--profile=" + profile,
            "--webui-port=8081", "--save-path=" + directory, "--skip-dialog=true", torrent.path().toString()));
        return new Download(program, directory.resolve(torrent.content().name()), torrent.content());
    }
}
