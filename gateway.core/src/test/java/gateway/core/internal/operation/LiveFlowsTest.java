package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.Explanation;
import gateway.api.operation.Explanation.Step;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowLine.Place;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.FlowQuery.Order;
import gateway.api.operation.NotAnswering;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveFlowsTest {
    private final WorkingGateway gateway = new WorkingGateway(1000);
    private final LiveFlows flows = new LiveFlows(gateway.standing, System::nanoTime);

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    private static CraftedPacket datagram(String from, int port, String payload) {
        return CraftedPacket.udp().from(from, port).payload(payload);
    }

    private static Rule block(String name, String application) {
        return Rule.of(name, 10, Set.of(application), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.BLOCK, 600);
    }

    private void threeFlows() throws NotAnswering {
        gateway.parsers(FakeParser.of("game", "PLAY")).rules(block("no-games", "game"));
        gateway.packets(0, datagram("192.0.2.7", 1000, "hello"), datagram("192.0.2.7", 1000, "hello, hello"));
        gateway.packets(1, datagram("192.0.2.8", 2000, "PLAY"), datagram("192.0.2.9", 3000, "hi"));
    }

    private List<Integer> ports(String text, String application, Order order, boolean descending)
        throws NotAnswering {
        return flows.find(new FlowQuery(text, application, order, descending, 10)).flows().stream()
            .map(flow -> flow.client().port()).toList();
    }

    @Test
    void shouldFindTheFlowsOfAllWorkersInTheOrderThatIsAsked() throws NotAnswering {
        threeFlows();

        assertEquals(List.of(1000, 2000, 3000), ports("", "", Order.BYTES, true));
        assertEquals(List.of(3000, 2000, 1000), ports("", "", Order.BYTES, false));
        assertEquals(List.of(1000, 2000, 3000), ports("", "", Order.CLIENT, false));
        assertEquals(List.of(2000, 1000, 3000), ports("", "", Order.APPLICATION, false));
    }

    @Test
    void shouldSayHowManyThereAreBeyondTheLimit() throws NotAnswering {
        threeFlows();
        FlowPage page = flows.find(new FlowQuery("", "unidentified", Order.BYTES, true, 1));

        assertEquals(1, page.flows().size());
        assertEquals(2, page.matching());
        assertEquals(3, page.total());
    }

    @Test
    void shouldFindByAddressNetworkPortRuleAndPartsOfThem() throws NotAnswering {
        threeFlows();

        assertEquals(List.of(2000), ports("192.0.2.8", "", Order.BYTES, true));
        assertEquals(List.of(1000, 2000, 3000), ports("192.0.2.0/24", "", Order.BYTES, true));
        assertEquals(List.of(3000), ports(":3000", "", Order.BYTES, true));
        assertEquals(List.of(1000), ports("192.0.2.7:1000", "", Order.BYTES, true));
        assertEquals(List.of(3000), ports("2.9:30", "", Order.BYTES, true));
        assertEquals(List.of(2000), ports("NO-GAMES", "", Order.BYTES, true));
        assertEquals(List.of(1000, 3000), ports("unident", "", Order.BYTES, true));
        assertEquals(List.of(), ports("<script>", "", Order.BYTES, true));
    }

    @Test
    void shouldShowAFlowAsItIs() throws NotAnswering {
        threeFlows();
        FlowLine line = flows.find(new FlowQuery("", "game", Order.BYTES, true, 10)).flows().get(0);

        assertEquals("game-rule", line.identifiedBy());
        assertEquals("block", line.decision());
        assertEquals("no-games", line.rule());
        assertEquals(Place.REFUSED, line.place());
        assertEquals("192.0.2.8:2000", line.client().toString());
        assertEquals(1, line.packetsToServer());
        assertEquals(1, line.id() >>> 48);
    }

    @Test
    void shouldExplainRuleByRule() throws NotAnswering {
        gateway.parsers(FakeParser.of("game", "PLAY"), FakeParser.of("chat", "HELO"))
            .rules(block("a-chat", "chat"), block("b-game", "game"), block("c-never-asked", "game"));
        gateway.packets(0, datagram("192.0.2.8", 2000, "PLAY"));
        Explanation explanation = flows.explain(flows.find(FlowQuery.largest(1)).flows().get(0).id()).orElseThrow();

        assertEquals("block", explanation.decision());
        assertEquals("b-game", explanation.rule());
        assertEquals(List.of(new Step("a-chat", "no", "the application is game, not chat"),
            new Step("b-game", "yes", "every condition holds")), explanation.steps());
    }

    @Test
    void shouldExplainWhatIsNotDecidedYet() throws NotAnswering {
        gateway.parsers(FakeParser.of("game", "PLAY")).rules(block("b-game", "game"));
        gateway.packets(0, datagram("192.0.2.8", 2000, "?"));
        Explanation explanation = flows.explain(flows.find(FlowQuery.largest(1)).flows().get(0).id()).orElseThrow();

        assertEquals("undecided", explanation.decision());
        assertEquals(List.of(new Step("b-game", "later", "the application is not certain yet")),
            explanation.steps());
    }

    @Test
    void shouldReleaseAFlowAndHaveTheKernelAskAgain() throws NotAnswering {
        threeFlows();
        long id = flows.find(new FlowQuery("", "game", Order.BYTES, true, 10)).flows().get(0).id();

        assertTrue(flows.release(id));

        assertEquals(List.of("forget UDP 192.0.2.8:2000 198.51.100.2:50000",
            "ask again UDP 192.0.2.8:2000 198.51.100.2:50000"), gateway.kernel);
        Explanation explanation = flows.explain(id).orElseThrow();
        assertEquals("allow", explanation.decision());
        assertEquals("operator", explanation.rule());
        assertEquals(List.of(new Step("operator", "yes", "released by an operator")), explanation.steps());
    }

    @Test
    void shouldRefuseAFlowButNotForgetItsPair() throws NotAnswering {
        threeFlows();
        long id = flows.find(new FlowQuery("192.0.2.9", "", Order.BYTES, true, 10)).flows().get(0).id();

        assertTrue(flows.refuse(id));

        assertEquals(List.of("ask again UDP 192.0.2.9:3000 198.51.100.2:50000"), gateway.kernel);
        assertEquals(Place.REFUSED, flows.explain(id).orElseThrow().flow().place());
    }

    @Test
    void shouldKnowNoFlowThatThereIsNot() throws NotAnswering {
        threeFlows();
        for (long id : new long[] {0, 77, 1L << 48, 9L << 48, -1}) {
            assertFalse(flows.release(id), "flow " + id);
            assertFalse(flows.refuse(id), "flow " + id);
            assertTrue(flows.explain(id).isEmpty(), "flow " + id);
        }
        assertEquals(List.of(), gateway.kernel);
    }

    @Test
    void shouldSayWhyItDoesNotAnswerWhileTheGatewayDoesNotWork() {
        gateway.standing.onFailed("packet queue 0 is in use by another program", null, List.of());

        NotAnswering why = assertThrows(NotAnswering.class, () -> flows.find(FlowQuery.largest(1)));
        assertTrue(why.getMessage().endsWith("packet queue 0 is in use by another program"), why.getMessage());
        assertThrows(NotAnswering.class, () -> flows.release(1));
    }
}
