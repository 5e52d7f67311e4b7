package gateway.lab.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Tree;
import gateway.lab.browser.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every page, in every state, on a screen and on a telephone; and what is done with them. */
class ConsoleTest {
    private static final Path PICTURES = Tree.root().resolve("gateway.lab/target/console");
    private static final int SCREEN = 1280;
    private static final int TELEPHONE = 400;

    @TempDir
    private static Path folder;
    private static ConsoleRig rig;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        rig = ConsoleRig.start(folder);
        browser = Browser.start();
        rig.logIn(browser, "both", "overview");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (rig != null) {
            rig.close();
        }
    }

    @BeforeEach
    void begin() {
        rig.play("busy");
        browser.width(SCREEN).scheme("light");
        // A draft of rules that an earlier test left.
        browser.script("sessionStorage.clear()");
        browser.complaints();
    }

    /** What each page says in each state, once it has heard from the gateway. */
    static Stream<Arguments> states() {
        return Stream.of(
            Arguments.of("empty", "overview", "#phase", "Packets are looked at; none has come yet."),
            Arguments.of("empty", "flows", "#none", "No flows"),
            Arguments.of("empty", "scans", "#no-transfers", "A rule with the action scan says which are."),
            Arguments.of("empty", "localization", "#no-contents", "Peers that lists name for a content"),
            Arguments.of("empty", "records", "#none", "No records"),
            Arguments.of("empty", "rules", "#none", "No rules"),
            Arguments.of("empty", "bundles", "#none", "No bundles"),
            Arguments.of("empty", "health", "#counts", "checks are well"),
            Arguments.of("busy", "overview", "#throughput", "bittorrent"),
            Arguments.of("busy", "flows", "#counts", "100 of 100,000"),
            Arguments.of("busy", "scans", "#transfers", "netinst.iso"),
            Arguments.of("busy/none", "scans", "#scanner", "Files that rules want scanned pass unscanned."),
            Arguments.of("busy/test", "scans", "#scanner", "Scanning with test signatures only"),
            Arguments.of("busy/old", "scans", "#scanner", "Scanning with old signatures"),
            Arguments.of("busy/starting", "scans", "#scanner", "Clamd loads its signatures. Files wait for it."),
            Arguments.of("busy", "localization", "#contents", "of 128 peers"),
            Arguments.of("busy", "localization", "#effects", "93.1 to 95.7 %"),
            Arguments.of("busy/none", "localization", "#standing", "no bundle does that"),
            Arguments.of("busy", "records", "#counts", "100 records, and earlier ones"),
            Arguments.of("busy", "rules", "#rules", "Block bittorrent of 10.1.0.0/16"),
            Arguments.of("busy", "bundles", "#counts", "3 of 3 serving"),
            Arguments.of("busy", "health", "#checks", "Queues 0 to 7 are bound"),
            Arguments.of("broken", "overview", "#problems", "is in quarantine"),
            Arguments.of("broken", "flows", "#notice", "Worker 2 has not answered for 2 s. Trying again."),
            Arguments.of("broken", "scans", "#scanner", "Files that rules want scanned are refused."),
            Arguments.of("broken", "localization", "#standing", "Geo.mmdb is broken"),
            Arguments.of("broken", "records", "#notice", "The database of records does not answer: the disk is full."),
            Arguments.of("broken", "rules", "#rules", "\"Mon-Fry\" is no day"),
            Arguments.of("broken", "bundles", "#counts", "2 need attention"),
            Arguments.of("broken", "health", "#checks", "12,004 records were lost"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldLookRightInEveryState(String scene, String page, String selector, String text) {
        rig.play(scene);
        for (int width : List.of(SCREEN, TELEPHONE)) {
            browser.width(width).open(rig.page(page));
            browser.awaitText(selector, text);
            browser.picture(PICTURES.resolve(scene.replace('/', '-') + "-" + page + "-" + width + ".png"));
            assertEquals(0, browser.overflow(), page + " is too wide for " + width + " pixels");
            List<String> complaints = browser.complaints().stream()
                .filter(complaint -> !(scene.equals("broken") && complaint.contains("503"))).toList();
            assertEquals(List.of(), complaints);
        }
    }

    @Test
    void shouldShowANameFromTheWireAsText() {
        browser.open(rig.page("flows"));
        browser.awaitText("#flows .file", "<img src=x onerror=\"document.title='harmed'\">.mkv\\u202egpj");
        browser.find("#flows .open").click();
        browser.awaitText("#detail-facts", "<img src=x onerror=");
        assertEquals("Flows - Gateway", browser.script("return document.title"));
        assertEquals(List.of(), browser.all("main img"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void shouldShowFilesWhileTheyAreScannedAndWhatWasFound() {
        browser.open(rig.page("scans"));
        browser.awaitText("#counts", "7 on their way");
        browser.awaitText("#transfers tr:nth-child(2)", "Waits for a verdict");
        browser.awaitText("#transfers", "of an unknown length");
        browser.awaitText("#transfers .file", "debian-12.11.0-amd64-netinst.iso");
        browser.awaitText("#found tr:nth-child(1)", "Win.Trojan.Agent-7366441-0");
        browser.awaitText("#found tr:nth-child(1)", "in quarantine");
        browser.awaitText("#found tr:nth-child(2) .file", "<img src=x onerror=\"document.title='harmed'\">");
        browser.awaitText("#counters", "not scanned: out of sequence");
        double before = browser.number("return document.querySelector('#transfers progress').value");
        browser.await("its progress", () ->
            browser.number("return document.querySelector('#transfers progress').value") > before);
        rig.play("busy/none");
        browser.awaitText("#scanner", "No bundle brings one.");
        rig.play("busy");
        browser.awaitText("#scanner", "Clamd scans.");
        assertEquals("Scans - Gateway", browser.script("return document.title"));
        assertEquals(List.of(), browser.all("main img"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void shouldShowPeersOfAContentAndWhyTheyAreNear() {
        browser.open(rig.page("localization"));
        browser.awaitText("#contents .content", "<img src=x onerror=\"document.title='harmed'\">");
        assertEquals(List.of(), browser.all("#contents tbody tr"));
        browser.find("#contents li:first-child summary").click();
        browser.awaitText("#contents li:first-child tbody tr:first-child", "near");
        browser.awaitText("#contents li:first-child .rest", "The nearest 16 are shown.");
        browser.find("#client").sendKeys("10.1.2.3");
        browser.find("#peer").sendKeys("somewhere");
        browser.find("#distance button").click();
        browser.awaitText("#distance-problem", "\"somewhere\" is no address of a peer.");
        browser.find("#peer").sendKeys(Keys.chord(Keys.CONTROL, "a"), "198.51.100.7");
        browser.find("#distance button").click();
        browser.awaitText("#reasons", "Peer 198.51.100.7 is in DE");
        browser.picture(PICTURES.resolve("localization-open.png"));
        assertEquals("Localization - Gateway", browser.script("return document.title"));
        assertEquals(List.of(), browser.all("main img"));
        assertEquals(List.of(), browser.complaints().stream().filter(each -> !each.contains("400")).toList());
    }

    @Test
    void shouldShowWhereTrafficGoesAndWhichOfItIsNear() {
        browser.open(rig.page("localization"));
        browser.awaitText("#by-country .legend li:nth-child(1)", "Japan, near");
        browser.awaitText("#by-system .legend", "AS4134 CHINANET");
        browser.awaitText("#by-system .legend li:last-child", "others");
        browser.awaitText("#places tr:nth-child(2)", "China");
        browser.awaitText("#places tr:nth-child(2)", "far");
        browser.awaitText("#far-share", "of them with far peers");
        assertEquals(8, browser.all("#by-country .legend li").size());
        browser.awaitText("#by-country .now", "of all applications");
        String all = browser.find("#places tr:nth-child(1) td:nth-child(4)").getText();
        browser.script("const choice = document.querySelector('#application'); choice.value = 'pptv';"
            + "choice.dispatchEvent(new Event('change'))");
        browser.awaitText("#by-country .now", "of pptv");
        browser.await("fewer bytes", () -> !browser.find("#places tr:nth-child(1) td:nth-child(4)").getText()
            .equals(all));
        browser.scheme("dark").picture(PICTURES.resolve("localization-places-dark.png"));
        assertEquals("Localization - Gateway", browser.script("return document.title"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void shouldImportExportAndForgetLayoutsAndLoseNothing() {
        browser.open(rig.page("localization"));
        browser.awaitText("#layouts", "24 peers put in were contacted");
        browser.find("#import").click();
        browser.find("#file-text").sendKeys("{\"layouts\": nonsense");
        browser.find("#adopt-apply").click();
        browser.awaitText("#adopt-problem", "it is not JSON as it should be, at line 1. What was learnt is as it was.");
        browser.picture(PICTURES.resolve("localization-import.png"));
        assertEquals("{\"layouts\": nonsense", browser.find("#file-text").getDomProperty("value"));
        browser.find("#file-text").sendKeys(Keys.chord(Keys.CONTROL, "a"), "{\"layouts\":[]}");
        browser.find("#adopt-apply").click();
        browser.awaitText("#notice", "2 layouts are taken into use.");
        assertTrue(rig.deeds().contains("adopt {\"layouts\":[]}"), rig.deeds());
        browser.find("#layouts tr:nth-child(2) button").click();
        browser.find("#forget-no").click();
        assertFalse(rig.deeds().contains("forget "), rig.deeds());
        browser.find("#layouts tr:nth-child(2) button").click();
        browser.find("#forget-yes").click();
        browser.awaitText("#notice", "sopcast-2 is forgotten.");
        assertTrue(rig.deeds().contains("forget sopcast-2"), rig.deeds());
        String file = (String) browser.script("""
            const request = new XMLHttpRequest();
            request.open("GET", arguments[0], false);
            request.send();
            return [request.status, request.getResponseHeader("Content-Disposition"), request.responseText].join("|");
            """, browser.find("#export").getDomProperty("href"));
        assertEquals("200|attachment; filename=\"layouts.json\"|{\"layouts\":[1]}", file);
    }

    @Test
    void shouldShowWhatWasSaidAsItWasSaidAndAsText() {
        browser.open(rig.page("records"));
        browser.awaitText("#records", "<script>document.title='harmed'</script><b>bold</b>");
        browser.awaitText("#records", "sending \\u202egpj.exe now");
        browser.find("#more").click();
        browser.awaitText("#counts", "200 records, and earlier ones");
        browser.find("#text").sendKeys("slides");
        browser.find("#search button").click();
        browser.awaitText("#counts", "100 records");
        browser.awaitText("#looks", "records with \"slides\"");
        browser.await("no more pages", () -> browser.all("#more").stream().noneMatch(WebElement::isDisplayed));
        browser.find("#records tr:nth-child(3) button").click();
        browser.awaitText("#conversation-title", "ann@example.org");
        browser.awaitText("#messages", "Did you get the slides?\nThe second half is new.");
        assertTrue(browser.all("#messages li").size() >= 100);
        assertFalse(browser.all("#messages li[data-side=right]").isEmpty());
        browser.picture(PICTURES.resolve("records-conversation.png"));
        browser.find("#close").click();
        browser.awaitText("#looks", "the conversation of message");
        assertEquals("Records - Gateway", browser.script("return document.title"));
        assertEquals(List.of(), browser.all("main img, main script, main b"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void shouldHandOutAFileAsSomethingToKeepAndNothingToShow() {
        browser.open(rig.page("records"));
        String answer = (String) browser.script("""
            const request = new XMLHttpRequest();
            request.open("GET", arguments[0], false);
            request.send();
            return [request.status, request.getResponseHeader("Content-Type"),
              request.getResponseHeader("Content-Disposition"), request.getResponseHeader("X-Content-Type-Options"),
              request.responseText].join("|");""", browser.find("#records a").getDomProperty("href"));
        assertEquals("200|application/octet-stream|attachment; filename=\"recorded-5e884898da280471.bin\"|nosniff|"
            + "<html><script>alert(1)</script>", answer);
        browser.awaitText("#looks", "the file 5e884898");
    }

    @Test
    void shouldShowRecordsToNobodyButAuditors() {
        try (Browser another = Browser.start()) {
            for (String user : List.of("viewer", "admin")) {
                rig.logIn(another, user, "records");
                another.awaitText("#denied", "Only auditors may see records");
                for (String path : List.of("json/records", "json/looks", "json/conversation?id=1",
                    "file/" + "0".repeat(64))) {
                    assertEquals(403L, another.script("const request = new XMLHttpRequest();"
                        + "request.open('GET', arguments[0], false); request.send(); return request.status;", path));
                }
                another.find("a[href='../logout']").click();
                another.await("logged out", () -> !another.address().endsWith("records"));
            }
        }
    }

    @Test
    void shouldSearchAndSortAtTheGateway() {
        browser.open(rig.page("flows"));
        browser.awaitText("#counts", "100 of 100,000");
        browser.find("#text").sendKeys("NETINST");
        browser.await("only flows that match", () -> browser.all("#flows .file").size() == 100
            && browser.all("#flows .file").stream().allMatch(name -> name.getText().contains("netinst")));
        browser.find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        browser.find("#columns th:nth-child(1) button").click();
        browser.awaitText("#flows tr:first-child .open", "bittorrent");
        browser.find("#columns th:nth-child(1) button").click();
        browser.awaitText("#flows tr:first-child .open", "unidentified");
        assertEquals("descending", browser.find("#columns th:nth-child(1)").getDomAttribute("aria-sort"));
        browser.find("#application option[value=skype]").click();
        browser.await("only one application", () -> browser.all("#flows .open").stream()
            .allMatch(name -> name.getText().equals("skype")));
        browser.open(browser.address());
        browser.awaitText("#flows tr:first-child .open", "skype");
    }

    @Test
    void shouldSayWhyAndRefuseOnlyWhenConfirmed() {
        browser.open(rig.page("flows?text=pptv"));
        browser.find("#flows .open").click();
        browser.awaitText("#detail-steps", "it is outside Mon-Fri 08:00-17:30");
        browser.find("#refuse").click();
        browser.find("#confirm-no").click();
        assertFalse(rig.deeds().contains("block "));
        browser.find("#refuse").click();
        browser.find("#confirm-yes").click();
        browser.awaitText("#notice", "The flow is refused.");
        assertTrue(rig.deeds().contains("block "));
        browser.await("the new decision in the list", () -> browser.all("#flows tr").stream()
            .anyMatch(row -> row.getText().contains("by hand")));
    }

    @Test
    void shouldChangeTryAndSaveRulesAndLoseNothing() {
        browser.open(rig.page("rules"));
        browser.find("#rules li:nth-child(2) .edit").click();
        WebElement seconds = browser.find("#field-cacheSeconds");
        seconds.sendKeys("soon");
        browser.awaitText("#form-problem", "cacheSeconds is a number");
        assertEquals("soon", seconds.getDomProperty("value"));
        browser.find("#apply").click();
        browser.awaitText("#rules li:nth-child(2)", "cacheSeconds is a number");
        browser.find("#save").click();
        browser.awaitText("#notice", "cacheSeconds is a number from 0 to 2000000, not \"soon\"");
        browser.open(rig.page("rules"));
        browser.awaitText("#rules li:nth-child(2)", "changed, not saved");
        browser.find("#rules li:nth-child(2) .edit").click();
        browser.find("#field-cacheSeconds").sendKeys(Keys.chord(Keys.CONTROL, "a"), "60");
        browser.find("#field-application").sendKeys(", skype");
        browser.find("#apply").click();
        browser.awaitText("#rules li:nth-child(2)", "keep the pair out for 1 min");
        browser.find("#try").click();
        browser.awaitText("#outcome", "100,000 flows that are known now or ended lately were tried.");
        browser.awaitText("#changed-flows", "skype");
        browser.picture(PICTURES.resolve("rules-dry-run.png"));
        browser.find("#save").click();
        browser.awaitText("#notice", "The rules are saved");
        assertTrue(rig.deeds().contains("cacheSeconds=60"), rig.deeds());
        assertTrue(rig.deeds().contains("application=edonkey, gnutella, skype"), rig.deeds());
    }

    @Test
    void shouldMoveARuleWithTheKeyboardAndKeepTheFocus() {
        browser.open(rig.page("rules"));
        browser.find("#rules li:nth-child(4) .up").sendKeys(Keys.ENTER);
        browser.await("the new order", () -> browser.text("#rules li:nth-child(3) h2").equals("no-programs"));
        assertEquals("Move up no-programs",
            browser.script("return document.activeElement.getAttribute('aria-label')"));
        assertEquals("no-programs is now number 3 of 4.",
            browser.script("return document.getElementById('announce').textContent"));
        browser.awaitText("#summary", "1 rule changed");
        browser.find("#discard").click();
        browser.await("the old order", () -> browser.text("#rules li:nth-child(4) h2").equals("no-programs"));
    }

    @Test
    void shouldNotOverwriteWhatSomebodyElseSaved() {
        browser.open(rig.page("rules"));
        browser.find("#rules li:nth-child(1) .delete").click();
        browser.awaitText("#summary", "1 rule deleted");
        rig.play("broken");
        browser.awaitText("#moved", "changed elsewhere");
        browser.find("#save").click();
        browser.awaitText("#notice", "changed by somebody else");
        browser.all("#moved button").get(1).click();
        browser.awaitText("#rules", "\"Mon-Fry\" is no day");
        assertEquals(1, browser.all("#rules li").size());
    }

    @Test
    void shouldLetABundleBackIn() {
        rig.play("broken");
        browser.open(rig.page("bundles"));
        browser.find("#bundles button").click();
        browser.awaitText("#notice", "gateway.protocol.edonkey is let back in.");
        browser.await("no more button", () -> browser.all("#bundles button").isEmpty());
        assertTrue(rig.deeds().contains("readmit gateway.protocol.edonkey"));
    }

    @Test
    void shouldSayThatTheConnectionIsLostAndGoOnWhenItIsBack() {
        browser.open(rig.page("overview"));
        browser.awaitText("#live", "Live");
        browser.network(false);
        try {
            browser.awaitText("#live", "Connection lost");
            browser.awaitText("#notice", "What you see is the last answer");
        } finally {
            browser.network(true);
        }
        browser.awaitText("#live", "Live");
        browser.await("no more notice", () -> !browser.all("#notice").get(0).isDisplayed());
    }

    @Test
    void shouldStopAskingWhilePaused() throws InterruptedException {
        browser.open(rig.page("health"));
        browser.awaitText("#live", "Live");
        browser.find("#live").click();
        browser.awaitText("#live", "Paused");
        double asked = browser.number("return performance.getEntriesByType('resource').length");
        // Longer than two periods; nothing can be waited for where nothing is to happen.
        Thread.sleep(4500);
        assertEquals(asked, browser.number("return performance.getEntriesByType('resource').length"));
    }

    @Test
    void shouldShowViewersNoButtonThatTheyMayNotUse() {
        try (Browser another = Browser.start()) {
            rig.logIn(another, "viewer", "flows");
            another.find("#flows .open").click();
            another.awaitText("#detail-outcome", "allowed");
            assertTrue(another.all("#refuse, #release").stream().noneMatch(WebElement::isDisplayed));
            assertEquals(List.of(), another.all("#flows .file"));
            another.open(rig.page("scans"));
            another.awaitText("#found", "Win.Trojan.Agent-7366441-0");
            assertEquals(List.of(), another.all("main .file, main code"));
            another.open(rig.page("localization"));
            another.awaitText("#contents", "of 128 peers");
            assertEquals(List.of(), another.all("main .content, #layouts button"));
            assertFalse(another.find("#export").getDomProperty("href").isEmpty());
            assertTrue(another.all("#import").stream().noneMatch(WebElement::isDisplayed));
            another.open(rig.page("rules"));
            another.awaitText("#rules", "office-hours");
            assertEquals(List.of(), another.all("main button").stream().filter(WebElement::isDisplayed).toList());
            rig.play("broken");
            another.open(rig.page("bundles"));
            another.awaitText("#counts", "serving");
            assertEquals(List.of(), another.all("#bundles button"));
            assertEquals(List.of(), another.complaints());
        }
    }

    @Test
    void shouldBeReachedFromFelixsOwnPagesAndBack() {
        browser.open(rig.page("health"));
        browser.find("header a[href='../bundles']").click();
        browser.await("Felix's page", () -> browser.address().endsWith("/system/console/bundles"));
        WebElement link = browser.all("a[href$='/system/console/gateway']").get(0);
        browser.open(link.getDomProperty("href"));
        browser.await("the overview", () -> browser.address().equals(rig.page("overview")));
        assertEquals(1, browser.all("body").get(0).findElements(By.cssSelector("nav.tabs")).size());
    }
}
