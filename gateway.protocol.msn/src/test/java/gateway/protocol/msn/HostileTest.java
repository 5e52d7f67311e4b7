package gateway.protocol.msn;

import static gateway.protocol.msn.Speech.ALICE;
import static gateway.protocol.msn.Speech.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes that are not as they have to be, on purpose or not. */
class HostileTest {
    private static final FlowScript ROOM = FlowScript.tcp().toServer(Speech.TICKET)
        .toClient("JOI " + BOB + " Bob\r\n");
    private static final int RUNS = 20_000;

    private final ParserRig rig = new ParserRig(new MsnParser());

    @Test
    void shouldComplainOfImpossibleLengthsAndGoOn() {
        for (String length : List.of("-1", "x", "99999999999999999999", "2000000", "1e3", "+5")) {
            FlowScript script = ROOM.toServer("MSG 2 N " + length + "\r\nwhatever\r\n").toServer(Speech.says(3, "on"));
            assertEquals(List.of("bad_length"), anomalies(script), length);
            assertEquals(List.of("on"), texts(script), length);
            rig.sameHoweverCut(script);
        }
    }

    @Test
    void shouldStepOverMessagesThatNobodyTakes() {
        String huge = Speech.mime(Speech.TEXT_TYPE, "a".repeat(CommandReader.MAX_READ));
        FlowScript script = ROOM.toServer(Speech.sent(2, huge)).toServer(Speech.says(3, "on"));
        assertEquals(List.of("payload_too_long"), anomalies(script));
        assertEquals(List.of("on"), texts(script));
    }

    @Test
    void shouldStepOverOtherPayloadsWhateverTheirSize() {
        FlowScript script = ROOM.toClient("GCF 0 300000\r\n" + "MSG 1 N 5\r\n".repeat(30000).substring(0, 300000))
            .toServer(Speech.says(3, "on"));
        assertEquals(List.of(), anomalies(script));
        assertEquals(List.of("on"), texts(script));
    }

    @Test
    void shouldGiveUpLinesWithoutEnd() {
        FlowScript script = ROOM.toServer("X".repeat(CommandReader.MAX_LINE + 10)).toServer("\r\n")
            .toServer(Speech.says(3, "on"));
        assertEquals(List.of("line_too_long"), anomalies(script));
        assertEquals(List.of("on"), texts(script));
        assertEquals(rig.read(script).sink().transcript(), rig.read(script.inPiecesOf(1)).sink().transcript());
        FlowScript endless = ROOM.toClient("garbage\r\n");
        for (int i = 0; i < 4; i++) {
            endless = endless.toServer("X".repeat(40_000)).toClient("\u0001".repeat(40_000));
        }
        assertEquals(Progress.State.DONE, rig.read(endless).state());
    }

    @Test
    void shouldTakeUpTheThreadBehindAGap() {
        String message = Speech.says(3, "half of this is lost");
        FlowScript script = ROOM.toServer(message.substring(0, 100)).gap(Direction.TO_SERVER, 10)
            .toServer("lost" + Speech.says(4, "on"));
        assertEquals(List.of("on"), texts(script));
        assertEquals(WireText.NOWHERE, rig.read(script).sink().events(MessageSent.class).get(0).text().offset());
    }

    @Test
    void shouldKeepItsPlaceBehindAGapBetweenCommands() {
        FlowScript script = ROOM.toServer("PNG\r\n").gap(Direction.TO_SERVER, 7).toServer(Speech.says(4, "on"));
        WireText text = rig.read(script).sink().events(MessageSent.class).get(0).text();
        String before = Speech.TICKET + "PNG\r\n" + "7 bytes" + Speech.says(4, "on");
        assertEquals(before.lastIndexOf("on"), text.offset());
    }

    @Test
    void shouldComplainOfContradictoryAndNestedHeaders() {
        String two = "Content-Type: image/gif\r\n" + Speech.TEXT_TYPE;
        FlowScript contradictory = ROOM.toServer(Speech.sent(2, Speech.mime(two, "secret")));
        assertEquals(List.of("repeated_header"), anomalies(contradictory));
        assertEquals(List.of("secret"), texts(contradictory));
        FlowScript nested = ROOM.toServer(Speech.sent(2, Speech.mime(
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "--b\r\nContent-Type: text/plain\r\n\r\nsecret\r\n--b--")));
        assertEquals(List.of("nested_mime"), anomalies(nested));
        assertTrue(texts(nested).get(0).contains("secret"));
        FlowScript typeless = ROOM.toServer(Speech.sent(2, Speech.mime("", "secret")));
        assertEquals(List.of("secret"), texts(typeless));
    }

