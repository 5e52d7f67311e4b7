package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.policy.Delaying;
import gateway.core.internal.policy.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarDelayTest {
    private static final int NEAR = 100;
    private static final int FAR = 600;
    private static final int FARTHEST = 900;

    private final PipelineRig rig = new PipelineRig(FakeParser.of("film", "HIHO"));
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final FakeDistance ruler = new FakeDistance();

    static Rule delay(int farMillis, int farthestMillis) {
        return Rule.of("slow", 10, Set.of("film"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.DELAY, 0).withDelaying(new Delaying(farMillis, farthestMillis));
    }

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        ruler.cost = FAR;
        registry.addDistance(ruler);
        rig.policy(delay(100, 300));
    }

    private Fate out(String text) {
        return rig.send(CraftedPacket.udp().payload(text));
    }

    private Fate in(String text) {
        return rig.send(CraftedPacket.udp().back().payload(text));
    }

    private void after(int millis) {
        rig.clock.advanceMillis(millis);
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
    }

    @Test
    void shouldHaveWhatGoesToAFarPeerWaitInItsOrder() {
        assertEquals(Fate.HELD, out("HIHO"));
        after(40);
        assertEquals(Fate.HELD, out("second"));
        assertEquals(Fate.FORWARDED, in("answer"));
        after(59);
        assertEquals(List.of(), rig.kernel.letOn);
        after(1);
        assertEquals(1, rig.kernel.letOn.size());
        after(40);
        assertEquals(2, rig.kernel.letOn.size());
        assertEquals(2, rig.pipeline.counters().delayedPackets);
    }

    @Test
    void shouldSayWhenTheNextPacketIsDue() {
        assertEquals(200, rig.pipeline.waitMillis());
        out("HIHO");
        rig.clock.advanceMillis(30);
        assertEquals(70, rig.pipeline.waitMillis());
    }

    @Test
    void shouldHaveTheFarthestWaitLonger() {
        ruler.cost = FARTHEST;
        out("HIHO");
        after(299);
        assertEquals(List.of(), rig.kernel.letOn);
        after(1);
        assertEquals(1, rig.kernel.letOn.size());
    }

    @Test
    void shouldLeaveNearPeersToTheKernel() {
        ruler.cost = NEAR;
        assertEquals(Fate.FORWARDED, out("HIHO"));
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
    }

    @Test
    void shouldLeaveWhatGoesInsideOrNobodyKnowsTheDistanceOf() {
        registry.removeDistance(ruler);
        assertEquals(Fate.FORWARDED, out("HIHO"));
        ruler.cost = -1;
        registry.addDistance(ruler);
        assertEquals(Fate.FORWARDED, rig.send(CraftedPacket.udp().from("192.0.2.9", 9).payload("HIHO")));
        assertEquals(1, rig.thrown.size());
    }

    @Test
    void shouldLetAFlowGoToTheKernelOnceNobodyWantsItToWait() {
        out("HIHO");
        assertEquals(0, rig.pipeline.counters().offloadedFlows);
        rig.policy(delay(0, 0));
        assertEquals(Fate.FORWARDED, out("more"));
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
        after(100);
        assertEquals(1, rig.kernel.letOn.size(), "what waited goes on all the same");
    }

    @Test
    void shouldBeBoundedByItsExceptionPolicy() {
        for (int i = 0; i < 256; i++) {
            assertEquals(Fate.HELD, out("HIHO"));
        }
        assertEquals(Fate.FORWARDED, out("one too many"));
        after(100);
        assertEquals(256, rig.kernel.letOn.size());
    }

    @Test
    void shouldLetEverythingGoAtTheEnd() {
        out("HIHO");
        rig.pipeline.onStop();
        assertEquals(1, rig.kernel.letOn.size());
    }
}
