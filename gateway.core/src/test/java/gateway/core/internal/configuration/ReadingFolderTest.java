package gateway.core.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files count for more than what FileInstall has made of them so far. */
class ReadingFolderTest {
    @TempDir
    private Path conf;
    private final FakeConfigurations configurations = new FakeConfigurations();
    private ConfigurationReader reader;

    @BeforeEach
    void setUp() {
        reader = new ConfigurationReader(configurations.admin(), Optional.of(new ConfigurationFolder(conf)),
            () -> Optional.of(Set.of("gateway.records")));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(conf.resolve(name), text);
    }

    private static List<String> rules(Reading reading) {
        return reading.configuration().rules().stream().map(rule -> rule.name() + " " + rule.order()).toList();
    }

    private String onlyProblem() throws IOException {
        List<String> problems = reader.read().problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }

    @Test
    void shouldReadFilesThatConfigAdminDoesNotHaveYet() throws IOException {
        write("gateway.policy-a.cfg", "order = 7\naction = block\n");
        write("gateway.flows.cfg", "maxFlows = 5000\n");
        Reading reading = reader.read();
        assertEquals(List.of("a 7"), rules(reading));
        assertEquals(5000, reading.configuration().flows().maxFlows());
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void shouldNotMindWhatConfigAdminStillHas() throws IOException {
        Path changed = write("gateway.policy-a.cfg", "order = 8\naction = block\n");
        configurations.put("gateway.policy~a", changed, "order", "7", "action", "block");
        configurations.put("gateway.policy~gone", conf.resolve("gateway.policy-gone.cfg"), "action", "block");
        assertEquals(List.of("a 8"), rules(reader.read()));
    }

    @Test
    void shouldReadWhatAConsoleMadeWithoutAFile() throws IOException {
        configurations.put("gateway.policy~shell", null, "order", 9, "action", "allow");
        assertEquals(List.of("shell 9"), rules(reader.read()));
    }

    @Test
    void shouldKeepTheLastGoodFormOfAFileThatBecameUnfit() throws IOException {
        Path file = write("gateway.policy-a.cfg", "order = 7\naction = block\n");
        reader.read();
        Files.write(file, "order = 8\n# für alle\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(file + ":2: byte 0xfc is not UTF-8 (is it Latin-1?); save it in UTF-8; the rule's last good form "
            + "stays", onlyProblem());
        assertEquals(List.of("a 7"), rules(reader.read()));
        write("gateway.policy-a.cfg", "order = 8\naction = block\n");
        assertEquals(List.of("a 8"), rules(reader.read()));
        assertEquals(List.of(), reader.read().problems());
    }

    @Test
    void shouldForgetARuleWhoseFileIsDeletedWhileItIsBad() throws IOException {
        Path file = write("gateway.policy-a.cfg", "action = block\n");
        reader.read();
        write("gateway.policy-a.cfg", "action = explode\n");
        reader.read();
        Files.delete(file);
        assertEquals(List.of(), rules(reader.read()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gateway.policiy-x.cfg| nobody reads this; is gateway.policy-x.cfg meant?",
        "gateway.intke.cfg    | nobody reads this; is gateway.intake.cfg meant?",
        "gateway.policy.cfg   | nobody reads this; a rule's file is called gateway.policy-NAME.cfg",
        "gateway.policy-.cfg  | nobody reads this; a rule's file is called gateway.policy-NAME.cfg",
        "gateway.policy-a b.cfg| nobody reads this; a rule's file is called gateway.policy-NAME.cfg",
        "gateway.flows-2.cfg  | nobody reads this",
        "shopping.cfg         | nobody reads this"})
    void shouldSayThatNobodyReadsAFile(String name, String reason) throws IOException {
        Path file = write(name, "action = block\n");
        String problem = onlyProblem();
        assertTrue(problem.startsWith(file + ": " + reason), problem);
        assertEquals(Optional.empty(), reader.read().obstacle(), "a stray file is no reason not to start");
    }

    @Test
    void shouldReportFilesOfOtherBundlesThatCannotBeRead() throws IOException {
        Path file = conf.resolve("gateway.records.cfg");
        Files.write(file, "directory = B\u00fccher\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(onlyProblem().startsWith(file + ":1: byte 0xfc is not UTF-8"));
        assertEquals(Optional.empty(), reader.read().obstacle());
        Files.writeString(file, "directory = books\n");
        assertEquals(List.of(), reader.read().problems());
    }

    @Test
    void shouldGuessOnlyNearMissesWhileNotAllBundlesAreThere() throws IOException {
        reader = new ConfigurationReader(configurations.admin(), Optional.of(new ConfigurationFolder(conf)),
            Optional::empty);
        write("gateway.console.cfg", "port = 8080\n");
        assertEquals(List.of(), reader.read().problems());
        write("gateway.polcy-x.cfg", "action = block\n");
        assertTrue(onlyProblem().endsWith("is gateway.policy-x.cfg meant?"));
    }

    @Test
    void shouldNameTheProblemThatKeepsAGatewayFromStarting() throws IOException {
        write("shopping.cfg", "milk = 1\n");
        Path file = write("gateway.policy-a.cfg", "# first\nacton = block\n");
        assertEquals(file + ":2: acton is not a setting; is action meant?; the rule is left out",
            reader.read().obstacle().orElseThrow());
    }

    @Test
    void shouldRefuseASettingThatStandsTwice() throws IOException {
        Path file = write("gateway.policy-a.cfg", "action = allow\norder = 1\naction = block\n");
        assertTrue(onlyProblem().startsWith(file + ":3: action stands twice, in line 1 too"));
    }

    @Test
    void shouldRefuseWhatNobodyFillsIn() throws IOException {
        Path file = write("gateway.policy-a.cfg", "action = block\npeer = ${user.home}\n");
        assertTrue(onlyProblem().startsWith(file + ":2: peer holds ${...}, which nothing replaces here"));
    }

    @Test
    void shouldSayInWhichOrderRulesOfTheSameOrderAreAsked() throws IOException {
        write("gateway.policy-b.cfg", "order = 5\naction = block\n");
        write("gateway.policy-a.cfg", "order = 5\naction = allow\n");
        write("gateway.policy-c.cfg", "order = 6\naction = allow\n");
        assertEquals(List.of("rules of the same order 5 are asked by name: a, b"), reader.read().notes());
    }

    @Test
    void shouldReadAThousandRules() throws IOException {
        for (int i = 0; i < 1000; i++) {
            write("gateway.policy-r" + i + ".cfg", "order = " + i + "\naction = allow\n");
        }
        List<Rule> rules = reader.read().configuration().rules();
        assertEquals(1000, rules.size());
    }
}
