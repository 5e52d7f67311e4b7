package gateway.core.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.classify.Admission;
import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.FakeConfigurations;
import gateway.core.internal.content.ScannerSeat;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.Findings;
import gateway.core.internal.record.RecordQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replay without the framework: captures in, a table, records and an exit status out. */
class ReplayCommandTest {
    private static final int RAW_IP = 101;

    @TempDir
    private Path here;
    private final FakeConfigurations configurations = new FakeConfigurations();
    private final RecordQueue records = new RecordQueue(true);
    private final List<String> kept = new ArrayList<>();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        System.setOut(standardOutput);
        records.close();
    }

    private int replay(String... arguments) {
        PlugIns plugIns = new PlugIns(new ParserRegistry(Admission.EVERYBODY), records,
            new AnnouncedAddresses(16, 1000, 1), new ScannerSeat(), new Findings(), new LocalizerRegistry(null), here);
        records.add(entry -> kept.add(entry.eventType() + " " + entry.timestampMillis()));
        return new ReplayCommand(new ConfigurationReader(configurations.admin()), plugIns, here.toString(),
            List.of(arguments)).run();
    }

    /** A capture of raw IP packets, one a second from this time on. */
    private Path capture(String name, int seconds, CraftedPacket... packets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(24).putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0)
            .putInt(65_535).putInt(RAW_IP).array());
        for (CraftedPacket packet : packets) {
            byte[] frame = packet.bytes();
            bytes.writeBytes(ByteBuffer.allocate(16).putInt(seconds++).putInt(0).putInt(frame.length)
                .putInt(frame.length).array());
            bytes.writeBytes(frame);
        }
        Path file = here.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes.toByteArray());
    }

    private String said() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteOneTableOfAllCapturesUnderTheRoot() throws IOException {
        capture("in/b/two.pcap", 2000, CraftedPacket.udp().payload("x"));
        capture("in/a/one.PCAP", 1000, CraftedPacket.udp().payload("x"), CraftedPacket.udp().payload("y").back());
        Files.writeString(here.resolve("in/notes.txt"), "no capture");

        assertEquals(0, replay("--root", "in", "--flows", "f.csv"), this::said);
        List<String> lines = Files.readAllLines(here.resolve("f.csv"));
        assertEquals(List.of("a/one.PCAP,192.0.2.1,40000,198.51.100.2,50000,17,unknown,2,58,,",
            "b/two.pcap,192.0.2.1,40000,198.51.100.2,50000,17,unknown,1,29,,"), lines.subList(1, lines.size()));
        assertEquals("", said());
    }

    @Test
    void shouldKeepRecordsOnTheClockOfEachCapture() throws IOException {
        capture("late.pcap", 9000, CraftedPacket.udp().payload("x"), CraftedPacket.udp().payload("y"));
        capture("early.pcap", 1000, CraftedPacket.udp().payload("x"));

        assertEquals(0, replay("late.pcap", "early.pcap"), this::said);
        assertEquals(List.of("flow 9001000", "flow 1000000"), kept);
    }

    @Test
    void shouldPrintFiguresWhereAsked() throws IOException {
        capture("one.pcap", 1000, CraftedPacket.udp().payload("x"), CraftedPacket.udp());

        assertEquals(0, replay("--stats", "one.pcap"), this::said);
        String figures = output.toString(StandardCharsets.UTF_8);
        assertTrue(figures.matches("(?s)packets +2\npayload packets +1\nflows +1\n.*CPU seconds.*ns per packet.*"),
            figures);
    }

    @Test
    void shouldDoNothingWhereOneOfTheCapturesIsBroken() throws IOException {
        capture("good.pcap", 1000, CraftedPacket.udp().payload("x"));
        byte[] whole = Files.readAllBytes(capture("bad.pcap", 1000, CraftedPacket.udp().payload("x")));
        Files.write(here.resolve("bad.pcap"), java.util.Arrays.copyOf(whole, whole.length - 3));

        assertEquals(2, replay("--flows", "f.csv", "good.pcap", "bad.pcap"));
        assertFalse(Files.exists(here.resolve("f.csv")));
        assertEquals(1, said().lines().count(), said());
        assertTrue(said().startsWith("gateway: ") && said().contains("bad.pcap"), said());
        assertEquals(List.of(), kept);
    }

    @Test
    void shouldRefuseWhatCannotBeDoneInOneLine() throws IOException {
        Files.createDirectories(here.resolve("empty"));
        Path one = capture("one.pcap", 1000, CraftedPacket.udp().payload("x"));
        String[][] requests = {{}, {"--root", "empty"}, {"--root", "missing"}, {"missing.pcap"},
            {"--flows", "missing/f.csv", one.toString()}, {"--flows", ".", one.toString()}};
        for (String[] request : requests) {
            errors.reset();
            assertEquals(2, replay(request), String.join(" ", request));
            assertEquals(1, said().lines().count(), said());
            assertTrue(said().startsWith("gateway: "), said());
        }
    }

    @Test
    void shouldRefuseAConfigurationThatCannotBe() throws IOException {
        capture("one.pcap", 1000, CraftedPacket.udp().payload("x"));
        configurations.put("gateway.policy-wrong", null, "action", "explode");

        assertEquals(2, replay("--flows", "f.csv", "one.pcap"));
        assertTrue(said().startsWith("gateway: gateway.policy-wrong: action is one of"), said());
        assertFalse(Files.exists(here.resolve("f.csv")));
    }

    @Test
    void shouldRefuseFlowsAsThePolicySays() throws IOException {
        configurations.put("gateway.policy-all", null, "action", "block");
        capture("one.pcap", 1000, CraftedPacket.udp().payload("x"));

        assertEquals(0, replay("one.pcap"), this::said);
        assertEquals(List.of("decision 1000000", "flow 1000000"), kept);
    }
}
