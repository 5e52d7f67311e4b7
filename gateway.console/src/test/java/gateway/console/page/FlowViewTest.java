package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow.Side;
import gateway.api.operation.Explanation;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowLine.Place;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowViewTest {
    private static final long ID = (1L << 60) + 7;

    private final Directory directory = new Directory();
    private final FlowView view = new FlowView(new Service<>("flows", () -> directory), new Looks());

    @Test
    void shouldAskTheGatewayForWhatTheVisitorWants() throws Exception {
        String answer = Asked.question(view::find, Asked.AUDITOR, Map.of("text", " 10.1 ", "application", "http",
            "order", "started", "descending", "0", "limit", "50"));
        assertTrue(answer.startsWith("200 {\"total\":100,\"matching\":2,\"flows\":["), answer);
        assertEquals(new FlowQuery("10.1", "http", FlowQuery.Order.STARTED, false, 50), directory.queries.get(0));
    }

    @Test
    void shouldWriteIdentifiersAsTextBecauseScriptsRoundNumbers() throws Exception {
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of()).contains("\"id\":\"" + ID + "\""));
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() throws Exception {
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of("limit", "1001")).startsWith("400 "));
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of("limit", "many")).startsWith("400 "));
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of("order", "colour")).startsWith("400 "));
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of("text", "x".repeat(201))).startsWith("400 "));
        assertEquals(List.of(), directory.queries);
    }

    @Test
    void shouldShowNamesOfFilesToAuditorsOnly() throws Exception {
        assertTrue(Asked.question(view::find, Asked.AUDITOR, Map.of()).contains("secret.iso"));
        assertTrue(Asked.question(view::explain, Asked.AUDITOR, Map.of("id", "" + ID)).contains("secret.iso"));
        assertFalse(Asked.question(view::find, Asked.VIEWER, Map.of()).contains("secret.iso"));
        assertFalse(Asked.question(view::explain, Asked.ADMINISTRATOR, Map.of("id", "" + ID)).contains("secret.iso"));
    }

    @Test
    void shouldNotTellOfNamesOfFilesBySearching() throws Exception {
        String answer = Asked.question(view::find, Asked.VIEWER, Map.of("text", "SECRET"));
        assertEquals("200 {\"total\":100,\"matching\":0,\"flows\":[]}", answer);
        assertTrue(Asked.question(view::find, Asked.VIEWER, Map.of("text", "10.1.2")).contains("\"matching\":2"));
    }

    @Test
    void shouldPassOnWhyTheGatewayDoesNotAnswer() throws Exception {
        directory.silent = true;
        assertEquals("503 {\"problem\":\"Worker 1 is busy.\"}", Asked.question(view::find, Asked.VIEWER, Map.of()));
        assertEquals("503 {\"problem\":\"Worker 1 is busy.\"}", Asked.deed(view::refuse, "{\"id\":\"7\"}"));
    }

    @Test
    void shouldSayThatCoreIsNotThere() throws Exception {
        FlowView alone = new FlowView(new Service<>("list of flows", () -> null), new Looks());
        assertTrue(Asked.question(alone::find, Asked.VIEWER, Map.of())
            .startsWith("503 {\"problem\":\"The gateway's list of flows cannot be reached"));
    }

    @Test
    void shouldReleaseAndRefuseOneFlow() throws Exception {
        assertEquals("200 {}", Asked.deed(view::release, "{\"id\":\"" + ID + "\"}"));
        assertEquals("200 {}", Asked.deed(view::refuse, "{\"id\":\"" + ID + "\"}"));
        assertTrue(Asked.deed(view::refuse, "{\"id\":\"8\"}").startsWith("404 "));
        assertEquals(List.of("release " + ID, "refuse " + ID), directory.deeds);
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() throws Exception {
        for (String wrong : List.of("", "{}", "[]", "{\"id\":7}", "{\"id\":\"x\"}", "{\"id\":\"7\"", "nonsense")) {
            String answer = Asked.deed(view::refuse, wrong);
            assertTrue(wrong.equals("{\"id\":\"7\"") ? answer.startsWith("4") : answer.startsWith("400 "), answer);
        }
        assertEquals(List.of(), directory.deeds);
    }

    private static FlowLine line(long id, String name) {
        return new FlowLine(id, "http", "request", Transport.TCP, "established",
            new Endpoint(IpAddress.v4(0x0a010203), 40000), new Endpoint(IpAddress.v4(0xc0000201), 80), Side.CLIENT,
            1000, 2000, 1, 100, 2, 200, name, "allow", "default", Place.KERNEL);
    }

    private static final class Directory implements FlowDirectory {
        private final List<FlowQuery> queries = new ArrayList<>();
        private final List<String> deeds = new ArrayList<>();
        private boolean silent;

        @Override
        public FlowPage find(FlowQuery query) throws NotAnswering {
            answerOrNot();
            queries.add(query);
            return new FlowPage(List.of(line(ID, "secret.iso"), line(8, "secret.mkv")), 2, 100);
        }

        @Override
        public Optional<Explanation> explain(long flowId) throws NotAnswering {
            answerOrNot();
            return flowId == ID ? Optional.of(new Explanation(line(ID, "secret.iso"), "allow", "default", List.of()))
                : Optional.empty();
        }

        @Override
        public boolean release(long flowId) throws NotAnswering {
            return done("release", flowId);
        }

        @Override
        public boolean refuse(long flowId) throws NotAnswering {
            return done("refuse", flowId);
        }

        private boolean done(String deed, long flowId) throws NotAnswering {
            answerOrNot();
            return flowId == ID && deeds.add(deed + " " + flowId);
        }

        private void answerOrNot() throws NotAnswering {
            if (silent) {
                throw new NotAnswering("Worker 1 is busy.");
            }
        }
    }
}
