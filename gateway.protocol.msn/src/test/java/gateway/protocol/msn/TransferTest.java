package gateway.protocol.msn;

import static gateway.protocol.msn.Speech.ALICE;
import static gateway.protocol.msn.Speech.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText.Encoding;
import gateway.testkit.FakeFlow;
import gateway.testkit.FakeSink.FileText;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final FlowScript ROOM = FlowScript.tcp().toServer(Speech.TICKET)
        .toClient("JOI " + BOB + " Bob\r\n");
    private static final String HELLO = "\004\0\0\0foo\0";
    private static final FlowScript MSNFTP = FlowScript.tcp().toServer("VER MSNFTP\r\n").toClient("VER MSNFTP\r\n")
        .toServer("USR " + BOB + " 88123\r\n").toClient("FIL 8\r\n").toServer("TFR\r\n");

    private final ParserRig rig = new ParserRig(new MsnParser());

    @Test
    void shouldReadInvitationsToMsnftp() {
        FlowScript script = ROOM.toServer(invitation("Application-Name: File Transfer\r\nApplication-GUID: "
                + Speech.GUID + "\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 33267\r\n"
                + "Application-File: " + Speech.wire("réadme.txt") + "\r\nApplication-FileSize: 21\r\n"
                + "Connectivity: N\r\n\r\n"))
            .toClient(Speech.delivered(BOB, Speech.mime(Speech.INVITATION_TYPE, "Invitation-Command: ACCEPT\r\n"
                + "Invitation-Cookie: 33267\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n")))
            .toServer(invitation("Invitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\n"
                + "IP-Address: 203.0.113.7\r\nIP-Address-Internal: 10.0.0.7\r\nPort: 6891\r\nPortX-Internal: 6892\r\n"
                + "AuthCookie: 88123\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"))
            .toServer(invitation("Invitation-Command: CANCEL\r\nInvitation-Cookie: 33267\r\n"
                + "Cancel-Code: TIMEOUT\r\n\r\n"));
        Reading reading = rig.read(script);
        FileOffered offered = reading.sink().events(FileOffered.class).get(0);
        assertEquals(ALICE + " " + BOB, offered.from() + " " + offered.to());
        assertEquals("réadme.txt", offered.name().value());
        assertEquals(21, offered.size());
        assertEquals(11, offered.name().length());
        assertTrue(offered.name().placed());
        assertEquals(List.of(FakeFlow.endpoint("203.0.113.7", 6891), FakeFlow.endpoint("10.0.0.7", 6892)),
            expected(script));
        assertTrue(reading.sink().events().contains(new Identified("transfer_address", Map.of("cookie", "33267",
            "auth_cookie", "88123", "filename", "réadme.txt", "size", "21"))));
        assertEquals(List.of(), anomalies(script));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldReadAFileOverMsnftpHoweverCut() {
        FlowScript script = MSNFTP.toClient(Speech.block("hello")).toClient(Speech.block("you") + "\1\0\0")
            .toServer("BYE 16777989\r\n");
        List<Object> said = rig.sameHoweverCut(script);
        Map<String, String> peer = Map.of("account", BOB, "auth_cookie", "88123");
        assertEquals(new Identified("msnftp", peer), said.get(0));
        TransferStarted started = (TransferStarted) said.get(1);
        assertEquals(Direction.TO_CLIENT, started.direction());
        assertEquals(8, started.size());
        assertEquals(peer, started.attributes());
        assertEquals(new FileText(1, 0, "helloyou"), said.get(2));
        assertEquals(new TransferEnded(1, true), said.get(3));
        assertEquals(4, said.size());
    }

    @Test
    void shouldSayThatAFileWasBrokenOff() {
        assertEnded(false, MSNFTP.toClient(Speech.block("hell") + "\1\0\0"));
        assertEnded(false, MSNFTP.toClient(Speech.block("hell")).toServer("CCL\r\n"));
        assertEnded(false, MSNFTP.toClient(Speech.block("hell")).gap(Direction.TO_CLIENT, 2));
        assertEnded(false, MSNFTP.toClient(Speech.block("hello")).gap(Direction.TO_CLIENT, 0).toClient("x"));
    }

    @Test
    void shouldNotTakeMoreThanWasAnnounced() {
        FlowScript script = MSNFTP.toClient(Speech.block("far too long"));
        assertEquals(List.of("more_than_announced"), anomalies(script));
        assertEquals(Progress.State.DONE, rig.read(script).state());
        assertEnded(false, script);
        FlowScript sizeless = FlowScript.tcp().toServer("VER MSNFTP\r\n").toClient("FIL 99999999999999999999\r\n");
        assertEquals(List.of("bad_size"), anomalies(sizeless));
    }

    @Test
    void shouldSurviveAGapInsideABlock() {
        FlowScript script = MSNFTP.toClient("\0\10\0hel").gap(Direction.TO_CLIENT, 3).toClient("ou");
        List<Object> said = rig.read(script).sink().transcript();
        assertTrue(said.contains(new FileText(1, 6, "ou")));
        assertEquals(new TransferEnded(1, false), said.get(said.size() - 1));
    }

    @Test
    void shouldReadAFileThroughTheSwitchboardHoweverCut() {
        String file = "This is a short file.";
        String invite = Speech.slpInvite(Speech.context("übung.txt", file.length()), 4711);
        int half = invite.length() / 2;
        FlowScript script = ROOM
            .toServer(packet(Speech.p2p(0, 1, 0, invite.length(), 0, invite.substring(0, half))))
            .toServer(packet(Speech.p2p(0, 1, half, invite.length(), 0, invite.substring(half))))
            .toClient(Speech.delivered(BOB, Speech.relayed(ALICE, Speech.p2p(0, 1, 0, invite.length(), 2, ""))))
            .toClient(Speech.delivered(BOB, Speech.relayed(ALICE, slp("MSNSLP/1.0 200 OK", "SessionID: 4711\r\n"))))
            .toServer(packet(Speech.p2p(4711, 2, 0, 21, Speech.FILE_DATA, file.substring(0, 9))))
            .toServer(packet(Speech.p2p(4711, 2, 9, 21, Speech.FILE_DATA, file.substring(9))));
        List<Object> said = rig.sameHoweverCut(script);
        FileOffered offered = said.stream().filter(FileOffered.class::isInstance).map(FileOffered.class::cast)
            .findFirst().orElseThrow();
        assertEquals("übung.txt " + ALICE + " " + BOB, offered.name().value() + " " + offered.from() + " "
            + offered.to());
        assertEquals(Encoding.BASE64_UTF_16LE, offered.name().encoding());
        assertEquals(21, offered.size());
        assertTrue(said.contains(new Identified("p2p", Map.of("answer", "200", "session_id", "4711"))));
        TransferStarted started = rig.read(script).sink().events(TransferStarted.class).get(0);
        assertEquals("übung.txt", started.name().value());
        assertEquals(List.of(new FileText(1, 0, file), new TransferEnded(1, true)),
            said.subList(said.size() - 2, said.size()));
        assertEquals(List.of(), anomalies(script));
    }

    @Test
    void shouldReadTheSecondVersionOfTheHeader() {
        String to = BOB + ";{3AE1F6F8-1B1C-4F0C-9B3E-0123456789AB}";
        String invite = Speech.slpInvite(Speech.context("a.txt", 5), 77);
        FlowScript script = ROOM
            .toServer(Speech.sent(2, Speech.relayed(to, Speech.p2p2(0, 1, 1, invite.length() - 400,
                invite.substring(0, 400)))))
            .toServer(Speech.sent(3, Speech.relayed(to, Speech.p2p2(0, 1, 0, 0, invite.substring(400)))))
            .toServer(Speech.sent(4, Speech.relayed(to, Speech.p2p2(77, 2, 7, 2, "hel"))))
            .toServer(Speech.sent(5, Speech.relayed(to, Speech.p2p2(77, 2, 6, 0, "lo"))));
        List<Object> said = rig.sameHoweverCut(script);
        assertEquals("a.txt", rig.read(script).sink().events(TransferStarted.class).get(0).name().value());
        assertEquals(List.of(new FileText(1, 0, "hello"), new TransferEnded(1, true)),
            said.subList(said.size() - 2, said.size()));
        assertEquals(List.of(), anomalies(script));
    }

    @Test
    void shouldSayWhatCameOutOfOrderOrLies() {
        FlowScript gap = ROOM.toServer(packet(Speech.p2p(5, 2, 0, 9, Speech.FILE_DATA, "abc")))
            .toServer(packet(Speech.p2p(5, 2, 6, 9, Speech.FILE_DATA, "ghi")));
        assertEquals(List.of("transfer_out_of_order"), anomalies(gap));
        assertEnded(false, gap);
        FlowScript twice = ROOM.toServer(packet(Speech.p2p(5, 2, 0, 9, Speech.FILE_DATA, "abc")))
            .toServer(packet(Speech.p2p(5, 3, 0, 3, Speech.FILE_DATA, "abc")));
        assertEquals(List.of("transfer_begun_twice"), anomalies(twice));
        assertEquals(List.of("bad_p2p_header"),
            anomalies(ROOM.toServer(packet(Speech.p2p(5, 2, 8, 9, Speech.FILE_DATA, "abc")))));
        assertEquals(List.of("bad_p2p_header"),
            anomalies(ROOM.toServer(packet(Speech.p2p(5, 2, -1, 9, Speech.FILE_DATA, "abc")))));
        assertEquals(List.of("bad_p2p_header"), anomalies(ROOM.toServer(packet("short"))));
        String invite = Speech.slpInvite(Speech.context("a.txt", 99), 5);
        assertEquals(List.of("size_differs"), anomalies(ROOM.toServer(packet(whole(invite)))
            .toServer(packet(Speech.p2p(5, 2, 0, 3, Speech.FILE_DATA, "abc")))));
    }

    @Test
    void shouldEndWhatIsHungUp() {
        String invite = Speech.slpInvite(Speech.context("a.txt", 9), 5);
        String bye = Speech.slp("BYE MSNMSGR:" + BOB + " MSNSLP/1.0", "sessionclosebody", "\r\n\0");
        assertEnded(false, ROOM.toServer(packet(whole(invite)))
            .toServer(packet(Speech.p2p(5, 2, 0, 9, Speech.FILE_DATA, "abc"))).toServer(packet(whole(bye))));
    }

    @Test
    void shouldExpectDirectConnections() {
        String reply = "Bridge: TCPv1\r\nListening: true\r\nHashed-Nonce: {N}\r\n"
            + "IPv4Internal-Addrs: 10.0.0.5 10.1.0.5\r\nIPv4Internal-Port: 6891\r\n"
            + "srddA-lanretxE4vPI: 7.311.0.302\r\ntroP-lanretxE4vPI: 2986\r\n\r\n\0";
        FlowScript script = ROOM.toServer(packet(whole(Speech.slp("MSNSLP/1.0 200 OK", "transrespbody", reply))));
        assertEquals(List.of(FakeFlow.endpoint("10.0.0.5", 6891), FakeFlow.endpoint("10.1.0.5", 6891),
            FakeFlow.endpoint("203.0.113.7", 6892)), expected(script));
        FlowScript lies = ROOM.toServer(packet(whole(Speech.slp("MSNSLP/1.0 200 OK", "transrespbody",
            "IPv4Internal-Addrs: 255.255.255.255 127.0.0.1 ..\r\nIPv4Internal-Port: 6891\r\n\r\n\0"))));
        assertEquals(List.of(), expected(lies));
        assertEquals(List.of("bad_address", "bad_address", "bad_address"), anomalies(lies));
    }

    @Test
    void shouldReadADirectConnectionHoweverCut() {
        String nonce = Speech.p2p(0, 1, 0, 0, P2pPart.HANDSHAKE, "");
        FlowScript script = FlowScript.tcp().toServer(HELLO + Speech.framed(nonce)).toClient(Speech.framed(nonce))
            .toServer(Speech.framed(Speech.p2p(9, 5, 0, 6, Speech.FILE_DATA, "abc")))
            .toServer(Speech.framed(Speech.p2p(9, 5, 3, 6, Speech.FILE_DATA, "def")));
        List<Object> said = rig.sameHoweverCut(script);
        assertEquals(List.of(new FileText(1, 0, "abcdef"), new TransferEnded(1, true)),
            said.subList(said.size() - 2, said.size()));
        assertEquals(2, rig.read(script).sink().events(Identified.class).size());
        FlowScript second = FlowScript.tcp().toServer(HELLO + Speech.framed("n".repeat(16)))
            .toServer(Speech.framed(Speech.p2p2(9, 5, 7, 0, "abc")));
        assertEnded(true, second);
        FlowScript endless = FlowScript.tcp().toServer(HELLO + "\0\0\0\100");
        assertEquals(List.of("frame_too_long"), anomalies(endless));
        assertEquals(Progress.State.DONE, rig.read(endless).state());
    }

    @Test
    void shouldEndADirectTransferAtAGap() {
        String nonce = Speech.p2p(0, 1, 0, 0, P2pPart.HANDSHAKE, "");
        assertEnded(false, FlowScript.tcp().toServer(HELLO + Speech.framed(nonce))
            .toServer(Speech.framed(Speech.p2p(9, 5, 0, 6, Speech.FILE_DATA, "abc"))).gap(Direction.TO_SERVER, 4));
    }

    @Test
    void shouldComplainOfHostileNamesAndPassThemOn() {
        String control = "evil\u202egpj.exe";
        for (String name : List.of("../../etc/passwd", "c:\\autoexec.bat", control, "", "a\tb")) {
            String wire = Speech.slpInvite(Speech.context(name, 5), 77);
            FlowScript script = ROOM.toServer(packet(whole(wire)));
            assertEquals(List.of("hostile_file_name"), anomalies(script), name);
            assertEquals(name, rig.read(script).sink().events(FileOffered.class).get(0).name().value());
        }
        FlowScript huge = ROOM.toServer(invitation("Invitation-Command: INVITE\r\nApplication-File: "
            + "a".repeat(5000) + "\r\nApplication-FileSize: -1\r\n\r\n"));
        assertEquals(List.of("bad_size", "hostile_file_name"), anomalies(huge));
        FileOffered offered = rig.read(huge).sink().events(FileOffered.class).get(0);
        assertEquals(5000, offered.name().value().length(), "a filter looks at all of it");
        assertEquals(DissectionEvent.UNKNOWN_SIZE, offered.size());
    }

    private String slp(String line, String body) {
        return whole(Speech.slp(line, "sessionreqbody", body + "\r\n\0"));
    }

    private static String whole(String text) {
        return Speech.p2p(0, 9, 0, text.length(), 0, text);
    }

    private static String packet(String packet) {
        return Speech.sent(2, Speech.relayed(BOB, packet));
    }

    private static String invitation(String lines) {
        return Speech.sent(2, Speech.mime(Speech.INVITATION_TYPE, lines));
    }

    private void assertEnded(boolean complete, FlowScript script) {
        assertEquals(List.of(new TransferEnded(1, complete)), rig.read(script).sink().events(TransferEnded.class));
    }

    private List<Endpoint> expected(FlowScript script) {
        return rig.read(script).sink().events(Expected.class).stream().map(Expected::to).toList();
    }

    private List<String> anomalies(FlowScript script) {
        return rig.read(script).sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }
}
