package gateway.protocol.gnutella;

import static gateway.protocol.gnutella.Speech.ascii;
import static gateway.protocol.gnutella.Speech.descriptor;
import static gateway.protocol.gnutella.Speech.fragment;
import static gateway.protocol.gnutella.Speech.ggep;
import static gateway.protocol.gnutella.Speech.hex;
import static gateway.protocol.gnutella.Speech.join;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.WireText;
import gateway.testkit.FlowScript;
import gateway.testkit.ParserRig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Descriptors, as they come in datagrams. */
class MessagesTest {
    private static final String SHA1 = "7ae533a1e684a599cba54d1e055336a1b10c3ca1";
    private static final byte[] PONG_BODY = hex("ca18cb0071090c00000007870000");

    private final ParserRig rig = new ParserRig(new GnutellaParser());

    @Test
    void shouldReadTheVectorsOfTheFactSheet() {
        assertEquals(List.of("203.0.113.9:6346@23"), peers(Speech.PONG));
        WireText words = read(Speech.QUERY, SearchIssued.class).get(0).text();
        assertEquals(new WireText("linux iso", WireText.Encoding.UTF_8, 25, 9), words);
        FileOffered offer = read(Speech.HIT, FileOffered.class).get(0);
        assertEquals("linux.iso", offer.name().value());
        assertEquals(42, offer.name().offset());
        assertEquals(1000, offer.size());
        assertEquals(Speech.SERVENT, offer.from());
        assertEquals("7", offer.attributes().get("index"));
        assertEquals("LIME", offer.attributes().get("vendor"));
        assertEquals("203.0.113.9:6346", offer.attributes().get("address"));
        assertEquals(SHA1, offer.attributes().get("sha1"));
        assertEquals(List.of("203.0.113.9:6346@24"), peers(Speech.HIT));
        assertEquals("203.0.113.9:6346", read(Speech.HIT, Expected.class).get(0).to().toString());
        assertEquals("10.0.0.1:6346", read(Speech.PUSH, Expected.class).get(0).to().toString());
        assertEquals(Map.of("servent", Speech.SERVENT, "index", "7", "to", "10.0.0.1:6346"),
            read(Speech.PUSH, Identified.class).get(0).attributes());
    }

    @Test
    void shouldReadLengthsOfExtensionsAsTheirDocumentSays() {
        Map<Integer, String> lengths = Map.of(0, "40", 63, "7f", 64, "8140", 4095, "bf7f", 4096, "818040");
        lengths.forEach((length, bytes) -> {
            byte[] block = join(hex("c38151"), hex(bytes), new byte[length]);
            Ggep.Block read = Ggep.read(ByteView.of(block), 0, block.length);
            assertEquals(block.length, read.end());
            assertEquals(length, read.extensions().get(0).length());
            assertEquals("Q", read.extensions().get(0).id());
        });
    }

    @Test
    void shouldDenyWhatIsNoBlockOfExtensions() {
        for (String block : List.of("", "c3", "c380", "c381", "c38151", "c3815180", "c38151c0", "c3815100",
                "c381518181814000", "c3815142", "c3914140", "c381204000", "c20151", "c3015140")) {
            byte[] bytes = hex(block);
            assertEquals(Ggep.MALFORMED, Ggep.read(ByteView.of(bytes), 0, bytes.length).end(), block);
        }
        byte[] endless = join(hex("c3"), hex("015140".repeat(70)), hex("815140"));
        assertEquals(Ggep.MALFORMED, Ggep.read(ByteView.of(endless), 0, endless.length).end());
    }

    @Test
    void shouldUndoCodingsOfExtensions() {
        assertEquals("ab\0cd", data(0x40, "036162036364"));
        assertEquals("\0\0", data(0x40, "010101"));
        assertEquals("hello", data(0x20, text(Speech.deflated(ascii("hello")))));
        assertEquals("?", data(0x40, "05616203"));
        assertEquals("?", data(0x40, "00"));
        assertEquals("?", data(0x20, "0102030405"));
    }

