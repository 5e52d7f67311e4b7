package gateway.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowScriptTest {
    private static final FlowScript SCRIPT =
        FlowScript.tcp().toServer("ab").toServer("cd").toClient("ef").gap(Direction.TO_CLIENT, 3).toClient("gh");

    @Test
    void shouldCutOnePacket() {
        assertEquals(List.of("ab", "c", "d", "ef", "gh"), texts(SCRIPT.cutAt(3)));
        assertEquals(List.of("ab", "cd", "ef", "g", "h"), texts(SCRIPT.cutAt(7)));
    }

    @Test
    void shouldNotCutBetweenPackets() {
        for (int border : new int[] {0, 2, 4, 6, 8, 100}) {
            assertEquals(texts(SCRIPT), texts(SCRIPT.cutAt(border)));
        }
    }

    @Test
    void shouldMergeNeighboursButNotOverGaps() {
        assertEquals(List.of("abcd", "ef", "gh"), texts(SCRIPT.merged()));
        assertEquals(List.of("abc", "d", "e"), texts(FlowScript.tcp().toServer("abcd").toServer("e").inPiecesOf(3)));
    }

    @Test
    void shouldNotCutDatagrams() {
        assertThrows(IllegalStateException.class, () -> FlowScript.udp().toServer("ab").cutAt(1));
    }

    @Test
    void shouldShowStreamsAsFarAsTheyAreThere() {
        ScriptedHead head = new ScriptedHead(Transport.TCP);
        head.add(Direction.TO_SERVER, bytes("abc")).add(Direction.TO_CLIENT, bytes("x"));
        head.add(Direction.TO_SERVER, bytes("defg"), 2).add(Direction.TO_SERVER, bytes("hi"));
        assertEquals("abcde", text(head.stream(Direction.TO_SERVER)));
        assertEquals("x", text(head.stream(Direction.TO_CLIENT)));
        assertEquals(4, head.payloadLength(2));
        assertEquals(2, head.payload(2).length());
        assertEquals(3, head.newest());
    }

    @Test
    void shouldShowFirstDatagramOnly() {
        ScriptedHead head = ScriptedHead.of(FlowScript.udp().toServer("ab").toServer("cd"));
        assertEquals("ab", text(head.stream(Direction.TO_SERVER)));
        assertEquals(0, head.stream(Direction.TO_CLIENT).length());
    }

    @Test
    void shouldRepeatItsChangesFromOneSeed() {
        Mutator one = new Mutator(42);
        Mutator other = new Mutator(42);
        byte[] good = bytes("some good input");
        for (int i = 0; i < 1000; i++) {
            assertArrayEquals(one.mutate(good), other.mutate(good));
        }
        assertArrayEquals(bytes("some good input"), good);
    }

    @Test
    void shouldTurnByHand() {
        ManualClock clock = new ManualClock(1000);
        clock.advanceMillis(5);
        assertEquals(1005, clock.millis().getAsLong());
        assertEquals(5_000_000, clock.nanos().getAsLong());
    }

    private static List<String> texts(FlowScript script) {
        return script.payloads().stream().map(p -> new String(p.bytes(), StandardCharsets.ISO_8859_1)).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(ByteView view) {
        return view.text(0, view.length());
    }
}
