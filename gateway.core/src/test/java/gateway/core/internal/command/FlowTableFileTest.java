package gateway.core.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.Detection;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTableFileTest {
    private static final String HEADER = "pcap,src,sport,dst,dport,proto,label,packets,bytes,decided_at,reason";

    @TempDir
    private Path directory;

    /** Runs these packets through a pipeline that the file observes. */
    private static void run(FlowTableFile file, FakeParser parser, CraftedPacket... packets) {
        Pipeline pipeline = new Pipeline(new PipelineSettings(0, 100, FlowTimeouts.DEFAULT, 4, 1, true),
            new PipelineServices(() -> 1000, InsideNetworks.NONE::side, new AnnouncedAddresses(16, 1000, 1),
                Enforcement.NONE, file, (entry, thrown) -> { }));
        pipeline.onParsers(new ParserSet(List.of(parser)));
        for (CraftedPacket packet : packets) {
            pipeline.onPacket(packet.raw());
        }
        pipeline.onStop();
    }

    @Test
    void shouldWriteALineForEachFlow() throws IOException {
        Path target = directory.resolve("flows.csv");
        try (FlowTableFile file = new FlowTableFile(target)) {
            file.begin("a/one.pcap");
            run(file, FakeParser.of("chat", "HELO"), CraftedPacket.udp().payload("HELO"),
                CraftedPacket.udp().payload("answer").back());
            file.begin("b/two.pcap");
            run(file, FakeParser.of("chat", "HELO"),
                CraftedPacket.tcp().from("2001:db8::1", 1).to("2001:db8::2", 2).payload("unknown"));
            file.finish();
        }

        assertEquals(List.of(HEADER,
            "a/one.pcap,192.0.2.1,40000,198.51.100.2,50000,17,chat,2,66,1,chat-rule",
            "b/two.pcap,2001:db8:0:0:0:0:0:1,1,2001:db8:0:0:0:0:0:2,2,6,unknown,1,67,,"), Files.readAllLines(target));
    }

    @Test
    void shouldQuoteWhatWouldBreakALine() throws IOException {
        Path target = directory.resolve("flows.csv");
        try (FlowTableFile file = new FlowTableFile(target)) {
            file.begin("with, \"quotes\"\nand lines.pcap");
            run(file, FakeParser.of("chat", "HELO").answering((flow, head) -> Detection.certain("a,\"b\"")),
                CraftedPacket.udp().payload("HELO"));
            file.finish();
        }

        assertEquals(HEADER + "\n\"with, \"\"quotes\"\"\nand lines.pcap\",192.0.2.1,40000,198.51.100.2,50000,17,chat,"
            + "1,32,1,\"a,\"\"b\"\"\"\n", Files.readString(target));
    }

    @Test
    void shouldLeaveAnEarlierFileAloneUntilItIsComplete() throws IOException {
        Path target = directory.resolve("flows.csv");
        Files.writeString(target, "earlier");
        try (FlowTableFile file = new FlowTableFile(target)) {
            file.begin("one.pcap");
            run(file, FakeParser.of("chat", "HELO"), CraftedPacket.udp().payload("HELO"));
            assertEquals("earlier", Files.readString(target));
            file.finish();
        }
        assertTrue(Files.readString(target).startsWith(HEADER));
        assertEquals(List.of(target), files());
    }

    @Test
    void shouldLeaveNothingHalfDone() throws IOException {
        Path target = directory.resolve("flows.csv");
        try (FlowTableFile file = new FlowTableFile(target)) {
            file.begin("one.pcap");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void shouldSayInOneLineWhereNothingCanBeWritten() throws IOException {
        Path nowhere = directory.resolve("missing/flows.csv");
        assertEquals("replay: cannot write " + nowhere,
            assertThrows(IOException.class, () -> new FlowTableFile(nowhere)).getMessage());
        assertEquals("replay: " + directory + " is there and is no file",
            assertThrows(IOException.class, () -> new FlowTableFile(directory)).getMessage());
        assertFalse(Files.exists(directory.resolveSibling(directory.getFileName() + ".unfinished")));
    }

    private List<Path> files() throws IOException {
        try (var list = Files.list(directory)) {
            return list.toList();
        }
    }
}
