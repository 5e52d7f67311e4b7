package gateway.protocol.ppstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.testkit.Capture;
import gateway.testkit.FakeSink.FileText;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real viewer in 2016. The capture holds strangers' addresses and is not in the tree. */
class CorpusTest {
    private static final Path CAPTURE = Path.of(System.getProperty("gateway.corpus", "../../shared/corpus/pcap"))
        .resolve("ppstream/ndpihist-pps.pcap");
    private static final int FLOWS = 34;
    /** Sub-pieces are of 1024 bytes. */
    private static final int PIECE = 1024;

    private final ParserRig rig = new ParserRig(new PpstreamParser());
    private final List<Reading> readings = new ArrayList<>();

    @BeforeEach
    void read() {
        assumeTrue(Files.exists(CAPTURE), "no corpus at " + CAPTURE);
        for (FlowScript flow : Capture.read(CAPTURE)) {
            if (flow.flow().transport() == Transport.UDP && rig.classify(flow).certain()) {
                readings.add(rig.read(flow));
            }
        }
    }

    @Test
    void shouldReadARealViewer() {
        assertEquals(FLOWS, readings.size());
        assertEquals(List.of(), readings.stream().flatMap(one -> one.sink().events(Anomaly.class).stream()).toList());
    }

    /** Whom the notices list is whom the viewer then probes: the port that is told is the one that is used. */
    @Test
    void shouldTellThePortsThatAreContacted() {
        Set<String> probed = new HashSet<>();
        for (FlowScript flow : Capture.read(CAPTURE)) {
            probed.add(flow.flow().server().toString());
        }
        List<ListedPeer> listed = readings.stream().flatMap(one -> one.sink().events(PeersListed.class).stream())
            .flatMap(list -> list.peers().stream()).toList();
        assertTrue(listed.size() > 20, "listed " + listed.size());
        assertTrue(listed.stream().allMatch(peer -> probed.contains(peer.peer().toString())));
    }

    /** All parts, also those with fields that others have not, lie where a viewer needs them: side by side. */
    @Test
    void shouldPlaceThePartsOfTheVideo() {
        List<FileText> parts = readings.stream().flatMap(one -> one.sink().transcript().stream())
            .filter(FileText.class::isInstance).map(FileText.class::cast).toList();
        long first = parts.stream().mapToLong(FileText::fileOffset).min().orElseThrow();
        long end = parts.stream().mapToLong(part -> part.fileOffset() + part.text().length()).max().orElseThrow();
        long bytes = parts.stream().mapToLong(part -> part.text().length()).sum();
        assertTrue(parts.stream().allMatch(part -> part.fileOffset() % PIECE == 0
            && part.text().length() % PIECE == 0));
        assertTrue(bytes > 200 * PIECE, bytes + " bytes");
        assertTrue(end - first < 20L * bytes, bytes + " bytes from " + first + " to " + end);
    }

    @Test
    void shouldTellTheViewersOwnAddressInEveryKindOfMessage() {
        Set<String> own = new HashSet<>();
        for (Reading reading : readings) {
            for (Identified one : reading.sink().events(Identified.class)) {
                if (one.attributes().containsKey("address")) {
                    own.add(one.attributes().get("address").replaceAll(":.*", ""));
                }
            }
        }
        assertEquals(1, own.size(), own::toString);
    }
}
