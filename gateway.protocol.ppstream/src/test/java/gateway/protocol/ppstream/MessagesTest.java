package gateway.protocol.ppstream;

import static gateway.protocol.ppstream.Speech.hex;
import static gateway.protocol.ppstream.Speech.join;
import static gateway.protocol.ppstream.Speech.message;
import static gateway.protocol.ppstream.Speech.prefixed;
import static gateway.protocol.ppstream.Speech.scrambled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.testkit.FakeSink.FileText;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of messages. */
class MessagesTest {
    private final ParserRig rig = new ParserRig(new PpstreamParser());

    @Test
    void shouldTellWhoSaysHelloAndFromWhere() {
        Map<String, String> expected = Map.ofEntries(Map.entry("content_key", Speech.KEY), Map.entry("message", "ask"),
            Map.entry("port", "22793"), Map.entry("content_hash", Speech.HASH), Map.entry("peer_id", Speech.ID),
            Map.entry("hardware_address", "02004c4f4f4b"), Map.entry("address", "192.168.1.8"),
            Map.entry("country", "中国"), Map.entry("area", "港澳台"), Map.entry("province", "台湾"),
            Map.entry("city", "台湾"), Map.entry("provider", "中华电信"));
        assertEquals(new Identified("hello", expected), only(scrambled(Speech.hello(0x44))));
        assertEquals(new Identified("hello", expected), only(Speech.hello(0x44)));
        assertEquals("answer", ((Identified) only(scrambled(Speech.hello(0x55)))).attributes().get("message"));
    }

    @Test
    void shouldTellOfShorterHellosWhatIsThere() {
        byte[] whole = Speech.hello(0x55);
        for (int length = Frame.SHORTEST; length < whole.length; length++) {
            byte[] shorter = Arrays.copyOf(whole, length);
            shorter[0] = (byte) length;
            Map<String, String> said = ((Identified) only(scrambled(shorter))).attributes();
            assertEquals(length >= 39, said.containsKey("content_hash"), "length " + length);
            assertEquals(length >= 81, said.containsKey("peer_id"), "length " + length);
        }
    }

    @Test
    void shouldNotTakeAnythingForPlaces() {
        byte[] hello = Speech.hello(0x44);
        Arrays.fill(hello, 90, hello.length - 1, (byte) 0x81);
        assertFalse(((Identified) only(hello)).attributes().containsKey("country"));
        Arrays.fill(hello, 81, hello.length, (byte) 0);
        assertFalse(((Identified) only(hello)).attributes().containsKey("country"));
        byte[] three = "CN\0Lab\0ISP\0\1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(three, 0, hello, 100, three.length);
        Map<String, String> said = ((Identified) only(hello)).attributes();
        assertEquals(List.of("CN", "Lab", "ISP"),
            List.of(said.get("country"), said.get("area"), said.get("provider")));
    }

    @Test
    void shouldTellWhatElseIsSaid() {
        assertEquals(identified("probe", "message", "ask", "address", "192.168.1.8:22793"),
            only(scrambled(Speech.probe())));
        assertEquals(identified("request", "message", "ask", "offset", "8240128"),
            only(scrambled(Speech.request(1413, 32188))));
        assertEquals(identified("no_data", "message", "answer"), only(scrambled(Speech.noData())));
        assertEquals(identified("invitation", "message", "ask", "peer", "203.0.113.9:4662"),
            only(scrambled(Speech.invitation())));
        assertEquals(identified("register", "message", "ask"), only(prefixed(Speech.register())));
        assertEquals(identified("buffer_map", "message", "answer", "map",
            "0100fe00095901083401f06500000c0060004b040000abaa6a40021800006800"), only(scrambled(Speech.map(0x55))));
        assertEquals(identified("other", "message", "ask", "command", "0015"),
            only(scrambled(message(0x44, 0x15, new byte[9]))));
        assertEquals(new Identified("report", Map.of("message", "answer", "content_hash", Speech.HASH, "address",
            "192.168.1.8:22793")), only(Speech.report()));
        assertEquals(new Identified("live", Map.of("command", "23")), only(Speech.live()));
    }

