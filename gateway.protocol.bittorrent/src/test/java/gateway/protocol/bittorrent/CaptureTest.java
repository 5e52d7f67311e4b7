package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.testkit.Capture;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.ParserRig.Classification;
import gateway.testkit.ScriptedHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What real clients said to each other in the laboratory: {@code input.pcap} holds the first packets,
 * {@code expected.json} one object for each flow. {@code captures/README.md} says how they were recorded.
 */
class CaptureTest {
    private static final Path CAPTURES = Path.of("src/test/captures");

    private final BitTorrentParser parser = new BitTorrentParser();
    private final ParserRig rig = new ParserRig(parser);

    @TestFactory
    List<DynamicTest> shouldReadWhatClientsSay() throws IOException {
        try (Stream<Path> folders = Files.list(CAPTURES)) {
            return folders.filter(Files::isDirectory).sorted().map(folder -> DynamicTest.dynamicTest(
                folder.getFileName().toString(),
                () -> assertEquals(Files.readString(folder.resolve("expected.json")), found(folder)))).toList();
        }
    }

    private String found(Path folder) {
        return Capture.read(folder.resolve("input.pcap")).stream().map(this::line)
            .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private String line(FlowScript script) {
        Classification label = rig.classify(script);
        String announced = parser.detectAnnounced(script.flow(), ScriptedHead.of(script)).rule();
        String events = label.certain() ? rig.read(script).sink().events().stream().map(CaptureTest::json)
            .collect(Collectors.joining(",\n  ", "\n  ", "")) : "";
        return "{\"src\":\"%s\",\"dst\":\"%s\",\"label\":\"%s\",\"decided_at\":%d,\"reason\":\"%s\",".formatted(
            script.flow().client(), script.flow().server(), label.label(), label.decidedAt(), label.rule())
            + "\"if_announced\":\"" + announced + "\",\"events\":[" + events + "]}";
    }

    private static String json(DissectionEvent event) {
        if (event instanceof Identified identified) {
            String said = new TreeMap<>(identified.attributes()).entrySet().stream()
                .map(e -> ",\"" + e.getKey() + "\":\"" + e.getValue().replaceAll("[\"\\\\]", ".") + "\"")
                .collect(Collectors.joining());
            return "{\"channel\":\"" + identified.channel() + "\"" + said + "}";
        }
        if (event instanceof Expected expected) {
            return "{\"expected\":\"" + expected.transport().id() + " " + expected.to() + "\"}";
        }
        PeersListed listed = (PeersListed) event;
        return "{\"content\":\"" + listed.content() + "\",\"peers\":["
            + listed.peers().stream().map(CaptureTest::json).collect(Collectors.joining(",")) + "]}";
    }

    private static String json(ListedPeer peer) {
        return "{\"peer\":\"" + peer.peer() + "\",\"offset\":" + peer.offset() + "}";
    }
}
