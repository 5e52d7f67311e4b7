package gateway.core.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.RuleText;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.ConfigurationWatch;
import gateway.core.internal.keyword.KeywordSet.Match;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.KeywordCondition.Effect;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.policy.TextKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule may say of keywords, and what is said where it cannot be used. */
class KeywordSettingsTest {
    @TempDir
    private Path conf;
    private final FakeConfigurations configurations = new FakeConfigurations();
    private ConfigurationReader reader;

    @BeforeEach
    void setUp() {
        reader = new ConfigurationReader(configurations.admin(), Optional.of(new ConfigurationFolder(conf)),
            () -> Optional.of(Set.of()));
    }

    private Reading read(String lines) throws IOException {
        Files.writeString(conf.resolve("gateway.policy-a.cfg"), lines);
        return reader.read();
    }

    private Rule rule(String lines) throws IOException {
        Reading reading = read(lines);
        assertEquals(List.of(), reading.problems());
        return reading.configuration().rules().get(0);
    }

    private KeywordCondition condition(String lines) throws IOException {
        return rule(lines).keywords();
    }

    @Test
    void shouldHaveDefaults() throws IOException {
        KeywordCondition condition = condition("action = block\nkeywords = one, two\n");
        assertEquals(List.of("one", "two"), condition.keywords().keywords());
        assertEquals(Match.WORD, condition.keywords().match());
        assertEquals(EnumSet.allOf(TextKind.class), condition.in());
        assertEquals(Effect.REFUSE, condition.effect());
        assertEquals('*', condition.filler());
        assertNull(condition("action = block\n"));
    }

    @Test
    void shouldReadAllOfIt() throws IOException {
        Files.writeString(conf.resolve("more.keywords"), "# a list\n\n Stra\u00dfe \nbad, worse\n");
        KeywordCondition condition = condition("action = block\nkeywords = one\nkeywordsFile = more.keywords\n"
            + "keywordMatch = Substring\nkeywordIn = chat, FILENAME\nonKeyword = overwrite\noverwriteWith = -\n");
        assertEquals(List.of("one", "Stra\u00dfe", "bad, worse"), condition.keywords().keywords());
        assertEquals(Match.SUBSTRING, condition.keywords().match());
        assertEquals(EnumSet.of(TextKind.CHAT, TextKind.FILE_NAME), condition.in());
        assertEquals(Effect.OVERWRITE, condition.effect());
        assertEquals('-', condition.filler());
    }

    @Test
    void shouldKeepCommasAndMarksThatAreQuoted() throws IOException {
        assertEquals(List.of("a, b", "say \"x\"", "c d"), condition(
            "action = block\nkeywords = \"a, b\", \"say \"\"x\"\"\", c d, ,\n").keywords().keywords());
        configurations.put("gateway.policy-b", null, "action", "block", "keywords", new String[] {"x", "\"y,z\""});
        assertEquals(List.of("x", "y,z"), reader.read().configuration().rules().get(1).keywords().keywords()
            .keywords());
    }

    @Test
    void shouldKeepPairsOutForWhatIsSaidInChatOnly() throws IOException {
        assertEquals(600, rule("action = block\nkeywords = x\nkeywordIn = chat\n").cacheSeconds());
        assertEquals(0, rule("action = block\nkeywords = x\n").cacheSeconds());
        assertEquals(5, rule("action = block\nkeywords = x\ncacheSeconds = 5\n").cacheSeconds());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "keywordIn = chat                         | keywordIn says something only beside keywords or keywordsFile",
        "keywords = x;fileName = *.exe            | fileName and keywords belong into two rules",
        "keywords = x;keywordIn = talk            | keywordIn is made of chat, fileName and search, not \"talk\"",
        "keywords = x;keywordMatch = regex        | keywordMatch is one of word, substring, not \"regex\"",
        "keywords = x;onKeyword = erase           | onKeyword is one of refuse, overwrite, not \"erase\"",
        "keywords = x;overwriteWith = -           | overwriteWith says something only where onKeyword is overwrite",
        "keywords = x;onKeyword = overwrite;overwriteWith = #  | overwriteWith is one letter or digit",
        "keywords = x;onKeyword = overwrite;overwriteWith = ** | overwriteWith is one letter or digit",
        "keywords = \"x, y                        | keywords opens a quotation mark that nothing closes",
        "keywords = ,                             | keywords is wrong: there is no keyword",
        "keywords = \u200b                        | keywords is wrong: a keyword has to have a character",
        "keywordsFile = none.keywords             | keywordsFile names none.keywords, which is not there",
        "keywordsFile = ../x.keywords             | keywordsFile is the name of a file beside the rule's",
        "keywordsFile = latin.keywords            | keywordsFile names latin.keywords:2, which byte 0xe9 is not UTF-8"})
    void shouldSayWhatIsWrong(String lines, String problem) throws IOException {
        Files.write(conf.resolve("latin.keywords"), "one\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        List<String> problems = read("action = block\n" + lines.replace(';', '\n') + "\n").problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(": " + problem), problems::toString);
    }

    @ParameterizedTest
    @CsvSource({"allow", "monitor"})
    void shouldOverwriteOnlyWhereItBlocks(String action) throws IOException {
        assertEquals(1, read("action = " + action + "\nkeywords = x\nonKeyword = overwrite\n").problems().size());
        assertEquals(0, read("action = " + action + "\nkeywords = x\n").problems().size());
    }

    @Test
    void shouldRefuseToAuditByKeyword() throws IOException {
        assertTrue(read("action = audit\nkeywords = x\n").problems().get(0).contains("audit is for whole flows"));
    }

    @Test
    void shouldKeepTheLastGoodFormWhereTheFileGoes() throws IOException {
        Path file = Files.writeString(conf.resolve("more.keywords"), "one\n");
        assertEquals(List.of("one"), condition("action = block\nkeywordsFile = more.keywords\n").keywords()
            .keywords());
        Files.delete(file);
        Reading reading = reader.read();
        assertTrue(reading.problems().get(0).endsWith("the rule's last good form stays"), reading.problems()::toString);
        assertEquals(List.of("one"), reading.configuration().rules().get(0).keywords().keywords().keywords());
    }

    @Test
    void shouldSeeThatAFileOfKeywordsChanged() throws IOException {
        AtomicLong now = new AtomicLong();
        Files.writeString(conf.resolve("more.keywords"), "one\n");
        ConfigurationWatch watch = new ConfigurationWatch(new ConfigurationFolder(conf), now::get);
        now.set(10_000);
        assertTrue(watch.hasComeToRest());
        assertEquals(false, watch.hasComeToRest());
        Files.writeString(conf.resolve("more.keywords"), "one\ntwo\n");
        watch.hasComeToRest();
        now.set(20_000);
        assertTrue(watch.hasComeToRest());
    }

    @Test
    void shouldReadFilesForRulesThatAConsoleTries() throws Exception {
        Files.writeString(conf.resolve("more.keywords"), "one\n");
        RuleTexts texts = new RuleTexts(configurations.admin(), new ConfigurationFolder(conf));
        Rule rule = texts.rule(new RuleText("a", Map.of("action", "block", "keywordsFile", "more.keywords"), "",
            false));
        assertEquals(List.of("one"), rule.keywords().keywords().keywords());
    }
}
