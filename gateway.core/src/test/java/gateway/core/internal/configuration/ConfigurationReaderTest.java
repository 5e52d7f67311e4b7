package gateway.core.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.policy.Action;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    private final FakeConfigurations configurations = new FakeConfigurations();
    private final ConfigurationReader reader = new ConfigurationReader(configurations.admin());

    private static List<String> names(Reading reading) {
        return reading.configuration().rules().stream().map(Rule::name).toList();
    }

    private String onlyProblem() throws IOException {
        List<String> problems = reader.read().problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }

    @Test
    void shouldHaveGoodDefaultsWhereNothingIsConfigured() throws IOException {
        Reading reading = reader.read();

        assertEquals(List.of(), reading.problems());
        assertEquals(List.of(), names(reading));
        assertEquals(1_000_000, reading.configuration().flows().maxFlows());
        assertEquals(FlowTimeouts.DEFAULT, reading.configuration().flows().timeouts());
        assertTrue(reading.configuration().intake().inside().isEmpty());
        assertTrue(reading.configuration().intake().bypass());
        assertTrue(reading.configuration().intake().offload());
        assertEquals(2048, reading.configuration().intake().copyRange());
        assertTrue(reading.configuration().exceptions().blocked().isEmpty());
    }

    @Test
    void shouldReadEveryPart() throws IOException {
        configurations.put("gateway.intake", null, "inside", "10.0.0.0/8, fd00::/8", "workers", "3", "queueBase", 17,
                "queueMaxLength", "100", "bypass", "FALSE", "offload", false)
            .put("gateway.flows", null, "maxFlows", "5000", "oneWaySeconds", "1", "tcpSeconds", "2", "udpSeconds",
                "3", "closedSeconds", "4")
            .put("gateway.exceptions", null, "midstream", "block", "parserError", "PASS")
            .put("gateway.policy-films", null, "order", "5", "application", "HTTP, bittorrent", "client",
                "10.1.0.0/16", "peer", "2001:db8::/32", "initiator", "inside", "time", "Mon-Fri 08:00-17:00, Sat",
                "fileName", new String[] {"*.avi", "*.mkv"}, "action", "Block", "cacheSeconds", "30");
        Reading reading = reader.read();

        assertEquals(List.of(), reading.problems());
        GatewayConfiguration configuration = reading.configuration();
        assertEquals("10.0.0.0/8, fd00:0:0:0:0:0:0:0/8", configuration.intake().inside().toString());
        assertEquals(3, configuration.intake().workers());
        assertEquals(17, configuration.intake().queueBase());
        assertFalse(configuration.intake().bypass() || configuration.intake().offload());
        assertEquals(new FlowTimeouts(1000, 2000, 3000, 4000), configuration.flows().timeouts());
        assertTrue(configuration.exceptions().blocks(ExceptionCase.MIDSTREAM));
        assertFalse(configuration.exceptions().blocks(ExceptionCase.PARSER_ERROR));
        Rule rule = configuration.rules().get(0);
        assertEquals("films", rule.name());
        assertEquals(5, rule.order());
        assertEquals(java.util.Set.of("http", "bittorrent"), rule.applications());
        assertEquals(Rule.Initiator.INSIDE, rule.initiator());
        assertEquals(2, rule.times().size());
        assertEquals(2, rule.fileNames().size());
        assertEquals(Action.BLOCK, rule.action());
        assertEquals(30, rule.cacheSeconds());
    }

    @Test
    void shouldKeepPairsOutUnlessARuleIsAboutFiles() throws IOException {
        configurations.put("gateway.policy-a", null, "action", "block")
            .put("gateway.policy~b", null, "action", "block", "fileName", "*.avi");
        List<Rule> rules = reader.read().configuration().rules();

        assertEquals(600, rules.get(0).cacheSeconds());
        assertEquals(0, rules.get(1).cacheSeconds());
        assertEquals("b", rules.get(1).name());
    }

    @Test
    void shouldRefuseToJudgeRatesOverATimeInWhichTheKernelMayTellNothing() throws IOException {
        configurations.put("gateway.policy-near", null, "action", "localize", "adaptSeconds", "4");
        String problem = onlyProblem();
        assertTrue(problem.contains("adaptSeconds is 0 or a number from 5 to 600"), problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gateway.intake     | workers      | 0        | workers is a number from 1 to 64, not \"0\"",
        "gateway.intake     | workers      | many     | workers is a number from 1 to 64, not \"many\"",
        "gateway.intake     | workers      | 9999999999999999999 | workers is a number from 1 to 64",
        "gateway.intake     | bypass       | maybe    | bypass is true or false, not \"maybe\"",
        "gateway.intake     | inside       | 10.0.0/8 | inside is wrong: \"10.0.0/8\"",
        "gateway.intake     | insde        | x        | insde is not a setting; is inside meant?",
        "gateway.flows      | maxFlows     | 1        | maxFlows is a number from 1000 to 16000000",
        "gateway.flows      | tcpSeconds   | 0        | tcpSeconds is a number from 1 to 86400",
        "gateway.exceptions | midstream    | drop     | midstream is one of pass, block, not \"drop\"",
        "gateway.exceptions | midsream     | pass     | midsream is not a setting; is midstream meant?"})
    void shouldSayFileLineAndReason(String pid, String key, String value, String reason, @TempDir Path directory)
        throws IOException {
        Path file = directory.resolve("with blank.cfg");
        Files.writeString(file, "# comment\n\n#" + key + " = 1\n  " + key + " = " + value + "\n");
        configurations.put(pid, file, key, value);

        String problem = onlyProblem();
        assertTrue(problem.startsWith(file + ":4: " + reason), problem);
        assertFalse(problem.contains("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "action       | drop              | action is one of allow, block, monitor, audit, scan, localize, "
            + "delay, not \"drop\"",
        "order        | -1                | order is a number from 0 to 1000000",
        "client       | eth0              | client is wrong: \"eth0\"",
        "peer         | 300.0.0.1         | peer is wrong: \"300.0.0.1\"",
        "initiator    | both              | initiator is one of any, inside, outside, not \"both\"",
        "time         | always            | time is wrong: time is like",
        "application  | bit torrent       | application is made of a to z and 0 to 9, not \"bit torrent\"",
        "cacheSeconds | x                 | cacheSeconds is a number from 0 to 2000000",
        "farPeers     | 1                 | farPeers says something only where action is localize",
        "adaptSeconds | 1                 | adaptSeconds says something only where action is localize",
        "leastPeers   | 1                 | leastPeers says something only where action is localize",
        "lists        | reorder           | lists says something only where action is localize",
        "colour       | red               | colour is not a setting; there are action, adaptSeconds,"})
    void shouldLeaveOutARuleThatCannotBe(String key, String value, String reason) throws IOException {
        configurations.put("gateway.policy-good", null, "action", "allow")
            .put("gateway.policy-wrong", null, "action", "block", key, value);
        String problem = onlyProblem();

        assertTrue(problem.startsWith("gateway.policy-wrong: " + reason), problem);
        assertTrue(problem.endsWith("; the rule is left out"), problem);
        assertEquals(List.of("good"), names(reader.read()));
    }

    @Test
    void shouldAskForAnAction() throws IOException {
        configurations.put("gateway.policy-none", null, "application", "chat");
        assertTrue(onlyProblem().startsWith("gateway.policy-none: action is one of allow, block, monitor, audit"));
    }

    @Test
    void shouldKeepTheLastGoodFormOfEachPart() throws IOException {
        configurations.put("gateway.intake", null, "workers", "2").put("gateway.flows", null, "maxFlows", "2000")
            .put("gateway.exceptions", null, "midstream", "block")
            .put("gateway.policy-one", null, "action", "block", "order", "7");
        reader.read();
        configurations.put("gateway.intake", null, "workers", "none").put("gateway.flows", null, "maxFlows", "none")
            .put("gateway.exceptions", null, "midstream", "none")
            .put("gateway.policy-one", null, "action", "none", "order", "8")
            .put("gateway.policy-two", null, "action", "allow");
        Reading reading = reader.read();

        assertEquals(4, reading.problems().size());
        assertTrue(reading.problems().get(3).endsWith("; the rule's last good form stays"));
        assertEquals(2, reading.configuration().intake().workers());
        assertEquals(2000, reading.configuration().flows().maxFlows());
        assertTrue(reading.configuration().exceptions().blocks(ExceptionCase.MIDSTREAM));
        assertEquals(List.of("one", "two"), names(reading));
        assertEquals(7, reading.configuration().rules().get(0).order());
    }

    @Test
    void shouldForgetARuleThatIsRemovedAndItsLastGoodFormToo() throws IOException {
        configurations.put("gateway.policy-one", null, "action", "block");
        reader.read();
        configurations.remove("gateway.policy-one");
        assertEquals(List.of(), names(reader.read()));
        configurations.put("gateway.policy-one", null, "action", "none");
        assertEquals(List.of(), names(reader.read()));
    }

    @Test
    void shouldGoBackToDefaultsWhereAFileIsRemoved() throws IOException {
        configurations.put("gateway.flows", null, "maxFlows", "2000");
        reader.read();
        assertEquals(1_000_000, new ConfigurationReader(configurations.remove("gateway.flows").admin()).read()
            .configuration().flows().maxFlows());
        assertEquals(1_000_000, reader.read().configuration().flows().maxFlows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit"})
    void shouldSetARuleAsideThatWantsWhatIsNotDoneYet(String action) throws IOException {
        configurations.put("gateway.policy-one", null, "action", "block");
        reader.read();
        configurations.put("gateway.policy-one", null, "action", action);
        Reading reading = reader.read();

        assertEquals(List.of(), reading.problems());
        assertEquals(List.of(), names(reading), "the older form would do what nobody wants any more");
        assertTrue(reading.setAside().get(0).contains(action + " is not done"), reading.setAside()::toString);
    }

    @Test
    void shouldReadTheSameTwice() throws IOException {
        configurations.put("gateway.policy-one", null, "action", "block", "client", "10.0.0.0/8", "fileName", "*.avi",
            "time", "Mon").put("gateway.intake", null, "inside", "10.0.0.0/8");
        assertEquals(reader.read().configuration(), reader.read().configuration());
    }
}
