package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.DryRun;
import gateway.api.operation.RuleBook;
import gateway.api.operation.RuleText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleViewTest {
    private static final String ONE = "{\"name\":\"one\",\"settings\":{\"order\":\"10\",\"action\":\"block\"}}";

    private final Book book = new Book();
    private final RuleView view = new RuleView(new Service<>("rules", () -> book));

    @Test
    void shouldReplaceTheRulesThatTheVisitorSaw() throws Exception {
        String base = RuleView.base(book.rules);
        String answer = Asked.deed(view::replace, "{\"base\":\"" + base + "\",\"rules\":[" + ONE + "]}");
        assertTrue(answer.startsWith("200 {\"base\":"), answer);
        assertEquals(Map.of("order", "10", "action", "block"), book.rules.get(0).settings());
        assertTrue(answer.contains(RuleView.base(book.rules)));
    }

    @Test
    void shouldNotReplaceRulesThatSomebodyElseChanged() throws Exception {
        String base = RuleView.base(book.rules);
        book.rules = List.of(new RuleText("other", Map.of("action", "allow"), "", true));
        assertTrue(Asked.deed(view::replace, "{\"base\":\"" + base + "\",\"rules\":[]}").startsWith("409 "));
        assertEquals("other", book.rules.get(0).name());
    }

    @Test
    void shouldPassOnWhatIsWrong() throws Exception {
        book.problem = "time is wrong.";
        String base = RuleView.base(book.rules);
        String request = "{\"base\":\"" + base + "\",\"rules\":[" + ONE + "]}";
        assertEquals("200 {\"problem\":\"time is wrong.\"}", Asked.deed(view::problem, request));
        assertEquals("400 {\"problem\":\"time is wrong.\"}", Asked.deed(view::dryRun, request));
        assertEquals("400 {\"problem\":\"time is wrong.\"}", Asked.deed(view::replace, request));
        assertEquals(List.of(), book.rules);
    }

    @Test
    void shouldHoldNamesAndSettingsToTheirForm() throws Exception {
        for (String name : List.of("", "../x", "a b", "a.b", "x".repeat(65), "\\u0000")) {
            refused("{\"rules\":[{\"name\":\"" + name + "\",\"settings\":{}}]}");
        }
        refused("{\"rules\":[" + ONE + "," + ONE + "]}");
        refused("{\"rules\":[{\"name\":\"a\",\"settings\":{\"x=y\":\"1\"}}]}");
        refused("{\"rules\":[{\"name\":\"a\",\"settings\":{\"client\":\"1\\naction=allow\"}}]}");
        refused("{\"rules\":[{\"name\":\"a\",\"settings\":{\"client\":[]}}]}");
        refused("{\"rules\":[{\"name\":\"a\",\"other\":1}]}");
        refused("{\"rules\":{}}");
        refused("[]");
    }

    private void refused(String request) throws IOException {
        String answer = Asked.deed(view::dryRun, request);
        assertTrue(answer.startsWith("400 "), () -> request + " was answered with " + answer);
    }

    @Test
    void shouldTellRulesApartByEverythingThatCounts() {
        RuleText rule = new RuleText("a", Map.of("action", "block"), "", true);
        String base = RuleView.base(List.of(rule));
        assertEquals(base, RuleView.base(List.of(new RuleText("a", Map.of("action", "block"), "broken", false))));
        assertNotEquals(base, RuleView.base(List.of(new RuleText("b", Map.of("action", "block"), "", true))));
        assertNotEquals(base, RuleView.base(List.of(new RuleText("a", Map.of("action", "allow"), "", true))));
        assertNotEquals(base, RuleView.base(List.of(rule, rule)));
    }

    private static final class Book implements RuleBook {
        private List<RuleText> rules = List.of();
        private String problem = "";

        @Override
        public List<RuleText> rules() {
            return rules;
        }

        @Override
        public String problemOf(RuleText rule) {
            return problem;
        }

        @Override
        public DryRun dryRun(List<RuleText> wanted) {
            check();
            return new DryRun(0, List.of(), List.of());
        }

        @Override
        public void replace(List<RuleText> wanted) {
            check();
            rules = wanted;
        }

        private void check() {
            if (!problem.isEmpty()) {
                throw new IllegalArgumentException(problem);
            }
        }
    }
}