    @Test
    void shouldComplainOfOddHeadersAndReadOn() {
        assertFlaw("folded_header", Speech.TEXT_TYPE + " folded\r\n");
        assertFlaw("header_without_name", Speech.TEXT_TYPE + "no colon\r\n");
        assertFlaw("too_many_headers", Speech.TEXT_TYPE + endless());
        assertFlaw("unknown_charset", "Content-Type: text/plain; charset=utf-7\r\n");
        assertFlaw("unknown_transfer_encoding", Speech.TEXT_TYPE + "Content-Transfer-Encoding: x-uuencode\r\n");
        assertFlaw("bare_line_feed", "Content-Type: text/plain\n");
        FlowScript invalid = ROOM.toServer(Speech.sent(2, Speech.mime(Speech.TEXT_TYPE, "\u00ff\u00fe")));
        assertEquals(List.of("bad_encoding"), anomalies(invalid));
        assertEquals(List.of("\ufffd\ufffd"), texts(invalid));
    }

    @Test
    void shouldComplainOfBareLineFeedsAndNonsenseBetweenCommands() {
        FlowScript script = ROOM.toServer("PNG\nfoo bar\r\n").toServer(Speech.says(3, "on"));
        assertEquals(List.of("bare_line_feed", "bad_command"), anomalies(script));
        assertEquals(List.of("on"), texts(script));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldNotComplainForEver() {
        FlowScript script = ROOM;
        for (int i = 0; i < 2 * Report.MAX_ANOMALIES; i++) {
            script = script.toServer("PNG\n");
        }
        assertEquals(Report.MAX_ANOMALIES, anomalies(script).size());
    }

    @Test
    void shouldBoundARoom() {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            joined.append("JOI ").append(i).append('@').append("x".repeat(20)).append(" n\r\n");
        }
        MessageSent said = rig.read(ROOM.toClient(joined.toString()).toServer(Speech.says(3, "all")))
            .sink().events(MessageSent.class).get(0);
        assertTrue(said.to().length() <= DissectionEvent.MAX_TEXT);
        assertTrue(said.to().startsWith(BOB));
    }

    @Test
    void shouldEndEveryTransferWhateverEndsTheFlow() {
        String invite = Speech.slpInvite(Speech.context("a.txt", 6), 9);
        FlowScript relayed = ROOM
            .toServer(Speech.sent(5, Speech.relayed(BOB, Speech.p2p(0, 1, 0, invite.length(), 0, invite))))
            .toServer(Speech.sent(6, Speech.relayed(BOB, Speech.p2p(9, 2, 0, 6, Speech.FILE_DATA, "abc"))));
        FlowScript msnftp = FlowScript.tcp().toServer("VER MSNFTP\r\n").toServer("USR " + ALICE + " 8\r\n")
            .toClient("FIL 8\r\n").toServer("TFR\r\n").toClient(Speech.block("hel"));
        FlowScript direct = FlowScript.tcp().toServer("\004\0\0\0foo\0")
            .toServer(Speech.framed(Speech.p2p(9, 5, 0, 6, Speech.FILE_DATA, "abc")));
        for (FlowScript script : List.of(relayed, msnftp, direct)) {
            List<TransferEnded> ends = rig.read(script).sink().events(TransferEnded.class);
            assertEquals(List.of(new TransferEnded(1, false)), ends);
        }
    }

    @Test
    void shouldBoundTransfersThatNobodyEnds() {
        StringBuilder all = new StringBuilder("\004\0\0\0foo\0");
        for (int session = 1; session <= 500; session++) {
            all.append(Speech.framed(Speech.p2p(session, session, 0, 6, 0x30, "abc")));
        }
        Set<Long> open = new HashSet<>();
        for (DissectionEvent event : rig.read(FlowScript.tcp().toServer(all.toString())).sink().events()) {
            if (event instanceof TransferStarted start) {
                open.add(start.transfer());
            } else if (event instanceof TransferEnded end) {
                assertTrue(open.remove(end.transfer()));
            }
            assertTrue(open.size() <= Report.MAX_TRANSFERS);
        }
        assertEquals(Set.of(), open);
    }

    @Test
    void shouldTellOfNoBytesBeforeTheBeginning() {
        FlowScript script = FlowScript.tcp().toServer("\004\0\0\0foo\0")
            .toServer(Speech.framed(Speech.p2p(9, 5, 4, 9, Speech.FILE_DATA, "ef")))
            .toServer(Speech.framed(Speech.p2p(9, 5, 2, 9, Speech.FILE_DATA, "cd")));
        List<TransferStarted> starts = rig.read(script).sink().events(TransferStarted.class);
        assertEquals(List.of(4L, 2L), starts.stream().map(TransferStarted::first).toList());
        assertEquals(List.of("transfer_out_of_order"),
            rig.read(script).sink().events(Anomaly.class).stream().map(Anomaly::what).toList());
    }

