package gateway.testkit;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.ProtocolParser;
import gateway.testkit.ParserRig.Classification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The self-test that a protocol bundle carries, run where it is written: folders with what was recorded
 * ({@code input.pcap}) and what the parser has to find in it ({@code expected.json}, one object a flow).
 */
public final class SelfTest {
    private static final String INPUT = "input.pcap";
    private static final String EXPECTED = "expected.json";
    private static final Path FOUND = Path.of("target/selftest");

    private final ProtocolParser parser;
    private final ParserRig rig;

    /** The self-test of one parser over TCP or UDP. */
    public SelfTest(ProtocolParser parser) {
        this.parser = parser;
        this.rig = new ParserRig(parser);
    }

    /** The captures' folders below {@code directory}, by name; at least one. */
    public static List<Path> folders(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> folders = entries.filter(Files::isDirectory).sorted().toList();
            if (folders.isEmpty()) {
                throw new AssertionError("no folder with a capture in " + directory);
            }
            return folders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Holds if the parser finds what is expected in the capture of a folder. Otherwise what it found is written to
     * {@code target/selftest}, to be compared, and to become {@code expected.json} once it was found to be right.
     */
    public void check(Path folder) {
        try {
            Path expectation = folder.resolve(EXPECTED);
            String found = found(folder.resolve(INPUT));
            if (Files.exists(expectation) && Files.readString(expectation).equals(found)) {
                return;
            }
            Path written = FOUND.resolve(folder.getFileName()).resolve(EXPECTED);
            Files.createDirectories(written.getParent());
            Files.writeString(written, found);
            throw new AssertionError((Files.exists(expectation) ? "something else is expected in " : "there is no ")
                + expectation + "; what was found is in " + written + ":\n" + found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the parser finds in a capture, in the form of {@code expected.json}. */
    public String found(Path capture) {
        return Capture.read(capture).stream().map(this::line).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private String line(FlowScript script) {
        Classification label = rig.classify(script);
        String announced = parser.detectAnnounced(script.flow(), ScriptedHead.of(script)).rule();
        String events = label.certain() ? rig.read(script).sink().events().stream()
            .filter(event -> !(event instanceof DissectionEvent.MessagePart
                || event instanceof DissectionEvent.ListRequested)).map(SelfTest::json)
            .collect(Collectors.joining(",\n  ", "\n  ", "")) : "";
        return "{\"src\":\"%s\",\"dst\":\"%s\",\"label\":\"%s\",\"decided_at\":%d,\"reason\":\"%s\",".formatted(
            script.flow().client(), script.flow().server(), label.label(), label.decidedAt(), label.rule())
            + "\"if_announced\":\"" + announced + "\",\"events\":[" + events + "]}";
    }

    private static String json(DissectionEvent event) {
        if (event instanceof Identified identified) {
            return "{\"channel\":" + text(identified.channel()) + attributes(identified.attributes()) + "}";
        }
        if (event instanceof FileRequested requested) {
            return "{\"file\":" + text(requested.name()) + attributes(requested.attributes()) + "}";
        }
        if (event instanceof PeersListed listed) {
            return "{\"content\":" + text(listed.content()) + ",\"peers\":["
                + listed.peers().stream().map(SelfTest::json).collect(Collectors.joining(",")) + "]}";
        }
        if (event instanceof Expected expected) {
            return "{\"expected\":\"" + expected.transport().id() + " " + expected.to() + "\"}";
        }
        if (event instanceof SearchIssued search) {
            return "{\"search\":" + text(search.text().value()) + "}";
        }
        if (event instanceof Anomaly anomaly) {
            return "{\"anomaly\":" + text(anomaly.what()) + ",\"detail\":" + text(anomaly.detail()) + "}";
        }
        return ContentLine.of(event);
    }

    private static String json(ListedPeer peer) {
        return "{\"peer\":\"" + peer.peer() + "\",\"offset\":" + peer.offset() + "}";
    }

    static String attributes(Map<String, String> attributes) {
        return new TreeMap<>(attributes).entrySet().stream().map(e -> "," + text(e.getKey()) + ":" + text(e.getValue()))
            .collect(Collectors.joining());
    }

    static String text(String raw) {
        return "\"" + raw.replaceAll("[\"\\\\\\p{Cntrl}]", ".") + "\"";
    }
}
