package gateway.protocol.bittorrent;

import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.testkit.FakeSink;
import java.util.List;

/** The lists that trackers answer with, without the clients that announced themselves. */
final class Answers {
    private Answers() {
    }

    static List<PeersListed> in(FakeSink sink) {
        return sink.events(PeersListed.class).stream().filter(list -> list.peers().get(0).length() > 0).toList();
    }
}
