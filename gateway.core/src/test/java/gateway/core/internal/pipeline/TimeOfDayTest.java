package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.Rule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock: rules go by the time of day that it shows now, flows are as old as they are. */
class TimeOfDayTest {
    private static final Rule ON_MONDAYS = Rule.of("no-chat-on-mondays", 10, Set.of("chat"), InsideNetworks.NONE,
        InsideNetworks.NONE, Rule.Initiator.ANY, List.of("Mon"), List.of(), Action.BLOCK, 0);

    /** It is a Sunday. */
    private final PipelineRig rig = new PipelineRig(FakeParser.of("chat", "HELO")).policy(ON_MONDAYS);

    private Fate speak(int port) {
        TcpTalk talk = new TcpTalk("192.0.2.1", port, "198.51.100.2", 50_000);
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        return rig.send(talk.client("HELO world"));
    }

    @Test
    void shouldDecideByTheTimeThatWasSet() {
        assertEquals(Fate.FORWARDED, speak(40_001));
        rig.setAheadMillis = TimeUnit.DAYS.toMillis(1);
        assertEquals(Fate.DROPPED, speak(40_002));
        rig.setAheadMillis = TimeUnit.DAYS.toMillis(-7);
        assertEquals(Fate.FORWARDED, speak(40_003));
    }

    @Test
    void shouldNotEndFlowsThatOnlySeemOld() {
        CraftedPacket datagram = CraftedPacket.udp().payload("something");
        rig.send(datagram);
        rig.setAheadMillis = TimeUnit.DAYS.toMillis(365);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
        assertNotNull(rig.flowOf(datagram));
    }
}
