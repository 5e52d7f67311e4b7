package gateway.protocol.gnutella;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.testkit.Capture;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real host's start in 2022. The capture holds strangers' addresses and is not in the tree. */
class CorpusTest {
    private static final Path CAPTURE = Path.of(System.getProperty("gateway.corpus", "../../shared/corpus/pcap"))
        .resolve("gnutella/ndpihist-gnutella-nofile.pcap");
    private static final int MOST = 600;
    /** As many as a plain search in the inflated bytes finds. */
    private static final int SEARCHES = 3;

    private final ParserRig rig = new ParserRig(new GnutellaParser());

    @BeforeEach
    void isThere() {
        assumeTrue(Files.exists(CAPTURE), "no corpus at " + CAPTURE);
    }

    @Test
    void shouldReadARealHostsStart() {
        Set<String> searches = new HashSet<>();
        int peers = 0;
        int claimed = 0;
        for (FlowScript flow : Capture.read(CAPTURE)) {
            if (rig.classify(flow).certain()) {
                claimed++;
                Reading reading = rig.read(flow);
                assertEquals(0, reading.sink().events(Anomaly.class).size(), () -> flow.flow() + " "
                    + reading.sink().events(Anomaly.class));
                reading.sink().events(SearchIssued.class).forEach(search -> searches.add(search.text().value()));
                peers += reading.sink().events(PeersListed.class).stream().mapToInt(list -> list.peers().size()).sum();
            }
        }
        assertTrue(claimed > MOST, "claimed " + claimed);
        assertTrue(peers > MOST, "peers " + peers);
        assertEquals(SEARCHES, searches.size());
    }

    @Test
    void shouldSayTheSameHoweverCut() {
        for (FlowScript flow : Capture.read(CAPTURE)) {
            if (flow.flow().transport() == Transport.TCP && rig.classify(flow).certain()) {
                assertEquals(rig.read(flow).sink().transcript(), rig.read(flow.inPiecesOf(7)).sink().transcript());
            }
        }
    }
}
