package gateway.auditor.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.AuditRecord;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordLine;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.auditor.Samples;
import gateway.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final long NOW = 1_780_000_000_000L;

    @TempDir
    private Path folder;
    private final ManualClock clock = new ManualClock(NOW);
    private final List<String> log = new ArrayList<>();
    private Archive archive;
    private Search search;

    private Archive open(int days, long bytes) {
        archive = new Archive(folder.resolve("records.db"), new Retention(days, bytes), clock.millis(), log::add);
        search = new Search(archive, hash -> Optional.empty());
        return archive;
    }

    private Archive open() {
        return open(90, 100_000_000);
    }

    @AfterEach
    void close() {
        if (archive != null) {
            search.close();
            archive.close();
        }
    }

    private void commit() {
        clock.advanceMillis(Archive.COMMIT_MILLIS);
        archive.commitIfDue();
    }

    private static RecordQuery query(String text, String who, String kind) {
        return new RecordQuery(text, who, "", kind, 0, Long.MAX_VALUE, Long.MAX_VALUE, 100);
    }

    private List<String> texts(RecordQuery query) throws NotAnswering {
        return search.find(query, "ann").records().stream().map(RecordLine::text).toList();
    }

    @Test
    void shouldFindWhatWasSaidByAnyPartOfAnyWordInAnyCase() throws NotAnswering {
        open().add(Samples.message("room", "ann@example.org", "bob@example.org", "Meet me at the Hauptbahnhof"));
        archive.add(Samples.message("room", "bob@example.org", "ann@example.org", "\u4eca\u5929\u5f88\u597d\u554a"));
        archive.add(Samples.message("room", "bob@example.org", "ann@example.org", "100% _sure_ \"now\" OR never*"));
        commit();
        assertEquals(1, texts(query("BAHN", "", "")).size());
        assertEquals(1, texts(query("hauptbahnhof meet", "", "")).size());
        assertEquals(0, texts(query("hauptbahnhof street", "", "")).size());
        assertEquals(1, texts(query("\u4eca\u5929\u5f88", "", "")).size());
        assertEquals(1, texts(query("\u597d\u554a", "", "")).size(), "two characters are a word in Chinese");
        assertEquals(1, texts(query("0% \"now\"", "", "")).size(), "nothing of it is a wildcard or an operator");
        assertEquals(1, texts(query("_", "", "")).size());
        assertEquals(0, texts(query("ne%r", "", "")).size());
        assertEquals(List.of(), texts(query("\u0000 ' ; DROP TABLE record --", "", "")));
        assertEquals(3, texts(query("", "", "message")).size());
    }

    @Test
    void shouldFindByWhoKindApplicationAndTime() throws NotAnswering {
        open().add(Samples.message("", "ann@example.org", "bob@example.org", "hi"));
        archive.add(Samples.audited("search", Map.of("text", "hi")));
        archive.add(Samples.audited("flow", Map.of("text", "not kept here")));
        commit();
        assertEquals(1, texts(query("", "ann@", "")).size());
        assertEquals(2, texts(query("", "192.0.2.1", "")).size());
        assertEquals(2, texts(query("", "2001:db8", "")).size());
        assertEquals(0, texts(query("", "192.0.2.17", "")).size());
        assertEquals(1, texts(query("hi", "192.0.2", "search")).size());
        assertEquals(0, texts(new RecordQuery("", "", "", "", NOW + 1, Long.MAX_VALUE, Long.MAX_VALUE, 9)).size());
        assertEquals(0, texts(new RecordQuery("", "", "http", "", 0, Long.MAX_VALUE, Long.MAX_VALUE, 9)).size());
        RecordLine found = search.find(query("", "", "message"), "ann").records().get(0);
        assertEquals("192.0.2.1:40000", found.source().toString());
        assertEquals("ann@example.org bob@example.org msn 77 1780000000000", found.from() + " " + found.to() + " "
            + found.application() + " " + found.flowId() + " " + found.atMillis());
    }

    @Test
    void shouldTurnPages() throws NotAnswering {
        open();
        for (int i = 0; i < 250; i++) {
            archive.add(Samples.message("", "a", "b", "number " + i));
        }
        commit();
        List<String> all = new ArrayList<>();
        RecordPage page = new RecordPage(List.of(), true);
        for (long before = Long.MAX_VALUE; page.more(); before = page.records().get(99).id()) {
            page = search.find(new RecordQuery("number", "", "", "", 0, Long.MAX_VALUE, before, 100), "ann");
            page.records().forEach(line -> all.add(line.text()));
            if (page.records().size() < 100) {
                break;
            }
        }
        assertEquals(250, all.size());
        assertEquals("number 249", all.get(0));
        assertEquals("number 0", all.get(249));
    }

    @Test
    void shouldShowAConversationByItsNameOrByItsFlow() throws NotAnswering {
        open().add(Samples.message("room", "a", "b", "one"));
        archive.add(Samples.message("other", "a", "b", "elsewhere"));
        archive.add(Samples.message("room", "b", "a", "two"));
        archive.add(Samples.message("", "c", "d", "nameless"));
        commit();
        List<RecordLine> records = search.find(query("", "", "message"), "ann").records();
        long two = records.get(1).id();
        long nameless = records.get(0).id();
        assertEquals(List.of("two", "one"), search.conversation(two, Long.MAX_VALUE, 10, "ann").records().stream()
            .map(RecordLine::text).toList());
        assertEquals(List.of("nameless", "two", "elsewhere", "one"),
            search.conversation(nameless, Long.MAX_VALUE, 10, "ann").records().stream()
            .map(RecordLine::text).toList(), "the flow is all that is known");
        assertEquals(0, search.conversation(999, Long.MAX_VALUE, 10, "ann").records().size());
    }

    @Test
    void shouldWriteDownWhoLookedAtWhat() throws NotAnswering {
        open().add(Samples.message("", "a", "b", "secret"));
        search.find(query("secret", "a", "message"), "ann");
        search.file("0".repeat(64), "ann");
        search.file("../../etc/passwd", "ann");
        assertEquals(List.of("the file " + "0".repeat(64), "records of the kind message with \"secret\" of \"a\""),
            search.looks(10).stream().map(look -> look.asked()).toList());
        assertEquals("ann", search.looks(1).get(0).user());
        archive.close();
        assertThrows(NotAnswering.class, () -> search.find(query("", "", ""), "ann"), "no look without a trace");
    }

    @Test
    void shouldHaveCommittedAfterAQuarterOfASecond() throws Exception {
        open().commitIfDue();
        archive.add(Samples.message("", "a", "b", "kept"));
        archive.commitIfDue();
        assertEquals(0, stored());
        commit();
        assertEquals(1, stored());
    }

    private int stored() throws Exception {
        try (Connection reader = new Database(folder.resolve("records.db")).openToRead();
             Statement statement = reader.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM record").getInt(1);
        }
    }

    @Test
    void shouldGoOnWhereAnEarlierRunEnded() throws Exception {
        open().add(Samples.message("", "a", "b", "one"));
        close();
        open().add(Samples.message("", "a", "b", "two"));
        commit();
        assertEquals(List.of("two", "one"), texts(query("", "", "")));
        assertFalse(archive.fresh());
    }

    @Test
    void shouldSetABrokenFileAsideAndBeginAnew() throws Exception {
        Files.writeString(folder.resolve("records.db"), "this is no database ".repeat(1000));
        open().add(Samples.message("", "a", "b", "after"));
        commit();
        assertEquals(List.of("after"), texts(query("", "", "")));
        assertTrue(archive.fresh());
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.get(0).contains("cannot be used: it is broken"), log.get(0));
        assertTrue(log.get(0).contains("set aside as records.db."), log.get(0));
        try (Stream<Path> files = Files.list(folder)) {
            Path aside = files.filter(each -> each.toString().contains("set-aside")).findFirst().orElseThrow();
            assertTrue(Files.readString(aside).startsWith("this is no database"));
        }
    }

    @Test
    void shouldSetAsideWhatBreaksWhileItIsInUse() throws Exception {
        open();
        for (int i = 0; i < 3000; i++) {
            archive.add(Samples.message("", "a", "b", "some text that fills pages, number " + i));
        }
        close();
        byte[] bytes = Files.readAllBytes(folder.resolve("records.db"));
        new Random(5).nextBytes(bytes);
        byte[] head = Files.readAllBytes(folder.resolve("records.db"));
        System.arraycopy(head, 0, bytes, 0, 4096);
        Files.write(folder.resolve("records.db"), bytes);
        open();
        for (int i = 0; i < 50; i++) {
            archive.add(Samples.message("", "a", "b", "after " + i));
            clock.advanceMillis(2000);
            archive.commitIfDue();
        }
        assertTrue(log.stream().anyMatch(line -> line.contains("set aside")), log.toString());
        assertEquals("", archive.problem());
        assertTrue(texts(query("after", "", "")).contains("after 49"));
    }

    @Test
    void shouldNotTouchTheDatabaseOfALaterVersion() throws Exception {
        open().add(Samples.message("", "a", "b", "of the future"));
        close();
        try (Connection connection = new Database(folder.resolve("records.db")).openToWrite();
             Statement statement = connection.createStatement()) {
            connection.commit();
            statement.execute("PRAGMA user_version = 99");
            connection.commit();
        }
        open().add(Samples.message("", "a", "b", "today"));
        commit();
        assertEquals(List.of("today"), texts(query("", "", "")));
        assertTrue(log.get(0).contains("its schema is 99"), log.toString());
    }

    @Test
    void shouldLetGoOfTheOldestByAge() throws Exception {
        open(10, 100_000_000);
        for (int i = 0; i < 1500; i++) {
            archive.add(Samples.message("", "a", "b", "old " + i));
        }
        clock.advanceMillis(11L * 86_400_000);
        AuditRecord young = Samples.message("", "a", "b", "young");
        archive.add(new AuditRecord(clock.millis().getAsLong(), "message", 1, young.transport(), young.source(),
            young.destination(), "", young.detail()));
        for (int i = 0; i < 10; i++) {
            clock.advanceMillis(2000);
            archive.commitIfDue();
        }
        assertEquals(List.of("young"), texts(query("", "", "")));
        assertEquals(0, texts(query("old", "", "")).size());
    }

    @Test
    void shouldStayBelowItsBoundAndKeepTheNewest() throws Exception {
        long bound = 3_000_000;
        open(90, bound);
        for (int i = 0; i < 40_000; i++) {
            archive.add(Samples.message("", "sender" + i % 100, "b", "the message of number " + i + " says this"));
            if (i % 500 == 499) {
                clock.advanceMillis(1000);
                archive.commitIfDue();
            }
        }
        for (int i = 0; i < 20; i++) {
            clock.advanceMillis(1000);
            archive.commitIfDue();
        }
        assertTrue(Files.size(folder.resolve("records.db")) < 2 * bound, Files.size(folder.resolve("records.db")) + "");
        assertTrue(stored() > 2000, stored() + " records");
        assertEquals(1, texts(query("39999", "", "")).size());
        assertEquals(0, texts(query("number 17 says", "", "")).stream().filter(t -> t.contains(" 17 ")).count());
    }

    @Test
    void shouldNotWaitForARecordThatCannotBeWritten() throws IOException {
        Path notAFolder = folder.resolve("file");
        Files.createFile(notAFolder);
        Archive nowhere = new Archive(notAFolder.resolve("records.db"), new Retention(1, 1 << 20), clock.millis(),
            log::add);
        for (int i = 0; i < 10; i++) {
            nowhere.add(Samples.message("", "a", "b", "lost"));
            clock.advanceMillis(600);
            nowhere.commitIfDue();
        }
        assertEquals(1, log.size(), log.toString());
        assertTrue(nowhere.problem().contains("cannot make"), nowhere.problem());
        Files.delete(notAFolder);
        clock.advanceMillis(1000);
        nowhere.add(Samples.message("", "a", "b", "kept"));
        clock.advanceMillis(1000);
        nowhere.commitIfDue();
        assertEquals("", nowhere.problem());
        assertTrue(log.get(1).contains("kept again"), log.toString());
        nowhere.close();
    }
}
