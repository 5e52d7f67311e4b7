package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.DryRun;
import gateway.api.operation.DryRun.Count;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RuleText;
import gateway.api.policy.Action;
import gateway.core.internal.configuration.FakeConfigurations;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConfiguredRulesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    private final WorkingGateway gateway = new WorkingGateway(1000);
    @TempDir
    private Path conf;
    private ConfiguredRules rules;

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    private ConfiguredRules rules() {
        if (rules == null) {
            rules = new ConfiguredRules(new RuleTexts(new FakeConfigurations().admin(), new ConfigurationFolder(conf)),
                gateway.standing, System::nanoTime);
        }
        return rules;
    }

    private Path file(String name, String... lines) throws IOException {
        Path file = Files.write(conf.resolve("gateway.policy-" + name + ".cfg"), List.of(lines));
        return Files.setLastModifiedTime(file, LONG_AGO);
    }

    private static RuleText rule(String name, String... settings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return new RuleText(name, map, "", false);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(conf)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldShowRulesInTheOrderInWhichTheyAreAskedAndSettingsInThatOfTheFile() throws IOException {
        file("b", "order = 5", "application = bittorrent", "action = block");
        file("a", "action = monitor", "order = 50");
        file("broken", "action = explode");

        List<RuleText> found = rules().rules();

        assertEquals(List.of("b", "a", "broken"), found.stream().map(RuleText::name).toList());
        assertEquals(List.of("order", "application", "action"), List.copyOf(found.get(0).settings().keySet()));
        assertEquals("", found.get(0).problem());
        assertTrue(found.get(2).problem().contains("gateway.policy-broken.cfg:1: action is one of"),
            found.get(2).problem());
        assertFalse(found.get(2).inForce());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/passwd", "a/b", "a b", "a.cfg", "\u00e4", "a\u0000", "-\n"})
    void shouldRefuseNamesThatAreNoNames(String name) throws IOException {
        RuleText bad = rule(name, "action", "block");

        assertFalse(rules().problemOf(bad).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> rules().replace(List.of(bad)));
        assertEquals(List.of(), files());
    }

    @Test
    void shouldSayWhatIsWrongInASentenceWithoutAPlace() {
        assertEquals("", rules().problemOf(rule("a", "action", "block", "client", "10.0.0.0/8", "time", "")));
        assertEquals("action is one of allow, block, monitor, audit, scan, localize, delay, not \"explode\"",
            rules().problemOf(rule("a", "action", "explode")));
        assertTrue(rules().problemOf(rule("a", "action", "block", "aplication", "x"))
            .contains("is application meant?"));
        assertTrue(rules().problemOf(rule("a", "action", "block", "fileName", "a\nb")).contains("does not belong"));
        assertTrue(rules().problemOf(rule("a", "action", "block", "fileName", "\u202e")).contains("does not belong"));
        assertTrue(rules().problemOf(rule("a", "action", "block", "fileName", "${user.home}")).contains("${...}"));
        assertTrue(rules().problemOf(rule("a", "action", "block", "fileName", "x".repeat(5000))).contains("4096"));
        assertTrue(rules().problemOf(rule("a", "x y", "1")).contains("letters"));
    }

    @Test
    void shouldWriteChangeAndDeleteFiles() throws IOException {
        file("old", "action = block");
        file("changed", "# why it is here", "action = monitor", "# its order", "order = 7", "time = Mon-Fri");

        rules().replace(List.of(rule("changed", "action", "block", "order", "7"),
            rule("new", "action", "allow", "client", "10.0.0.0/8, 2001:db8::/32", "time", "")));

        assertEquals(List.of("gateway.policy-changed.cfg", "gateway.policy-new.cfg"), files());
        List<String> changed = Files.readAllLines(conf.resolve("gateway.policy-changed.cfg"));
        assertTrue(changed.contains("# why it is here"), changed.toString());
        assertEquals(List.of("changed", "new"), rules().rules().stream().map(RuleText::name).toList());
        assertEquals(Map.of("action", "block", "order", "7"), rules().rules().get(0).settings());
        assertEquals(Map.of("action", "allow", "client", "10.0.0.0/8, 2001:db8::/32"),
            rules().rules().get(1).settings());
    }

    @Test
    void shouldLeaveFilesAloneThatSayTheSameAlreadyEvenIfTheyCannotBeUsed() throws IOException {
        Path same = file("same", "# mine", "action=block");
        Path broken = file("broken", "action = explode");

        rules().replace(List.of(rule("broken", "action", "explode"), rule("same", "action", "block"),
            rule("new", "action", "allow")));

        assertEquals(LONG_AGO, Files.getLastModifiedTime(same));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(broken));
        assertTrue(Files.exists(conf.resolve("gateway.policy-new.cfg")));
    }

    @Test
    void shouldChangeNothingWhereOneRuleCannotBeUsed() throws IOException {
        file("old", "action = block");

        assertThrows(IllegalArgumentException.class, () -> rules().replace(List.of(rule("new", "action", "allow"),
            rule("bad", "action", "explode"))));
        assertThrows(IllegalArgumentException.class, () -> rules().replace(List.of(rule("twice", "action", "allow"),
            rule("twice", "action", "block"))));

        assertEquals(List.of("gateway.policy-old.cfg"), files());
    }

    @Test
    void shouldUndoWhatWasWrittenWhereAnotherFileCannotBe() throws IOException {
        file("a", "action = monitor");
        // Nothing can take the place of a folder that is not empty.
        Files.createDirectories(conf.resolve("gateway.policy-b.cfg/full"));

        assertThrows(IOException.class, () -> rules().replace(List.of(rule("a", "action", "block"),
            rule("b", "action", "block"))));

        assertEquals(List.of("action = monitor"), Files.readAllLines(conf.resolve("gateway.policy-a.cfg")));
        assertFalse(Files.exists(conf.resolve(".changing")));
    }

    @Test
    void shouldWriteAnyTextSoThatItIsReadAgain() throws IOException {
        List<String> names = List.of("a\\b", "#x", "x = y : z", "\u00fcber.avi", "tail\\", "*.m?v", "!bang",
            "\ud83d\ude80");
        for (String name : names) {
            rules().replace(List.of(rule("names", "action", "block", "fileName", name)));
            assertEquals(name, rules().rules().get(0).settings().get("fileName"));
        }
    }

    @Test
    void shouldTryRulesOnLiveAndEndedFlows() throws NotAnswering {
        gateway.parsers(FakeParser.of("game", "PLAY"), FakeParser.of("chat", "HELO"));
        gateway.packets(0, CraftedPacket.udp().from("192.0.2.1", 1).payload("PLAY"));
        gateway.tell(gateway.proxies.get(0), pipeline -> pipeline.onStop());
        gateway.packets(0, CraftedPacket.udp().from("192.0.2.1", 2).payload("PLAY and more"));
        gateway.packets(1, CraftedPacket.udp().from("192.0.2.9", 3).payload("HELO"));

        DryRun run = rules().dryRun(List.of(rule("no-games", "action", "block", "application", "game"),
            rule("no-chat-there", "action", "block", "application", "chat", "client", "10.0.0.0/8")));

        assertEquals(3, run.flows());
        assertEquals(List.of(new Count("no-chat-there", 0, 0), new Count("no-games", 2, 32 + 41),
            new Count("default", 1, 32)), run.counts());
        assertEquals(List.of(2, 1), run.changes().stream().map(change -> change.flow().client().port()).toList());
        assertEquals("block", run.changes().get(0).decision());
        assertEquals("no-games", run.changes().get(0).rule());
        assertEquals("allow", run.changes().get(0).flow().decision());
    }

    @Test
    void shouldTryABrokenRuleThatIsThereInItsLastGoodForm() throws IOException, NotAnswering {
        file("games", "action = explode");
        gateway.parsers(FakeParser.of("game", "PLAY")).rules(Rule.of("games", 10, Set.of("game"), InsideNetworks.NONE,
            InsideNetworks.NONE, Rule.Initiator.ANY, List.of(), List.of(), Action.BLOCK, 0));
        gateway.packets(0, CraftedPacket.udp().payload("PLAY"));

        DryRun run = rules().dryRun(List.of(rule("games", "action", "explode")));

        assertEquals(List.of(), run.changes());
        assertEquals(1, run.counts().get(0).flows());
        assertThrows(IllegalArgumentException.class,
            () -> rules().dryRun(List.of(rule("games", "action", "explode again"))));
    }

    @Test
    void shouldNotTryRulesOnWhatAnOperatorDecided() throws NotAnswering {
        gateway.packets(0, CraftedPacket.udp().payload("?"));
        gateway.tell(gateway.proxies.get(0), pipeline -> pipeline.flows().forEach(pipeline::onRefuse));

        DryRun run = rules().dryRun(List.of(rule("all", "action", "allow")));

        assertEquals(1, run.flows());
        assertEquals(List.of(), run.changes());
        assertEquals(List.of(new Count("all", 0, 0), new Count("default", 0, 0)), run.counts());
    }
}