    @Test
    void shouldCutWhatIsSaidOfAnAccount() {
        String account = "x".repeat(2000) + "@example.net";
        List<Identified> said = rig.read(FlowScript.tcp().toServer("VER 1 MSNP8 CVR0\r\n"
            + "CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS " + account + "\r\n"))
            .sink().events(Identified.class);
        assertEquals("x".repeat(DissectionEvent.MAX_TEXT), said.get(said.size() - 1).attributes().get("account"));
    }

    @Test
    void shouldStayBoundedOnMutatedInput() {
        Mutator mutator = new Mutator(2013);
        List<FlowScript> good = scripts();
        for (int i = 0; i < RUNS; i++) {
            FlowScript script = good.get(i % good.size()).map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b);
            Reading reading = rig.read(i % 3 == 0 ? script.on(script.flow().pickedUpMidstream()) : script);
            for (MessageSent message : reading.sink().events(MessageSent.class)) {
                assertTrue(message.text().value().length() <= WireText.MAX_LENGTH);
                assertTrue(message.from().length() <= DissectionEvent.MAX_TEXT);
            }
        }
    }

    @Test
    void shouldSayTheSameOfMutatedInputHoweverCut() {
        Mutator mutator = new Mutator(2014);
        List<FlowScript> good = scripts();
        for (int i = 0; i < 400; i++) {
            FlowScript script = good.get(i % good.size()).map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b);
            List<Object> whole = rig.read(script.merged()).sink().transcript();
            assertEquals(whole, rig.read(script.inPiecesOf(1)).sink().transcript(), "run " + i);
            assertEquals(whole, rig.read(script.inPiecesOf(1 + mutator.number(50))).sink().transcript(), "run " + i);
        }
    }

    private static List<FlowScript> scripts() {
        String invite = Speech.slpInvite(Speech.context("a.txt", 6), 9);
        String invitation = Speech.mime(Speech.INVITATION_TYPE, "Application-GUID: " + Speech.GUID
            + "\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 1\r\nApplication-File: a.txt\r\n"
            + "Application-FileSize: 6\r\n\r\n");
        String chunk = Speech.mime(Speech.TEXT_TYPE + "Message-ID: {1}\r\nChunks: 2\r\n", "one");
        FlowScript talk = ROOM.toServer(Speech.says(3, "hello")).toClient(Speech.hears(BOB, "hallo"))
            .toServer(Speech.sent(4, chunk))
            .toServer(Speech.sent(5, Speech.mime("Message-ID: {1}\r\nChunk: 1\r\n", "2")))
            .toClient("BYE " + BOB + "\r\n").toServer("OUT\r\n");
        FlowScript files = ROOM.toServer(Speech.sent(4, invitation))
            .toServer(Speech.sent(5, Speech.relayed(BOB, Speech.p2p(0, 1, 0, invite.length(), 0, invite))))
            .toServer(Speech.sent(6, Speech.relayed(BOB, Speech.p2p(9, 2, 0, 6, Speech.FILE_DATA, "abcdef"))))
            .toServer(Speech.sent(7, Speech.relayed(BOB + ";{}", Speech.p2p2(9, 2, 7, 3, "abc"))));
        FlowScript msnftp = FlowScript.tcp().toServer("VER MSNFTP\r\n").toClient("VER MSNFTP\r\n")
            .toServer("USR " + ALICE + " 8\r\n").toClient("FIL 8\r\n").toServer("TFR\r\n")
            .toClient(Speech.block("hello") + Speech.block("you") + "\1\0\0");
        FlowScript direct = FlowScript.tcp().toServer("\004\0\0\0foo\0")
            .toServer(Speech.framed(Speech.p2p(0, 1, 0, 0, P2pPart.HANDSHAKE, "")))
            .toServer(Speech.framed(Speech.p2p(9, 5, 0, 6, Speech.FILE_DATA, "abcdef")));
        return List.of(talk, files, msnftp, direct);
    }

    private static String endless() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Mime.MAX_FIELDS; i++) {
            lines.append("X-").append(i).append(": y\r\n");
        }
        return lines.toString();
    }

    private void assertFlaw(String flaw, String headers) {
        FlowScript script = ROOM.toServer(Speech.sent(2, Speech.mime(headers, "secret")));
        assertEquals(List.of(flaw), anomalies(script));
        assertEquals(List.of("secret"), texts(script));
    }

    private List<String> texts(FlowScript script) {
        return rig.read(script).sink().events(MessageSent.class).stream().map(m -> m.text().value()).toList();
    }

    private List<String> anomalies(FlowScript script) {
        return rig.read(script).sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }
}
