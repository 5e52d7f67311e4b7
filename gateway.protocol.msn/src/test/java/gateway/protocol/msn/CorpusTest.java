package gateway.protocol.msn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.testkit.Capture;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real conversation of 2005. The capture holds strangers' talk and is not in the tree: what has to be found is
 * found a second time here, by a plain search in the bytes.
 */
class CorpusTest {
    private static final Path CAPTURE = Path.of(System.getProperty("gateway.corpus", "../../shared/corpus/pcap"))
        .resolve("msn/ws-msnms.pcap");
    private static final int MESSAGES = 34;
    private static final Pattern COMMAND = Pattern.compile("MSG (\\S+) (\\S+) (\\d+)\r\n");
    private static final Pattern ENTERED = Pattern.compile("^(?:ANS|USR) \\d+ (\\S+@\\S+) ");
    private static final Pattern TYPING = Pattern.compile("TypingUser: (\\S+)");
    private static final Pattern THERE = Pattern.compile("(?:IRO \\d+ 1 1|JOI) (\\S+@\\S+) ");

    private final ParserRig rig = new ParserRig(new MsnParser());

    @BeforeEach
    void isThere() {
        assumeTrue(Files.exists(CAPTURE), "no corpus at " + CAPTURE);
    }

    @Test
    void shouldRecordEveryMessageWithItsWriterAndReader() {
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (FlowScript flow : Capture.read(CAPTURE)) {
            assertTrue(rig.classify(flow).certain(), flow.flow()::toString);
            rig.read(flow).sink().events(MessageSent.class)
                .forEach(m -> found.add(m.from() + ">" + m.to() + ":" + m.text().value()));
            expected.addAll(plainly(flow));
        }
        assertEquals(MESSAGES, expected.size());
        assertEquals(expected, found);
    }

    @Test
    void shouldFindNothingOddHoweverCut() {
        for (FlowScript flow : Capture.read(CAPTURE)) {
            assertEquals(List.of(), rig.read(flow).sink().events(Anomaly.class));
            List<Object> whole = rig.read(flow).sink().transcript();
            assertEquals(whole, rig.read(flow.inPiecesOf(1)).sink().transcript());
            assertEquals(whole, rig.read(flow.inPiecesOf(7)).sink().transcript());
        }
    }

    /** In this capture each command with a payload is a packet of its own, and nobody talks to more than one. */
    private static List<String> plainly(FlowScript flow) {
        StringBuilder all = new StringBuilder();
        flow.payloads().forEach(p -> all.append(Speech.text(p.bytes())));
        String client = first(ENTERED, all, first(TYPING, all, ""));
        String peer = first(THERE, all, "");
        List<String> said = new ArrayList<>();
        for (FlowScript.Payload packet : flow.payloads()) {
            String text = Speech.text(packet.bytes());
            Matcher command = COMMAND.matcher(text);
            if (command.lookingAt() && text.contains("text/plain")) {
                assertEquals(text.length(), command.end() + Integer.parseInt(command.group(3)));
                boolean sent = packet.direction() == Direction.TO_SERVER;
                said.add((sent ? client + ">" + peer : command.group(1) + ">" + client) + ":"
                    + new String(Text.bytes(text.substring(text.indexOf("\r\n\r\n") + 4)), StandardCharsets.UTF_8));
            }
        }
        return said;
    }

    private static String first(Pattern pattern, CharSequence text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
