package gateway.protocol.msn;

import static gateway.protocol.msn.Speech.ALICE;
import static gateway.protocol.msn.Speech.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.MessagePart;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.api.protocol.WireText;
import gateway.api.protocol.WireText.Encoding;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatTest {
    private static final String THIRD = "carol@example.com";
    private static final FlowScript CALLER = FlowScript.tcp().toServer(Speech.TICKET)
        .toClient("USR 1 OK " + ALICE + " Alice\r\n").toServer("CAL 2 " + BOB + "\r\n")
        .toClient("CAL 2 RINGING 246503\r\n").toClient("JOI " + BOB + " Bob\r\n");

    private final ParserRig rig = new ParserRig(new MsnParser());

    @Test
    void shouldSayWhoWroteWhatToWhomHoweverCut() {
        FlowScript script = CALLER.toServer(Speech.says(3, "hello")).toClient("ACK 3\r\n")
            .toClient(Speech.hears(BOB, "à bientôt 🙂") + Speech.hears(BOB, "x")).toServer("OUT\r\n");
        List<MessageSent> said = messages(script);
        assertEquals(3, said.size());
        assertEquals(new MessageSent("246503", ALICE, BOB, said.get(0).text()), said.get(0));
        assertEquals(new MessageSent("246503", BOB, ALICE, said.get(1).text()), said.get(1));
        assertEquals("hello", said.get(0).text().value());
        assertEquals("à bientôt 🙂", said.get(1).text().value());
        assertEquals(Encoding.UTF_8, said.get(1).text().encoding());
        assertTrue(rig.sameHoweverCut(script).containsAll(said));
    }

    @Test
    void shouldSayWhereTheTextStands() {
        FlowScript script = CALLER.toServer(Speech.says(3, "hello"));
        WireText text = messages(script).get(0).text();
        String stream = stream(script, Direction.TO_SERVER);
        assertEquals(stream.indexOf("hello"), text.offset());
        assertEquals(5, text.length());
    }

    @Test
    void shouldKnowTheOneWhoAnswers() {
        FlowScript script = FlowScript.tcp().toServer("ANS 89 " + BOB + " 1115371039.15845 17069658\r\n")
            .toClient("IRO 89 1 1 " + ALICE + " Alice\r\nANS 89 OK\r\n").toClient(Speech.hears(ALICE, "hi"))
            .toServer(Speech.says(90, "ho"));
        assertEquals(List.of(BOB + "<" + ALICE + ":hi", ALICE + "<" + BOB + ":ho"), spoken(script));
        assertEquals("17069658", messages(script).get(0).conversation());
    }

    @Test
    void shouldFollowWhoIsThere() {
        FlowScript script = CALLER.toClient("JOI " + THIRD + " Carol\r\n").toServer(Speech.says(3, "all"))
            .toClient(Speech.hears(THIRD, "both")).toClient("BYE " + BOB + "\r\n").toServer(Speech.says(4, "one"))
            .toClient("BYE " + THIRD + " 1\r\n").toServer(Speech.says(5, "none"));
        assertEquals(List.of(BOB + " " + THIRD + "<" + ALICE + ":all", ALICE + " " + BOB + "<" + THIRD + ":both",
            THIRD + "<" + ALICE + ":one", "<" + ALICE + ":none"), spoken(script));
    }

    @Test
    void shouldCountAnAccountOnceWhereverItIsSignedIn() {
        String place = ";{3AE1F6F8-1B1C-4F0C-9B3E-0123456789AB}";
        String other = ";{00000000-1B1C-4F0C-9B3E-0123456789AB}";
        FlowScript script = FlowScript.tcp().toServer("USR 1 " + ALICE + place + " 1115371039.15845\r\n")
            .toClient("JOI " + BOB + " Bob 1\r\nJOI " + BOB + place + " Bob 1\r\nJOI " + BOB + other + " Bob 1\r\n")
            .toServer(Speech.says(3, "one")).toClient("BYE " + BOB + "\r\nBYE " + BOB + place + "\r\n")
            .toServer(Speech.says(4, "two"));
        assertEquals(List.of(BOB + "<" + ALICE + ":one", BOB + "<" + ALICE + ":two"), spoken(script));
    }

    @Test
    void shouldTakeUpAConversationInProgressEitherWayRound() {
        String typing = Speech.sent(1, Speech.mime("Content-Type: text/x-msmsgscontrol\r\nTypingUser: " + ALICE
            + "\r\n", "\r\n\r\n"));
        FlowScript script = FlowScript.tcp().on(FakeFlow.of(Transport.TCP).pickedUpMidstream())
            .toServer("l of a message before" + typing + Speech.says(2, "late")).toClient(Speech.hears(BOB, "yes"))
            .toServer(Speech.says(3, "again"));
        List<String> expected =
            List.of("<" + ALICE + ":late", ALICE + "<" + BOB + ":yes", BOB + "<" + ALICE + ":again");
        assertEquals(expected, spoken(script));
        rig.sameHoweverCut(script);
        FlowScript turned = FlowScript.tcp().on(script.flow()).toClient(typing + Speech.says(2, "late"))
            .toServer(Speech.hears(BOB, "yes")).toClient(Speech.says(3, "again"));
        assertEquals(expected, spoken(turned));
    }

    @Test
    void shouldPassOverWhatIsNotWritten() {
        String control = Speech.mime("Content-Type: text/x-msmsgscontrol\r\nTypingUser: " + BOB + "\r\n", "\r\n");
        String nudge = Speech.mime("Content-Type: text/x-msnmsgr-datacast\r\n", "ID: 1\r\n\r\n");
        FlowScript script = CALLER.toClient(Speech.delivered(BOB, control)).toClient(Speech.delivered(BOB, nudge))
            .toServer(Speech.says(3, ""));
        assertEquals(List.of(), messages(script));
    }

    @Test
    void shouldNeverLookForLinesInsideAPayload() {
        String trap = "\r\nMSG " + BOB + " nick 3\r\nBYE " + BOB + "\r\n";
        FlowScript script = CALLER.toServer(Speech.says(3, trap)).toServer(Speech.says(4, "after"));
        assertEquals(List.of(BOB + "<" + ALICE + ":" + trap, BOB + "<" + ALICE + ":after"), spoken(script));
    }

    @Test
    void shouldJoinPiecesOfALongText() {
        String id = "Message-ID: {C7B8E1B0-0000-4444-8888-1234567890AB}\r\n";
        String euro = Speech.wire("€");
        FlowScript script = CALLER
            .toServer(Speech.sent(3, Speech.mime(Speech.TEXT_TYPE + id + "Chunks: 3\r\n", "kill" + euro.charAt(0))))
            .toServer(Speech.says(4, "between"))
            .toServer(Speech.sent(5, Speech.mime(id + "Chunk: 1\r\n", euro.substring(1) + "er")))
            .toServer(Speech.sent(6, Speech.mime(id + "Chunk: 2\r\n", "!")));
        assertEquals(List.of(BOB + "<" + ALICE + ":between", BOB + "<" + ALICE + ":kill€er!"), spoken(script));
        assertFalse(messages(script).get(1).text().placed());
        assertEquals(List.of(), anomalies(script));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldReportEachPieceWithWhatCameBefore() {
        String id = "Message-ID: {1}\r\n";
        FlowScript script = CALLER
            .toServer(Speech.sent(3, Speech.mime(Speech.TEXT_TYPE + id + "Chunks: 3\r\n", "x".repeat(5000) + "um")))
            .toServer(Speech.sent(4, Speech.mime(id + "Chunk: 1\r\n", "bra")));
        List<String> parts = rig.read(script).sink().events(MessagePart.class).stream()
            .map(part -> part.text().value()).toList();
        assertEquals(2, parts.size());
        assertTrue(parts.get(1).endsWith("xumbra"), parts.get(1));
        assertEquals(Chunks.TAIL + 3, parts.get(1).length());
        assertEquals(List.of(), messages(script));
    }

    @Test
    void shouldLoseNoPieceThatDoesNotFit() {
        String id = "Message-ID: {1}\r\n";
        FlowScript script = CALLER
            .toServer(Speech.sent(3, Speech.mime(Speech.TEXT_TYPE + id + "Chunks: 3\r\n", "one")))
            .toServer(Speech.sent(4, Speech.mime(id + "Chunk: 2\r\n", "three")))
            .toServer(Speech.sent(5, Speech.mime(Speech.TEXT_TYPE + id + "Chunks: 1000000\r\n", "many")))
            .toServer(Speech.sent(6, Speech.mime("Chunk: x\r\n", "stray")));
        assertEquals(List.of("one", "three", "many", "stray"),
            messages(script).stream().map(m -> m.text().value()).toList());
        assertEquals(List.of("bad_chunks", "bad_chunks", "bad_chunks"), anomalies(script));
    }

    @Test
    void shouldSayWhatWasBegunWhenItsPlaceIsNeeded() {
        FlowScript script = CALLER;
        for (int i = 0; i <= Chunks.MAX_OPEN; i++) {
            script = script.toServer(Speech.sent(i,
                Speech.mime(Speech.TEXT_TYPE + "Message-ID: " + i + "\r\nChunks: 2\r\n", "text " + i)));
        }
        assertEquals(List.of(BOB + "<" + ALICE + ":text 0"), spoken(script));
    }

    /** The JDK's decoder would swallow the letter behind half a pair. */
    @Test
    void shouldHideNothingBehindHalfAPair() {
        assertEquals("b\ud800omb\udc00\ufffd", Decoding.utf16(
            new byte[] {'b', 0, 0, (byte) 0xd8, 'o', 0, 'm', 0, 'b', 0, 0, (byte) 0xdc, 'x'}));
    }

    @Test
    void shouldDecodeWhatHeadersSay() {
        assertText("geheim", Encoding.BASE64, "Content-Transfer-Encoding: base64\r\n", "Z2Vo\r\nZWlt");
        assertText("naïve text", Encoding.QUOTED_PRINTABLE, "Content-Transfer-Encoding: quoted-printable\r\n",
            "na=C3=AFve=\r\n text");
        String plain = "Content-Type: text/plain; charset=";
        assertText("né", Encoding.ISO_8859_1, plain + "ISO-8859-1\r\n", "n\u00e9");
        assertText("hi", Encoding.UTF_16LE, plain + "\"UTF-16LE\"; x=y\r\n", "h\0i\0");
        assertText("hi", Encoding.BASE64_UTF_16LE, plain + "utf-16\r\nContent-Transfer-Encoding: base64\r\n",
            "aABpAA==");
    }

    @Test
    void shouldReadMessagesToOtherNetworks() {
        String payload = Speech.mime(Speech.TEXT_TYPE, "hello");
        FlowScript script = FlowScript.tcp().toServer("VER 1 MSNP14 CVR0\r\nUSR 2 TWN I " + ALICE + "\r\n")
            .toServer("UUM 20 dave@yahoo.example 32 1 " + payload.length() + "\r\n" + payload)
            .toClient("VER 1 MSNP14\r\nUBM dave@yahoo.example 32 1 " + payload.length() + "\r\n" + payload);
        assertEquals(List.of("dave@yahoo.example<" + ALICE + ":hello", ALICE + "<dave@yahoo.example:hello"),
            spoken(script));
    }

    @Test
    void shouldFollowTheSignInWithoutTellingTickets() {
        FlowScript script = FlowScript.tcp().toServer("VER 1 MSNP12 MSNP11 CVR0\r\n").toClient("VER 1 MSNP12\r\n")
            .toServer("CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 7.0.0813 MSMSGS " + ALICE + "\r\n")
            .toClient("CVR 2 7.0.0816 7.0.0816 6.2.0205 http://example.com http://example.com\r\n")
            .toServer("USR 3 TWN I " + ALICE + "\r\n").toClient("USR 3 TWN S lc=1033,id=507,tw=40\r\n")
            .toServer("USR 4 TWN S t=secretticket&p=\r\n").toClient("USR 4 OK " + ALICE + " Alice 1 0\r\n")
            .toClient(Speech.delivered("Hotmail", Speech.mime("Content-Type: text/x-msmsgsprofile\r\n", "xx")))
            .toServer("CHG 5 NLN 1073791012\r\n").toClient("GCF 0 3\r\nabcQNG 50\r\n")
            .toServer("XFR 6 SB\r\n").toClient("XFR 6 SB 192.0.2.59:1863 CKI 17262740.1050826919.32308\r\n")
            .toClient("RNG 11752013 192.0.2.38:1863 CKI 849102291.520491113 " + BOB + " Bob\r\n");
        List<Object> said = rig.sameHoweverCut(script);
        assertEquals(List.of(
            new Identified("notification", Map.of("versions", "MSNP12 MSNP11")),
            new Identified("notification", Map.of("account", ALICE, "client", "MSNMSGR 7.0.0813", "system", "winnt")),
            new Identified("sign_in", Map.of("account", ALICE, "method", "TWN")),
            new Identified("sign_in", Map.of("account", ALICE, "answer", "ok")),
            new Identified("presence", Map.of("account", ALICE, "status", "NLN")),
            expected("192.0.2.59"),
            new Identified("notification", Map.of("called_by", BOB, "conversation", "11752013")),
            expected("192.0.2.38")), said);
    }

    private static Expected expected(String address) {
        return new Expected(Transport.TCP, FakeFlow.endpoint(address, 1863), java.time.Duration.ofMinutes(5));
    }

    private void assertText(String text, Encoding encoding, String headers, String body) {
        String type = headers.startsWith("Content-Type") ? "" : Speech.TEXT_TYPE;
        FlowScript script = CALLER.toServer(Speech.sent(3, Speech.mime(type + headers, body)));
        assertEquals(text, messages(script).get(0).text().value());
        assertEquals(encoding, messages(script).get(0).text().encoding());
        assertEquals(List.of(), anomalies(script));
    }

    private List<String> spoken(FlowScript script) {
        return messages(script).stream().map(m -> m.to() + "<" + m.from() + ":" + m.text().value()).toList();
    }

    private List<MessageSent> messages(FlowScript script) {
        return rig.read(script).sink().events(MessageSent.class);
    }

    private List<String> anomalies(FlowScript script) {
        return rig.read(script).sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }

    private static String stream(FlowScript script, Direction direction) {
        StringBuilder stream = new StringBuilder();
        script.payloads().stream().filter(p -> p.direction() == direction)
            .forEach(p -> stream.append(Speech.text(p.bytes())));
        return stream.toString();
    }
}
