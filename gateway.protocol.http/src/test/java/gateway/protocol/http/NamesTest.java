package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.testkit.FakeSink.FileText;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All names that a receiver might take for a file's: those in Content-Disposition, of bodies and of their parts. */
class NamesTest {
    private static final String FORM = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nof a text\r\n"
        + "--b\r\ncontent-disposition : form-data; name=\"file\";\r\n filename=\"a b.txt\"; "
        + "filename*=UTF-8''na%C3%AFve\r\n"
        + "Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n";

    private final ParserRig rig = new ParserRig(new HttpParser());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "a.txt                     | attachment; filename=\"a.txt\"",
        "b.txt,a.txt               | attachment; filename=\"a.txt\"; filename*=UTF-8''b.txt",
        "b.txt,a.txt               | attachment; filename*=UTF-8''b.txt; filename=a.txt",
        "b.txt,c.txt               | attachment; filename*=UTF-8''b.txt; filename*=UTF-8''c.txt",
        "a.txt,b.txt               | attachment; filename=a.txt; filename=b.txt",
        "a.txt                     | attachment; FILENAME = \"a.txt\"; filename=a.txt",
        "one two.txt               | attachment; filename*0=\"one \"; filename*1=\"two.txt\"",
        "one two.txt               | attachment; filename*1=\"two.txt\"; filename*0=\"one \"",
        "naïve.txt                 | attachment; filename*0*=UTF-8''na%C3; filename*1*=%AFve; filename*2=.txt",
        "b.txt,a.txt               | attachment; filename=a.txt; filename*0=b.txt",
        "naïve                     | attachment; filename*=\"UTF-8''na%C3%AFve\"",
        "naïve                     | attachment; filename*=windows-1252''na%EFve",
        "nave                      | attachment; filename*=UTF-16LE''%6E%00%61%00%76%00%65%00",
        "=?UTF-8?Q?na=C3=AFve?=    | attachment; filename=\"=?UTF-8?Q?na=C3=AFve?=\"",
        "%75mbra                   | attachment; filename=\"%75mbra\"",
    })
    void shouldTellEveryFormOfAName(String names, String disposition) {
        assertEquals(List.of(names.split(",")), names(answer("Content-Disposition: " + disposition + "\r\n")));
    }

    @Test
    void shouldTellTheNamesOfSeveralHeaders() {
        assertEquals(List.of("a", "b"), names(answer("Content-Disposition: attachment; filename=a\r\n"
            + "Content-Disposition: attachment; filename=b\r\n")));
    }

    @Test
    void shouldBoundTheFormsOfAName() {
        StringBuilder many = new StringBuilder("Content-Disposition: attachment");
        for (int i = 0; i < 1000; i++) {
            many.append("; filename=").append(i);
        }
        assertEquals(16, names(answer(many + "\r\n")).size());
    }

    @Test
    void shouldNotCutANameAndComplainOfOneTooLong() {
        String name = "x".repeat(5000) + "umbra";
        Reading reading = answer("Content-Disposition: attachment; filename=\"" + name + "\"\r\n");
        assertEquals(List.of(name), names(reading));
        assertEquals(List.of("too long"), reading.sink().events(Anomaly.class).stream().map(Anomaly::detail).toList());
    }

    @Test
    void shouldTellTheNamesOfParts() {
        FlowScript script = upload(FORM);
        Reading reading = rig.read(script);
        assertEquals(List.of("naïve", "a b.txt"), offers(reading));
        assertEquals("/in", reading.sink().events(FileOffered.class).get(0).attributes().get("url"));
        assertEquals(FORM, text(reading));
        assertTrue(reading.sink().events(TransferEnded.class).get(0).complete());
        for (int cut = 1; cut < script.length(); cut++) {
            assertSame(script, script.cutAt(cut), "cut at " + cut);
        }
        assertSame(script, script.inPiecesOf(1), "byte by byte");
    }

    @Test
    void shouldTellTheNamesOfPartsInChunks() {
        for (int cut = 1; cut < FORM.length(); cut++) {
            FlowScript script = FlowScript.tcp().toServer("POST /in HTTP/1.1\r\nContent-Type: multipart/form-data; "
                + "boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(FORM.substring(0, cut))
                + chunk(FORM.substring(cut)) + "0\r\n\r\n");
            Reading reading = rig.read(script);
            assertEquals(List.of("naïve", "a b.txt"), offers(reading), "cut at " + cut);
            assertEquals(FORM, text(reading));
        }
    }

    @Test
    void shouldHoldAPartsHeaderUntilItIsComplete() {
        int cut = FORM.indexOf(" b.txt");
        Reading reading = rig.read(upload(FORM).gap(Direction.TO_CLIENT, 0));
        assertEquals(2, offers(reading).size());
        FlowScript open = FlowScript.tcp().toServer(head(FORM) + FORM.substring(0, cut));
        assertEquals(FORM.indexOf("content-disposition"), text(rig.read(open)).length());
    }

    @Test
    void shouldCountWhatIsThereWhereTheRestIsMissing() {
        int cut = FORM.indexOf("; filename*");
        FlowScript lost = FlowScript.tcp().toServer(head(FORM) + FORM.substring(0, cut));
        assertEquals(List.of("a b.txt"), offers(rig.read(FlowScript.tcp().toServer("POST /in HTTP/1.1\r\n"
            + "Content-Type: multipart/mixed\r\nContent-Length: " + cut + "\r\n\r\n" + FORM.substring(0, cut)))));
        assertEquals(List.of(), offers(rig.read(lost.gap(Direction.TO_SERVER, 10))));
    }

    @Test
    void shouldGoByTheHeaderWhateverTheBorderIs() {
        String nested = "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\nContent-Disposition: file; "
            + "filename=\"one\"\n\nx\n--other\nCONTENT-DISPOSITION:\tfile;filename=two\n\n";
        assertEquals(List.of("one", "two"), offers(rig.read(upload(nested))));
        String near = "Content-Dispositio: x; filename=a\r\nX-Content-Disposition: x; filename=b\r\n";
        assertEquals(List.of(), offers(rig.read(upload(near))));
        assertEquals(List.of(), offers(rig.read(FlowScript.tcp().toServer("PUT /mail.eml HTTP/1.1\r\n"
            + "Content-Type: message/rfc822\r\nContent-Length: " + FORM.length() + "\r\n\r\n" + FORM))));
    }

    @Test
    void shouldBoundAPartsHeader() {
        String endless = "Content-Disposition: file; filename=\"first\"; x=\"" + "y".repeat(100_000) + "\"\r\n\r\n";
        FlowScript script = upload(endless);
        for (FlowScript way : List.of(script, script.inPiecesOf(1000), script.inPiecesOf(77))) {
            Reading reading = rig.read(way);
            assertEquals(List.of("first"), offers(reading));
            assertEquals(List.of("part_header_too_long"),
                reading.sink().events(Anomaly.class).stream().map(Anomaly::what).toList());
            assertEquals(endless, text(reading));
        }
        String blanks = "Content-Disposition: file;" + "\r\n ".repeat(40_000) + "filename=last\r\n\r\n";
        assertEquals(blanks, text(rig.read(upload(blanks).inPiecesOf(1400))));
    }

    @Test
    void shouldSayTheSameOfMutatedPartsHoweverCut() {
        Mutator mutator = new Mutator(7578);
        for (int i = 0; i < 1000; i++) {
            byte[] form = mutator.mutate(FORM.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            FlowScript script = FlowScript.tcp().toServer("POST /in HTTP/1.1\r\nContent-Type: multipart/form-data\r\n"
                + "Content-Length: " + form.length + "\r\n\r\n").toServer(form);
            assertSame(script.merged(), script.inPiecesOf(1), "run " + i);
            assertSame(script.merged(), script.cutAt(mutator.number(script.length())), "run " + i);
        }
    }

    /** Where the bytes of a body stand among the names differs. */
    private void assertSame(FlowScript one, FlowScript other, String how) {
        Reading expected = rig.read(one);
        Reading actual = rig.read(other);
        assertEquals(offers(expected), offers(actual), how);
        assertEquals(text(expected), text(actual), how);
        assertEquals(expected.sink().events(Anomaly.class), actual.sink().events(Anomaly.class), how);
    }

    private Reading answer(String headers) {
        return rig.read(FlowScript.tcp().toServer("GET /a HTTP/1.1\r\n\r\n")
            .toClient("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + headers + "\r\n1"));
    }

    private static FlowScript upload(String body) {
        return FlowScript.tcp().toServer(head(body) + body);
    }

    private static String head(String body) {
        return "POST /in HTTP/1.1\r\nContent-Type: Multipart/form-data; boundary=b\r\nContent-Length: "
            + body.length() + "\r\n\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** Of the body's transfer, then the others. */
    private static List<String> names(Reading reading) {
        List<String> names = new ArrayList<>();
        for (DissectionEvent event : reading.sink().events()) {
            if (event instanceof TransferStarted start) {
                names.add(start.name().value());
            } else if (event instanceof FileOffered offer) {
                names.add(offer.name().value());
            }
        }
        return names;
    }

    private static List<String> offers(Reading reading) {
        return reading.sink().events(FileOffered.class).stream().map(offer -> offer.name().value()).toList();
    }

    private static String text(Reading reading) {
        StringBuilder text = new StringBuilder();
        for (Object said : reading.sink().transcript()) {
            text.append(said instanceof FileText file ? file.text() : "");
        }
        return text.toString();
    }
}
