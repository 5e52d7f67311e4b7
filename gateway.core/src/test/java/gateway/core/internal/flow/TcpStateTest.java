package gateway.core.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.packet.Packet;
import org.junit.jupiter.api.Test;

class TcpStateTest {
    private final TcpState state = new TcpState();
    private final TcpTalk talk = TcpTalk.v4();

    private void toServer(CraftedPacket packet) {
        state.onPacket(decoded(packet), Direction.TO_SERVER);
    }

    private void toClient(CraftedPacket packet) {
        state.onPacket(decoded(packet), Direction.TO_CLIENT);
    }

    private static Packet decoded(CraftedPacket packet) {
        Packet decoded = new Packet();
        assertEquals(Packet.Kind.FLOW, decoded.decode(packet.raw()));
        return decoded;
    }

    private void open() {
        toServer(talk.syn());
        toClient(talk.synAck());
        toServer(talk.clientAck());
    }

    @Test
    void shouldFollowAConnectionFromSynToBothFins() {
        assertEquals("new", state.word());
        toServer(talk.syn());
        toClient(talk.synAck());
        assertFalse(state.open());
        toServer(talk.clientAck());
        assertTrue(state.open());
        assertEquals("established", state.word());
        toServer(talk.clientFin());
        assertFalse(state.closed());
        toClient(talk.serverFin());
        assertTrue(state.closed());
        assertEquals("closed", state.word());
        assertFalse(state.midstream());
    }

    @Test
    void shouldBeClosedByAReset() {
        open();
        toClient(talk.serverAck().flags(Packet.RST));
        assertTrue(state.closed());
    }

    @Test
    void shouldNotBeClosedByTwoFinsOfOneSide() {
        open();
        CraftedPacket fin = talk.clientFin();
        toServer(fin);
        toServer(fin);
        assertFalse(state.closed());
    }

    @Test
    void shouldTakeAConnectionWithoutSynForMidstream() {
        toClient(talk.server("data"));
        assertTrue(state.midstream());
        assertTrue(state.open());
    }

    @Test
    void shouldNotTakeASynAckForMidstream() {
        toClient(talk.synAck());
        assertFalse(state.midstream());
        assertFalse(state.open());
    }

    @Test
    void shouldKnowTheNextByteOfEachSideOverTheWrap() {
        assertFalse(state.knows(Direction.TO_CLIENT));
        open();
        toClient(talk.server("x".repeat(0x200)));
        CraftedPacket late = talk.client("0123456789");
        toServer(late);
        toServer(talk.client("more"));
        toServer(late);

        assertTrue(state.knows(Direction.TO_CLIENT));
        assertEquals(talk.serverNext(), state.next(Direction.TO_CLIENT));
        assertTrue(talk.serverNext() >= 0 && talk.serverNext() < 0x200, "the numbers ran over");
        assertEquals(talk.clientNext(), state.next(Direction.TO_SERVER));
        toServer(talk.clientFin());
        assertEquals(talk.clientNext(), state.next(Direction.TO_SERVER));
    }

    @Test
    void shouldTakeAnotherSynForANewConnectionWhereTheOldOneIsOver() {
        assertFalse(state.beginsAnew(decoded(talk.syn()), false), "nothing was there before");
        TcpTalk first = TcpTalk.v4();
        toServer(first.syn());
        assertFalse(state.beginsAnew(decoded(TcpTalk.v4().syn()), false), "repeated");
        assertTrue(state.beginsAnew(decoded(TcpTalk.v4().from(77, 0).syn()), false), "given up and tried anew");
        toClient(first.synAck());
        toServer(first.clientAck());
        assertFalse(state.beginsAnew(decoded(TcpTalk.v4().from(77, 0).syn()), false), "in the middle");
        assertTrue(state.beginsAnew(decoded(TcpTalk.v4().from(77, 0).syn()), true), "its end was not seen");
        assertFalse(state.beginsAnew(decoded(first.synAck()), true));
        toServer(first.clientAck().flags(Packet.RST));
        assertTrue(state.beginsAnew(decoded(TcpTalk.v4().syn()), false), "after the end");
    }
}