    @Test
    void shouldFollowTheVideo() {
        byte[] first = Speech.video(1024);
        Reading reading = rig.read(FlowScript.udp().toClient(scrambled(Speech.data(7, 32188, first)))
            .toClient(scrambled(Speech.data(8, 32192, first))).toClient(Speech.data(6, 100, Speech.video(159))));
        TransferStarted start = reading.sink().events(TransferStarted.class).get(0);
        assertEquals(new TransferStarted(1, Direction.TO_CLIENT, start.name(), -1, 0, -1,
            Map.of("content_key", Speech.KEY)), start);
        String text = new String(first, StandardCharsets.ISO_8859_1);
        assertEquals(List.of(new FileText(1, 8240128, text + text), new FileText(1, 25600, text.substring(0, 159))),
            reading.sink().transcript().stream().filter(FileText.class::isInstance).toList());
        assertEquals(List.of(new TransferEnded(1, false)), reading.sink().events(TransferEnded.class));
    }

    @Test
    void shouldFindPlacesBehindFieldsThatAreNotAlwaysThere() {
        byte[] data = Speech.data(7, 32188, Speech.video(1024));
        byte[] two = spliced(data, 2, 16, 0x03);
        byte[] eighteen = spliced(data, 18, 15, 0x79);
        for (byte[] longer : List.of(two, eighteen)) {
            FileText found = (FileText) rig.read(FlowScript.udp().toClient(scrambled(longer))).sink().transcript()
                .get(1);
            assertEquals(8240128, found.fileOffset());
            assertEquals(1024, found.text().length());
        }
        byte[] request = spliced(Speech.request(9, 32188), 2, 16, 0x05);
        assertEquals("8240128", ((Identified) only(request)).attributes().get("offset"));
        byte[] odd = spliced(data, 2, 15, 0x49);
        assertEquals("no_data", ((Identified) only(odd)).channel());
    }

    @Test
    void shouldKeepVideosAndDirectionsApart() {
        byte[] other = Speech.data(1, 4, Speech.video(10));
        other[5]++;
        FlowScript script = FlowScript.udp().toClient(Speech.data(1, 0, Speech.video(10))).toClient(other)
            .toServer(Speech.data(1, 0, Speech.video(10))).toClient(Speech.data(2, 4, Speech.video(10)));
        Reading reading = rig.read(script);
        assertEquals(3, reading.sink().events(TransferStarted.class).size());
        assertEquals(3, reading.sink().events(TransferEnded.class).size());
    }

    @Test
    void shouldTellARepeatedMessageOnce() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 100; i++) {
            script = script.toServer(scrambled(Speech.request(i, 4 * i))).toClient(scrambled(Speech.map(0x55)));
        }
        assertEquals(List.of("request", "buffer_map"), rig.read(script).sink().events(Identified.class).stream()
            .map(Identified::channel).toList());
    }

    @Test
    void shouldNotBelieveVideosWithoutEnd() {
        byte[] far = Speech.data(1, -1, Speech.video(1024));
        Reading reading = rig.read(FlowScript.udp().toClient(far));
        assertEquals(List.of("index_out_of_range"), reading.sink().events(Anomaly.class).stream().map(Anomaly::what)
            .toList());
        assertEquals(List.of(), reading.sink().events(TransferStarted.class));
    }

    @Test
    void shouldReadTheHeadOfAStream() {
        FlowScript stream = FlowScript.tcp().toServer("hello").toClient(join(Speech.stream(), Speech.video(5000)));
        assertEquals(List.of(new Identified("live_stream", Map.of())), rig.sameHoweverCut(
            FlowScript.tcp().toServer("hello").toClient(join(Speech.stream(), Speech.video(100)))));
        assertEquals(gateway.api.protocol.Progress.State.DONE, rig.read(stream).state());
        assertEquals(gateway.api.protocol.Progress.State.VIOLATION,
            rig.read(FlowScript.tcp().toServer("hello").toClient("PSProtocol!")).state());
    }

    private Identified identified(String channel, String... pairs) {
        Map<String, String> said = new java.util.HashMap<>(Map.of("content_key", Speech.KEY));
        for (int i = 0; i < pairs.length; i += 2) {
            said.put(pairs[i], pairs[i + 1]);
        }
        return new Identified(channel, said);
    }

    private DissectionEvent only(byte[] datagram) {
        List<DissectionEvent> events = rig.read(FlowScript.udp().toServer(datagram)).sink().events();
        assertEquals(1, events.size(), events::toString);
        return events.get(0);
    }

    /** More bytes behind the port, and a flag that says so. */
    private static byte[] spliced(byte[] message, int more, int flag, int value) {
        byte[] longer = join(Arrays.copyOf(message, 19), hex("a5".repeat(more)),
            Arrays.copyOfRange(message, 19, message.length));
        longer[flag] = (byte) value;
        longer[0] = (byte) longer.length;
        longer[1] = (byte) (longer.length >> 8);
        return longer;
    }
}
