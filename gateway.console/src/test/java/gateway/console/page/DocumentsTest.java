package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"res/v1/([^\"]+)\"");

    private final Documents documents = new Documents("v1");

    @ParameterizedTest
    @EnumSource(Page.class)
    void shouldHoldNothingInlineAndNoGaps(Page page) {
        String document = documents.of(page, Asked.VIEWER);
        assertFalse(document.contains("<style") || document.contains(" style=") || document.contains(" onclick"));
        assertFalse(Pattern.compile("<script(?![^>]* src=)").matcher(document).find());
        assertFalse(Pattern.compile("@[a-z-]+@").matcher(document).find(), document);
        assertTrue(document.contains("<a href=\"" + page.word() + "\" aria-current=\"page\">"));
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void shouldNameFilesThatThereAre(Page page) throws IOException {
        Matcher files = FILE.matcher(documents.of(page, Asked.VIEWER));
        int found = 0;
        while (files.find()) {
            assertTrue(Assets.find(files.group(1)).isPresent(), files.group(1));
            found++;
        }
        assertTrue(found >= 4, "no files");
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void shouldTellWhatTheVisitorMayDo(Page page) {
        String document = documents.of(page, Asked.VIEWER);
        assertTrue(document.contains("data-may-change=\"false\" data-may-see-content=\"false\""));
        assertTrue(documents.of(page, Asked.ADMINISTRATOR).contains("data-may-change=\"true\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frame.html", "../page/Page.class", "lib/../gateway.css", "lib/chart.umd.js.map",
        "x.js"})
    void shouldGiveOnlyItsOwnStaticFiles(String name) throws IOException {
        assertEquals(Optional.empty(), Assets.find(name));
    }

    @Test
    void shouldBringTheChartLibrary() throws IOException {
        assertTrue(Assets.find("lib/chart.umd.js").orElseThrow().body().length > 100_000);
    }
}