    @Test
    void shouldReadHostsInPongs() {
        byte[] two = hex("cb00710a0100" + "c63364070200");
        assertEquals(List.of("203.0.113.9:6346@23", "203.0.113.10:1@43", "198.51.100.7:2@49"),
            peers(descriptor(Descriptor.PONG, join(PONG_BODY, ggep("IPP", 0, two)))));
        assertEquals(List.of("203.0.113.9:6346@23", "203.0.113.10:1@-1", "198.51.100.7:2@-1"),
            peers(descriptor(Descriptor.PONG, join(PONG_BODY, ggep("IPP", 0x20, Speech.deflated(two))))));
        byte[] six = hex("20010db8000000000000000000000001" + "ca18");
        assertEquals(List.of("203.0.113.9:6346@23", "[2001:db8:0:0:0:0:0:1]:6346@44"),
            peers(descriptor(Descriptor.PONG, join(PONG_BODY, ggep("ALT6", 0, six)))));
        assertEquals(List.of(), peers(descriptor(Descriptor.PONG, join(hex("ca187f000001"), new byte[8]))));
        assertEquals(List.of(), peers(descriptor(Descriptor.PONG, join(hex("0000cb007109"), new byte[8]))));
    }

    @Test
    void shouldReadSearches() {
        assertEquals("Zoë", read(Speech.query("Zoë", new byte[0]), SearchIssued.class).get(0).text().value());
        byte[] latin = descriptor(Descriptor.QUERY, ascii("\0\0Zo\u00eb\0"));
        WireText old = read(latin, SearchIssued.class).get(0).text();
        assertEquals("Zoë", old.value());
        assertEquals(WireText.Encoding.ISO_8859_1, old.encoding());
        byte[] urn = Speech.query("", ascii("urn:sha1:" + "a".repeat(32) + "\u001curn:\u001c"));
        assertEquals("urn:sha1:" + "0".repeat(40), read(urn, SearchIssued.class).get(0).text().value());
        byte[] hash = Speech.query("", ggep("H", 0, join(new byte[] {1}, ascii("x".repeat(20)))));
        assertEquals("urn:sha1:" + "78".repeat(20), read(hash, SearchIssued.class).get(0).text().value());
        assertEquals(List.of(), read(Speech.query("    ", new byte[0]), SearchIssued.class));
        assertEquals(List.of("bad_query"), anomalies(descriptor(Descriptor.QUERY, ascii("\0\0abc"))));
    }

    @Test
    void shouldReadSizesAndHashesOfHits() {
        byte[] large = join(ggep("LF", 0, hex("0101010101")), new byte[] {0x1c},
            ascii("urn:bitprint:" + "b".repeat(32) + "." + "c".repeat(39)));
        FileOffered offer = read(Speech.hit("film.avi", -1, large), FileOffered.class).get(0);
        assertEquals(0x0101010101L, offer.size());
        assertEquals(40, offer.attributes().get("sha1").length());
        FileOffered plain = read(Speech.hit("x", -1, new byte[0]), FileOffered.class).get(0);
        assertEquals(0xffff_ffffL, plain.size());
        assertEquals(null, plain.attributes().get("sha1"));
        byte[] hash = ggep("H", 0x40, join(hex("16"), new byte[] {2}, ascii("x".repeat(20))));
        assertEquals("78".repeat(20),
            read(Speech.hit("x", 5, hash), FileOffered.class).get(0).attributes().get("sha1"));
    }

    @Test
    void shouldComplainOfHostileNamesAndBrokenHits() {
        assertEquals(List.of("hostile_file_name"), anomalies(Speech.hit("../../etc/passwd", 5, new byte[0])));
        assertEquals(List.of("hostile_file_name"), anomalies(Speech.hit("cv\u202efdp.exe", 5, new byte[0])));
        assertEquals(List.of("hostile_file_name"), anomalies(Speech.hit("x".repeat(3000), 5, new byte[0])));
        byte[] two = Speech.hit("x", 5, new byte[0]);
        two[23] = 2;
        assertEquals(List.of("bad_query_hit"), anomalies(two));
        assertEquals(1, read(two, FileOffered.class).size());
        assertEquals(List.of("bad_query_hit"), anomalies(descriptor(Descriptor.QUERY_HIT, new byte[5])));
        assertEquals(List.of("descriptor_too_short"), anomalies(descriptor(Descriptor.PONG, new byte[5])));
    }

