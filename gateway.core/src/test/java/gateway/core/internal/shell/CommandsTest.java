package gateway.core.internal.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow.Side;
import gateway.api.operation.Explanation;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowLine.Place;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.FlowQuery.Order;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import gateway.api.operation.PlugInDirectory;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.core.internal.operation.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final String HOSTILE = "a\u001b[2J\nb\u202e\\c";
    private static final FlowLine FLOW = new FlowLine(281_474_976_710_657L, "http", "get", Transport.TCP,
        "established", new Endpoint(IpAddress.v4(0xc0000201), 40_000), new Endpoint(IpAddress.v4(0xc6336402), 80),
        Side.CLIENT, 0, 1, 2, 300, 4, 5000, HOSTILE, "block", "no-files", Place.REFUSED);

    private final List<FlowQuery> asked = new ArrayList<>();
    private final FlowCommands flows = new FlowCommands(new FlowDirectory() {
        @Override
        public FlowPage find(FlowQuery query) {
            asked.add(query);
            return new FlowPage(List.of(FLOW), 7, 9);
        }

        @Override
        public Optional<Explanation> explain(long flowId) {
            return flowId != FLOW.id() ? Optional.empty() : Optional.of(new Explanation(FLOW, "block", "no-files",
                List.of(new Explanation.Step("no-files", "yes", "asked for " + HOSTILE))));
        }

        @Override
        public boolean release(long flowId) {
            return flowId == FLOW.id();
        }

        @Override
        public boolean refuse(long flowId) {
            return flowId == FLOW.id();
        }
    });

    private static void assertHarmless(String text) {
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), text);
    }

    @Test
    void shouldListFlowsInColumns() throws NotAnswering {
        String text = flows.flows("http", "10.0.0.0/8", Order.CLIENT, 3);

        assertEquals(List.of(new FlowQuery("10.0.0.0/8", "http", Order.CLIENT, false, 3)), asked);
        List<String> lines = text.lines().toList();
        assertEquals(lines.get(0).indexOf("CLIENT"), lines.get(1).indexOf("192.0.2.1:40000"));
        assertTrue(lines.get(1).startsWith("281474976710657  http"), text);
        assertTrue(lines.get(1).contains("est/tcp"), text);
        assertEquals("1 of 7 flows, 9 in all", lines.get(2));
    }

    @Test
    void shouldShowTheLargestFirst() throws NotAnswering {
        flows.flows("", "", Order.BYTES, 50);
        assertTrue(asked.get(0).descending());
        assertThrows(IllegalArgumentException.class, () -> flows.flows("", "", Order.BYTES, 0));
    }

    @Test
    void shouldExplainWithoutHandingOnWhatMovesACursor() throws NotAnswering {
        String text = flows.explain(FLOW.id());

        assertHarmless(text);
        assertTrue(text.contains("a\\u001b[2J\\u000ab\\u202e\\\\c"), text);
        assertTrue(text.endsWith("block by no-files"), text);
    }

    @Test
    void shouldSayWhetherThereWasSuchAFlow() throws NotAnswering {
        assertEquals("flow 281474976710657 passes", flows.release(FLOW.id()));
        assertEquals("flow 281474976710657 is refused", flows.refuse(FLOW.id()));
        assertEquals("there is no flow 5 (any more)", flows.release(5));
        assertEquals("there is no flow 5 (any more)", flows.refuse(5));
        assertEquals("there is no flow 5 (any more)", flows.explain(5));
    }

    @Test
    void shouldSayWhyThereAreNoCounts() {
        CountCommands counts = new CountCommands(new Standing(() -> 0));
        assertTrue(assertThrows(NotAnswering.class, counts::stats).getMessage().contains("starts"));
        assertThrows(NotAnswering.class, counts::blocked);
        assertThrows(NotAnswering.class, () -> counts.peers(5));
    }

    @Test
    void shouldListPlugInsAndLetThemBackIn() {
        List<String> readmitted = new ArrayList<>();
        PlugInCommands commands = new PlugInCommands(() -> Optional.of(new PlugInDirectory() {
            @Override
            public List<PlugIn> plugIns() {
                return List.of(new PlugIn("gateway.protocol.x", "1.0.0", "protocol x", State.QUARANTINED,
                    "it loops " + HOSTILE, 1_500, 3));
            }

            @Override
            public boolean readmit(String name) {
                return readmitted.add(name) && name.equals("gateway.protocol.x");
            }
        }));
        String text = commands.parsers();

        assertHarmless(text);
        assertTrue(text.contains("quarantined  1970-01-01T00:00:01Z  3"), text);
        assertEquals("gateway.protocol.x is let back in", commands.readmit("gateway.protocol.x"));
        assertEquals("there is no \\u000a in quarantine", commands.readmit("\n"));
        assertEquals(List.of("gateway.protocol.x", "\n"), readmitted);
    }

    @Test
    void shouldManageWithoutAPlugInDirectory() {
        PlugInCommands commands = new PlugInCommands(Optional::empty);
        assertEquals(commands.parsers(), commands.readmit("x"));
        assertFalse(commands.parsers().isEmpty());
    }

    @Test
    void shouldCutEndlessText() {
        assertTrue(Plain.of("x".repeat(10_000)).length() < 250);
    }
}
