package gateway.lab.console.fake;

import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import gateway.api.operation.PlugInDirectory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Bundles in all their states. */
final class FakePlugIns implements PlugInDirectory {
    private final Supplier<Scene> scene;
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final long started = System.currentTimeMillis() - 3 * 3_600_000;

    FakePlugIns(Supplier<Scene> scene) {
        this.scene = scene;
    }

    @Override
    public List<PlugIn> plugIns() {
        PlugIn auditor = plugIn("gateway.auditor", "auditor", State.SERVING, "It keeps records.", 0);
        PlugIn torrent = plugIn("gateway.protocol.bittorrent", "protocol bittorrent", State.SERVING,
            "Its self-test passed with 6 captures.", 0);
        PlugIn http = plugIn("gateway.protocol.http", "protocol http", State.SERVING, "It serves traffic.", 2);
        return switch (scene.get()) {
            case EMPTY -> List.of();
            case BUSY -> List.of(auditor, torrent, http);
            case BROKEN -> List.of(
                new PlugIn("broken.jar", "", "", State.REFUSED, "It is no jar: its end is missing.", started, 0),
                auditor, torrent,
                plugIn("gateway.protocol.edonkey", "protocol edonkey", deeds.isEmpty() ? State.QUARANTINED
                    : State.SERVING, "It did not return from onData for 500 ms; worker 2 was replaced.", 17),
                plugIn("gateway.protocol.gnutella", "", State.TESTING, "2 of 5 captures are done.", 0),
                http,
                plugIn("gateway.protocol.http2", "protocol http", State.WAITING,
                    "gateway.protocol.http has its place.", 0),
                plugIn("gateway.protocol.pptv", "", State.INSTALLED, "It was stopped by hand.", 0));
        };
    }

    private PlugIn plugIn(String name, String serves, State state, String reason, long errors) {
        return new PlugIn(name, "1.0.0", serves, state, reason, started, errors);
    }

    @Override
    public boolean readmit(String name) {
        deeds.add("readmit " + name);
        return true;
    }

    /** Forgets what was done. */
    void begin() {
        deeds.clear();
    }

    List<String> deeds() {
        return deeds;
    }
}