    @Test
    void shouldTellOtherMessages() {
        Identified bye = read(descriptor(Descriptor.BYE, ascii("\u00c8\0Bye then\0more")), Identified.class).get(0);
        assertEquals(Map.of("code", "200", "reason", "Bye then"), bye.attributes());
        byte[] vendor = descriptor(Descriptor.VENDOR, hex("47544b470a000100"));
        assertEquals(Map.of("vendor", "GTKG", "message", "10", "version", "1"),
            read(vendor, Identified.class).get(0).attributes());
        FlowScript repeated = FlowScript.udp().toServer(vendor).toServer(vendor);
        assertEquals(1, rig.read(repeated).sink().events(Identified.class).size());
        byte[] dht = descriptor(Descriptor.DHT, 0, join(hex("0147544b470000"), new byte[31]));
        assertEquals("dht", read(dht, Identified.class).get(0).channel());
        assertEquals("datagram", read(descriptor(Descriptor.PING, new byte[0]), Identified.class).get(0).channel());
    }

    @Test
    void shouldReadWhatWasCompressedWithoutAPlace() {
        byte[] body = Arrays.copyOfRange(Speech.HIT, 23, Speech.HIT.length);
        byte[] packed = descriptor(Descriptor.QUERY_HIT, 0x81, Speech.deflated(body));
        FileOffered offer = read(packed, FileOffered.class).get(0);
        assertEquals("linux.iso", offer.name().value());
        assertEquals(WireText.NOWHERE, offer.name().offset());
        assertEquals(List.of("203.0.113.9:6346@-1"), peers(packed));
        assertEquals(List.of("bad_deflate"), anomalies(descriptor(Descriptor.QUERY_HIT, 0x81, ascii("no"))));
        byte[] bomb = Speech.deflated(new byte[10 * Zlib.MAX]);
        assertEquals(List.of("bad_deflate"), anomalies(descriptor(Descriptor.QUERY_HIT, 0x81, bomb)));
    }

    @Test
    void shouldReadWhatTheOtherTransportsCarry() {
        assertEquals("linux", read(fragment("GND", 0, Speech.g2Search("linux")), SearchIssued.class)
            .get(0).text().value());
        WireText packed = read(fragment("GND", 1, Speech.deflated(Speech.g2Search("linux"))), SearchIssued.class)
            .get(0).text();
        assertEquals("linux", packed.value());
        assertEquals(WireText.NOWHERE, packed.offset());
        WireText reliable = read(fragment("GTA", 0, Speech.QUERY), SearchIssued.class).get(0).text();
        assertEquals(8 + 25, reliable.offset());
        assertEquals(List.of(), read(join(ascii("GTA"), hex("0000010102"), Speech.QUERY), SearchIssued.class));
        assertEquals(List.of("bad_deflate"), anomalies(fragment("GTA", 1, ascii("no"))));
    }

    private String data(int flags, String hexDigits) {
        byte[] block = ggep("T", flags, hex(hexDigits));
        return Ggep.read(ByteView.of(block), 0, block.length).extensions().get(0).data(ByteView.of(block))
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).orElse("?");
    }

    private static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private <E extends DissectionEvent> List<E> read(byte[] datagram, Class<E> kind) {
        return rig.read(FlowScript.udp().toServer(datagram)).sink().events(kind);
    }

    private List<String> peers(byte[] datagram) {
        return read(datagram, PeersListed.class).stream().flatMap(list -> list.peers().stream())
            .map(MessagesTest::line).toList();
    }

    private static String line(ListedPeer peer) {
        return peer.peer() + "@" + peer.offset();
    }

    private List<String> anomalies(byte[] datagram) {
        return read(datagram, Anomaly.class).stream().map(Anomaly::what).toList();
    }
}
