package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.ParserRig.Classification;
import gateway.testkit.ScriptedHead;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private final BitTorrentParser parser = new BitTorrentParser();
    private final ParserRig rig = new ParserRig(parser);

    @Test
    void shouldKnowHandshakeEitherWay() {
        assertCertain("T1 handshake", FlowScript.tcp().toServer(Vectors.HANDSHAKE));
        assertCertain("T1 handshake", FlowScript.tcp().toClient(Vectors.HANDSHAKE));
        assertCertain("T1 handshake", FlowScript.tcp().toServer("\005\001\000").toClient("\005\000")
            .toServer(Vectors.HANDSHAKE));
    }

    @Test
    void shouldKnowHandshakeCutAnywhere() {
        FlowScript whole = FlowScript.tcp().toServer(Vectors.HANDSHAKE);
        for (int position = 1; position < Vectors.HANDSHAKE.length; position++) {
            boolean split = position < PeerWire.PREFIX.length;
            assertCertain(split ? "T2 split handshake" : "T1 handshake", whole.cutAt(position));
        }
    }

    @Test
    void shouldKnowRequestsMidstream() {
        assertCertain("T3 request", FlowScript.tcp().toServer(Ascii.hex("0000000d06000000110000800000004000")));
        assertUnknown(FlowScript.tcp().toServer(Ascii.hex("0000000d06000000110000800100004000")));
        assertUnknown(FlowScript.tcp().toServer(Ascii.hex("0000000d06000000110000800000002000")));
    }

    @Test
    void shouldKnowAzureusVersion() {
        assertCertain("H3 azver", FlowScript.tcp().toServer("azver\001"));
        assertUnknown(FlowScript.tcp().toServer("azver\001 and more"));
    }

    @Test
    void shouldKnowDatagrams() {
        assertCertain("U1 dht", FlowScript.udp().toServer(Vectors.PING));
        assertCertain("U1 dht", FlowScript.udp().toServer(Vectors.VALUES));
        assertCertain("U1 dht", FlowScript.udp().toServer("d1:eli201e7:blockede1:t2:aa1:y1:ee"));
        assertCertain("U1 dht", FlowScript.udp()
            .toServer("d2:ip6:abcdef1:rd2:id20:abcdefghij0123456789e1:t2:aa1:v4:UT001:y1:re"));
        assertCertain("U2 tracker connect", FlowScript.udp().toServer(Vectors.CONNECT));
        assertCertain("U3 tracker announce", FlowScript.udp().toServer(Vectors.ANNOUNCE));
        assertCertain("U5 local discovery", FlowScript.udp().toServer(Vectors.LSD));
        assertCertain("U7 bitcomet", FlowScript.udp().toServer(Ascii.hex("0000082737502950" + "00".repeat(36))));
    }

    @Test
    void shouldKnowDhtFromShortCopy() {
        Classification found = rig.classify(FlowScript.udp().toServer(Vectors.VALUES), 40);
        assertEquals("U1 dht", found.rule());
    }

    @Test
    void shouldSayWhichFlowsCarryPeers() {
        for (byte[] datagram : List.of(Vectors.PING, Vectors.CONNECT, Vectors.ANNOUNCE)) {
            assertTrue(rig.classify(FlowScript.udp().toServer(datagram)).detection().announces());
        }
        assertFalse(rig.classify(FlowScript.tcp().toServer(Vectors.HANDSHAKE)).detection().announces());
    }

    @Test
    void shouldWantTwoSignsOfUtp() {
        FlowScript syn = FlowScript.udp().toServer(Vectors.UTP_SYN);
        assertEquals("U4 utp syn", rig.classify(syn).rule());
        assertFalse(rig.classify(syn).certain());
        assertCertain("U4 utp", syn.toClient(Vectors.UTP_STATE));
        byte[] withoutWindow = Ascii.hex("4100530210eeb2f0000000000000000000010000");
        assertCertain("U4 utp", FlowScript.udp().toServer(withoutWindow).toClient(Vectors.UTP_STATE));
        assertCertain("U4 utp handshake", FlowScript.udp().toServer(Vectors.utpData(2, Vectors.HANDSHAKE)));
        assertUnknown(FlowScript.udp().toServer(Vectors.utpData(2, Vectors.EXTENDED)));
    }

    @Test
    void shouldKnowUtpMidstreamByBothDirections() {
        byte[] data = Ascii.hex("0100530310eeb4f000000100000f000001000200" + "aa");
        byte[] ack = Ascii.hex("2100530210eeb5f000000100000f000002010100");
        byte[] farAway = Ascii.hex("2100530210eeb5f000000100000f000042014100");
        assertCertain("U4 utp", FlowScript.udp().toServer(data).toClient(ack));
        assertUnknown(FlowScript.udp().toServer(data).toServer(ack));
        assertUnknown(FlowScript.udp().toServer(data).toClient(farAway));
        byte[] unnumbered = Ascii.hex("0100530310eeb4f000000100000f000000000000" + "aa");
        byte[] other = Ascii.hex("0100530210eeb4f000000100000f000000000000" + "aa");
        assertUnknown(FlowScript.udp().toServer(unnumbered).toClient(other));
    }

    @Test
    void shouldReadUtpExtensions() {
        assertCertain("U4 utp", FlowScript.udp()
            .toServer(Ascii.hex("4102530210eeb2f000000000000f000000010000" + "00080000000000000000"))
            .toClient(Ascii.hex("2101530210eeb3f000000100000f000077770001" + "000400000000")));
        assertUnknown(FlowScript.udp().toServer(Ascii.hex("4102530210eeb2f000000000000f000000010000" + "0009")));
    }

    @Test
    void shouldLeavePortsAloneThatLookLikeUtp() {
        FakeFlow flow = FakeFlow.of(Transport.UDP);
        FlowScript script = FlowScript.udp().toServer(Vectors.UTP_SYN).toClient(Vectors.UTP_STATE);
        for (int port : new int[] {53, 443, 3544, 5246, 5247, 5094}) {
            assertUnknown(script.on(flow.toPort(port)));
            assertUnknown(script.on(flow.fromPort(port)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "000100002112a442000102030405060708090a0b", // STUN
        "010100002112a442000102030405060708090a0b", // STUN success
        "2100530210eeb3f000000100000f00007777000100", // STATE with payload
        "0100530210eeb3f000000100000f000077770001", // DATA without
        "4100530210eeb2f000000001000f000000010000", // SYN with an old timestamp
        "4100530210eeb2f000000000000f000000010001", // SYN that acknowledges
        "0100530210eeb2f000000001f00f000000010000aa", // a window beyond all measure
        "4100000010eeb2f000000000000f000000010000", // no connection
        "4100530200000000" + "00000000000f000000010000", // no timestamp
        "5100530210eeb2f000000000000f000000010000", // no such type
        "4200530210eeb2f000000000000f000000010000", // no such version
        "4104530210eeb2f000000000000f0000000100000002aaaa", // no such extension
    })
    void shouldTellOthersFromUtp(String hex) {
        assertUnknown(FlowScript.udp().toServer(Ascii.hex(hex)));
    }

    @Test
    void shouldPairVuzeMessages() {
        String request = "8123456789abcdef" + "00000400" + "0a0b0c0d" + "36" + "00" + "00000000" + "360401020304";
        String reply = "00000401" + "0a0b0c0d" + "8123456789abcdef" + "36" + "00" + "00000000" + "01020304";
        FlowScript asked = FlowScript.udp().toServer(Ascii.hex(request));
        assertEquals("U6 vuze dht", rig.classify(asked).rule());
        assertFalse(rig.classify(asked).certain());
        assertCertain("U6 vuze dht", asked.toClient(Ascii.hex(reply)));
        assertFalse(rig.classify(asked.toClient(Ascii.hex(reply.replace("0a0b0c0d", "0a0b0c0e")))).certain());
        assertUnknown(FlowScript.udp().toServer(Ascii.hex(request.replace("36000000", "ff000000"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\023/multistream/1.0.0\n",
        "\023BitTorrent protocoX",
        "GET / HTTP/1.1\r\n\r\n",
        "GNUTELLA CONNECT/0.6\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
    })
    void shouldLeaveOthersOverTcpAlone(String text) {
        assertUnknown(FlowScript.tcp().toServer(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "d1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:aa1:y1:qe",
        "d1:q4:ping1:t2:aa1:y1:qe",
        "d1:x4:ping1:t2:aa1:y1:qe",
        "d1:rd2:id20:tooshort",
        "d1:eli201e7:blockede1:t2:aa1:y1:ee trailing",
        "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n",
        "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\n\r\n",
    })
    void shouldLeaveOthersOverUdpAlone(String text) {
        assertUnknown(FlowScript.udp().toServer(text));
    }

    @Test
    void shouldTakeEncryptedFlowsToAnnouncedPeers() {
        byte[] noise = new byte[400];
        new Random(1).nextBytes(noise);
        byte[] other = new byte[300];
        new Random(2).nextBytes(other);
        FlowScript asked = FlowScript.tcp().toServer(noise);
        assertEquals(Detection.likely("peer list"), announced(asked));
        assertEquals(Detection.certain("peer list"), announced(asked.toClient(other)));
        assertEquals(Detection.NEED_MORE, announced(FlowScript.tcp().toServer(new byte[] {1, 2, 3})));
        assertEquals(Detection.certain("peer list"), announced(FlowScript.udp().toServer(Vectors.UTP_SYN)));
    }

    @Test
    void shouldHearWhatSpeaksAgainstAnnouncedPeers() {
        byte[] noise = new byte[400];
        new Random(1).nextBytes(noise);
        byte[] tls = Vectors.join(Ascii.hex("160301"), noise);
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(tls)));
        String text = "GET / HTTP/1.1\r\n" + "X: abc\r\n".repeat(20);
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(text)));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(new byte[200])));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toClient(noise)));
        assertEquals(Detection.NO, announced(FlowScript.tcp().toServer(noise).toClient(new byte[200])));
        assertEquals(Detection.NO, announced(FlowScript.udp().toServer(noise)));
    }

    @Test
    void shouldTakeNoiseForNoiseNearlyAlways() {
        Random random = new Random(7);
        int missed = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[EncryptedPeer.KEY];
            random.nextBytes(noise);
            missed += announced(FlowScript.tcp().toServer(noise)) == Detection.NO ? 1 : 0;
        }
        assertTrue(missed <= 2, "missed " + missed);
    }

    @Test
    void shouldNeverThrowOnAnyBytes() {
        Mutator mutator = new Mutator(6881);
        List<byte[]> good = List.of(Vectors.PING, Vectors.VALUES, Vectors.CONNECT, Vectors.ANNOUNCE, Vectors.UTP_SYN,
            Vectors.utpData(2, Vectors.HANDSHAKE), Ascii.bytes(Vectors.LSD));
        for (int i = 0; i < 100_000; i++) {
            byte[] datagram = i % 4 == 0 ? mutator.noise(120) : mutator.mutate(good.get(i % good.size()));
            FlowScript script = FlowScript.udp().toServer(datagram).toClient(mutator.noise(40));
            rig.classify(script);
            announced(script);
            FlowScript stream = FlowScript.tcp().toServer(mutator.mutate(Vectors.HANDSHAKE)).toClient(datagram);
            rig.classify(stream);
            announced(stream);
        }
    }

    @Test
    void shouldNotTakeNoiseForBitTorrent() {
        Mutator mutator = new Mutator(21);
        for (int i = 0; i < 50_000; i++) {
            assertUnknown(FlowScript.udp().toServer(mutator.noise(100)).toClient(mutator.noise(100)));
        }
    }

    private Detection announced(FlowScript script) {
        return parser.detectAnnounced(script.flow(), ScriptedHead.of(script));
    }

    private void assertCertain(String rule, FlowScript script) {
        Classification found = rig.classify(script);
        assertEquals(rule, found.rule());
        assertTrue(found.certain());
    }

    private void assertUnknown(FlowScript script) {
        assertEquals("unknown", rig.classify(script).label());
    }
}
