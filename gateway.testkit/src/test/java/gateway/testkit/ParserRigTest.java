package gateway.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.testkit.ParserRig.Classification;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParserRigTest {
    private static final byte[] HI = {'h', 'i'};

    @Test
    void shouldAskOnlyWhereSignatureMatches() {
        Classification found = new ParserRig(new Greeting()).classify(
            FlowScript.tcp().toServer("yo").toServer("hi").toClient("there"));
        assertEquals("greeting", found.label());
        assertEquals("answered", found.rule());
        assertEquals(3, found.decidedAt());
        assertTrue(found.certain());
    }

    @Test
    void shouldLetLikelyStand() {
        Classification found = new ParserRig(new Greeting()).classify(FlowScript.tcp().toServer("hi"));
        assertEquals("asked", found.rule());
        assertFalse(found.certain());
    }

    @Test
    void shouldStopAskingBehindEightPackets() {
        FlowScript script = FlowScript.tcp();
        for (int i = 0; i < Head.MAX_PACKETS; i++) {
            script = script.toServer("yo");
        }
        assertEquals("unknown", new ParserRig(new Greeting()).classify(script.toServer("hi")).label());
    }

    @Test
    void shouldBringUnconsumedBytesAgain() {
        ParserRig rig = new ParserRig(new Greeting());
        FlowScript script = FlowScript.tcp().toServer("1hi12").toServer("3").toClient("ab");
        List<Object> said = rig.sameHoweverCut(script);
        assertEquals(List.of(new Anomaly("three", "1hi"), new Anomaly("three", "123")), said);
    }

    @Test
    void shouldNoticeThatCutsShow() {
        ParserRig rig = new ParserRig(new Packets());
        assertThrows(AssertionError.class, () -> rig.sameHoweverCut(FlowScript.tcp().toServer("abc")));
    }

    @Test
    void shouldOverwriteWhatWasLent() {
        Packets packets = new Packets();
        new ParserRig(packets).read(FlowScript.tcp().toServer("abc"));
        assertEquals(0xee, packets.kept.u8(0));
    }

    @Test
    void shouldCheckSignatures() {
        ByteView payload = ByteView.of(new byte[] {1, 2, 3, 4});
        assertTrue(SignatureCheck.matches(Signature.at("a", Transport.TCP, 1, new byte[] {2, 3}), payload));
        assertFalse(SignatureCheck.matches(new Signature.Anchored("b", Transport.TCP, 0, new byte[] {1},
            new byte[] {-1}, 5), payload));
        assertTrue(SignatureCheck.matches(new Signature.Anchored("c", Transport.TCP, 0, new byte[] {0x71},
            new byte[] {0x0f}, 1), payload));
        assertTrue(SignatureCheck.matches(new Signature.Floating("d", Transport.TCP, new byte[] {3, 4}, 4), payload));
        assertFalse(SignatureCheck.matches(new Signature.Floating("e", Transport.TCP, new byte[] {3, 4}, 3), payload));
        assertTrue(SignatureCheck.matches(new Signature.Regex("f", Transport.TCP, "^\\x01.\\x03", false), payload));
    }

    /** Says hi, is answered, and speaks in units of three bytes; the other way is of no interest. */
    private static final class Greeting extends Stub {
        @Override
        public Detection detect(Flow flow, Head head) {
            return head.newest() > 0 && head.direction(head.newest()) == Direction.TO_CLIENT
                ? Detection.certain("answered") : Detection.likely("asked");
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return (direction, bytes) -> {
                int at = 0;
                while (direction == Direction.TO_SERVER && bytes.length() - at >= 3) {
                    sink.emit(new Anomaly("three", bytes.text(at, 3)));
                    at += 3;
                }
                return direction == Direction.TO_SERVER ? Progress.needMore(at, 3) : Progress.OK;
            };
        }
    }

    /** Does what no dissector may: tells packets, and keeps a view. */
    private static final class Packets extends Stub {
        private ByteView kept;

        @Override
        public Detection detect(Flow flow, Head head) {
            return Detection.NO;
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return (direction, bytes) -> {
                kept = bytes;
                sink.emit(new Anomaly("packet", bytes.text(0, bytes.length())));
                return Progress.OK;
            };
        }
    }

    private abstract static class Stub implements ProtocolParser {
        @Override
        public String id() {
            return "greeting";
        }

        @Override
        public Set<String> over() {
            return Set.of("tcp");
        }

        @Override
        public List<Signature> signatures() {
            return List.of(Signature.at("hi", Transport.TCP, 0, HI));
        }
    }
}
