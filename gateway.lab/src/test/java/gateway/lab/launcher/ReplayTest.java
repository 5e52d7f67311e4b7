package gateway.lab.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./gateway replay}, from the words on the command line to the files that it writes. */
class ReplayTest {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int LINK_RAW_IP = 101;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    /** BEP 5, "ping". */
    private static final String DHT_PING = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe";

    /** Its name has a space, and there is a jar in it, because both have gone wrong before. */
    private Path here;
    @TempDir
    private Path scratch;

    @BeforeEach
    void setUp() throws IOException {
        here = Files.createDirectories(scratch.resolve("a place"));
        Files.writeString(here.resolve("stray.jar"), "not to be touched");
        Files.write(here.resolve("ping.pcap"), capture(DHT_PING));
    }

    @Test
    void shouldWriteFlowsEventsAndFigures() throws Exception {
        Launched replay = replay("--flows", "flows.csv", "--events", "events.jsonl", "--stats", "ping.pcap");
        assertEquals(0, replay.status(), replay.toString());
        assertEquals(List.of(), replay.errors());
        assertTrue(replay.output().stream().anyMatch(line -> line.matches("flows +1")), replay.toString());
        List<String> flows = Files.readAllLines(here.resolve("flows.csv"));
        assertEquals(2, flows.size(), flows.toString());
        assertEquals("pcap,src,sport,dst,dport,proto,label,packets,bytes,decided_at,reason", flows.get(0));
        assertTrue(flows.get(1).startsWith("ping.pcap,192.0.2.1,1111,198.51.100.2,2222,17,bittorrent,1,"),
            flows.get(1));
        List<JsonNode> events = events();
        assertTrue(events.stream().anyMatch(event -> event.path("event_type").asText().equals("flow")
            && event.path("src_ip").asText().equals("192.0.2.1") && event.path("proto").asText().equals("UDP")
            && event.path("app_proto").asText().equals("bittorrent")), events.toString());
        assertEquals(List.of("events.jsonl", "flows.csv", "ping.pcap", "stray.jar"), names());
    }

    @Test
    void shouldApplyThePolicyAndTakeEveryCaptureBelowTheRoot() throws Exception {
        Path policy = Files.createDirectories(scratch.resolve("policy"));
        Files.writeString(policy.resolve("gateway.policy-p2p.cfg"), "application = bittorrent\naction = block\n");
        Launched replay = replay("--root", ".", "--policy", policy.toString(), "--events", "events.jsonl");
        assertEquals(0, replay.status(), replay.toString());
        List<JsonNode> events = events();
        assertTrue(events.stream().anyMatch(event -> event.path("flow").path("action").asText().equals("block")),
            events.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.pcap", "empty.pcap", "cut.pcap", "stray.jar"})
    void shouldRefuseWhatIsNoCapture(String name) throws Exception {
        Files.createFile(here.resolve("empty.pcap"));
        byte[] whole = capture(DHT_PING);
        Files.write(here.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 1));
        Launched replay = replay("--flows", "flows.csv", name);
        assertEquals(2, replay.status(), replay.toString());
        assertEquals(1, replay.errors().size(), replay.toString());
        assertTrue(replay.errors().get(0).contains(name), replay.toString());
        assertEquals(List.of("cut.pcap", "empty.pcap", "ping.pcap", "stray.jar"), names());
    }

    @Test
    void shouldRefuseRulesThatCannotBeRead() throws Exception {
        Path policy = Files.createDirectories(scratch.resolve("policy"));
        Files.writeString(policy.resolve("gateway.policy-p2p.cfg"), "action = explode\n");
        Launched replay = replay("--policy", policy.toString(), "ping.pcap");
        assertEquals(2, replay.status(), replay.toString());
        assertEquals(1, replay.errors().size(), replay.toString());
    }

    private Launched replay(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("replay", "--work", scratch.resolve("work").toString()));
        all.addAll(List.of(arguments));
        return Launched.in(here, scratch, Map.of(), all.toArray(String[]::new));
    }

    private List<JsonNode> events() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(here.resolve("events.jsonl"))) {
            events.add(json.readTree(line));
        }
        return events;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(here)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A capture of one datagram from 192.0.2.1:1111 to 198.51.100.2:2222. */
    private static byte[] capture(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
        int length = IP_HEADER + UDP_HEADER + bytes.length;
        ByteBuffer file = ByteBuffer.allocate(24 + 16 + length).order(ByteOrder.BIG_ENDIAN);
        file.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65_535).putInt(LINK_RAW_IP);
        file.putInt(1_700_000_000).putInt(0).putInt(length).putInt(length);
        file.putInt(0x4500_0000 | length).putInt(0).putInt(0x4011_0000).putInt(0xc000_0201).putInt(0xc633_6402);
        file.putShort((short) 1111).putShort((short) 2222).putShort((short) (UDP_HEADER + bytes.length))
            .putShort((short) 0).put(bytes);
        return file.array();
    }
}
