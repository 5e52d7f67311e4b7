package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RecordLine;
import gateway.api.operation.RecordLook;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.api.operation.StoredFile;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordViewTest {
    private static final Endpoint END = new Endpoint(IpAddress.v4(0x7f000001), 1);

    private final List<String> asked = new ArrayList<>();
    private boolean broken;
    private final RecordView view = new RecordView(new Service<>("archive of records", Scripted::new));

    @Test
    void shouldAskForExactlyWhatTheVisitorWants() throws IOException {
        String answer = Asked.question(view::find, Asked.AUDITOR, Map.of("text", "a b", "who", "ann", "kind", "message",
            "application", "msn", "from", "5", "to", "9", "before", "9007199254740993", "limit", "7"));
        assertEquals(List.of("ada RecordQuery[text=a b, who=ann, application=msn, kind=message, fromMillis=5, "
            + "toMillis=9, before=9007199254740993, limit=7]"), asked);
        assertTrue(answer.startsWith("200 {\"more\":true,\"records\":[{\"id\":\"9007199254740993\","), answer);
        assertTrue(answer.contains("\"text\":\"one\\ntwo\\\\u202e\\\\u0000\""), answer);
        assertTrue(answer.contains("\"name\":\"a\\\\u000ab\""), "a name has one line: " + answer);
    }

    @Test
    void shouldShowNothingToOthersThanAuditorsNorAskForThem() throws IOException {
        for (var visitor : List.of(Asked.VIEWER, Asked.ADMINISTRATOR)) {
            for (Question question : List.<Question>of(view::find, view::conversation, view::looks)) {
                assertTrue(Asked.question(question, visitor, Map.of("id", "1")).startsWith("403 "));
            }
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestion() throws IOException {
        for (Map<String, String> parameters : List.of(Map.of("limit", "0"), Map.of("limit", "501"),
            Map.of("before", "x"), Map.of("from", "-1"), Map.of("text", "x".repeat(201)))) {
            assertTrue(Asked.question(view::find, Asked.AUDITOR, parameters).startsWith("400 "), parameters.toString());
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void shouldSayThatTheArchiveDoesNotAnswerOrIsNotThere() throws IOException {
        broken = true;
        assertEquals("503 {\"problem\":\"away\"}", Asked.question(view::looks, Asked.AUDITOR, Map.of()));
        String answer = Asked.question(new RecordView(new Service<>("archive of records", () -> null))::find,
            Asked.AUDITOR, Map.of());
        assertTrue(answer.startsWith("503 {\"problem\":\"The gateway's archive of records cannot be reached"), answer);
    }

    @Test
    void shouldShowAConversationAndTheLooks() throws IOException {
        Asked.question(view::conversation, Asked.AUDITOR, Map.of("id", "3", "limit", "2"));
        assertEquals(List.of("ada 3 9223372036854775807 2"), asked);
        assertEquals("200 {\"looks\":[{\"at\":5,\"user\":\"ann\",\"asked\":\"a\\\\u202e\"}]}",
            Asked.question(view::looks, Asked.AUDITOR, Map.of()));
    }

    private final class Scripted implements RecordArchive {
        private final RecordPage page = new RecordPage(List.of(new RecordLine(9_007_199_254_740_993L, 5, "message", 1,
            "msn", END, END, "ann", "bob", "", "a\nb", "one\r\ntwo\u202e\u0000", -1, "", false)), true);

        @Override
        public RecordPage find(RecordQuery query, String user) {
            asked.add(user + " " + query);
            return page;
        }

        @Override
        public RecordPage conversation(long message, long before, int limit, String user) {
            asked.add(user + " " + message + " " + before + " " + limit);
            return page;
        }

        @Override
        public Optional<StoredFile> file(String sha256, String user) {
            return Optional.empty();
        }

        @Override
        public List<RecordLook> looks(int limit) throws NotAnswering {
            if (broken) {
                throw new NotAnswering("away");
            }
            return List.of(new RecordLook(5, "ann", "a\u202e"));
        }
    }
}
