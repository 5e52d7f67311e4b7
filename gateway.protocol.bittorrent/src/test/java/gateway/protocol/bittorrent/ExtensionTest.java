package gateway.protocol.bittorrent;

import static gateway.protocol.bittorrent.Vectors.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of extensions: the numbers, peers, descriptions. */
class ExtensionTest {
    private static final byte[] PEX = Ascii.hex("00000032140164353a616464656431323a0a0000011ae1cb0071091ae2"
        + "373a61646465642e66323a0010373a64726f70706564303a65");
    private static final FlowScript BOTH = FlowScript.tcp().toServer(Vectors.HANDSHAKE).toServer(Vectors.EXTENDED)
        .toClient(Vectors.HANDSHAKE).toClient(Vectors.EXTENDED);
    private static final byte[] PIECE = message(7, new byte[16_392]);
    private static final int BLOCK = 16 * 1024;

    private final ParserRig rig = new ParserRig(new BitTorrentParser());

    @Test
    void shouldReadPeersWithTheirPlaces() {
        FlowScript script = BOTH.toServer(join(PIECE, PEX)).toClient(PEX);
        List<PeersListed> lists = rig.read(script).sink().events(PeersListed.class);
        assertEquals(2, lists.size());
        assertEquals(Vectors.INFO_HASH, lists.get(0).content());
        assertEquals(List.of("10.0.0.1:6881", "203.0.113.9:6882"),
            lists.get(0).peers().stream().map(p -> p.peer().toString()).toList());
        int before = Vectors.HANDSHAKE.length + Vectors.EXTENDED.length;
        int inMessage = 6 + "d5:added12:".length();
        assertEquals(before + PIECE.length + inMessage, lists.get(0).peers().get(0).offset());
        assertEquals(before + inMessage + 6, lists.get(1).peers().get(1).offset());
        rig.sameHoweverCut(BOTH.toServer(join(message(7, new byte[100]), PEX)).toClient(PEX));
    }

    @Test
    void shouldReadPeersOfBothFamilies() {
        byte[] six = join(Ascii.bytes("d6:added618:"), Ascii.hex("20010db8000000000000000000000001" + "1ae1"),
            Ascii.bytes("e"));
        PeersListed listed = rig.read(BOTH.toServer(extension(1, six))).sink().events(PeersListed.class).get(0);
        assertEquals("[2001:db8:0:0:0:0:0:1]:6881", listed.peers().get(0).peer().toString());
    }

    @Test
    void shouldReadPeersThatLeftApart() {
        byte[] both = join(Ascii.bytes("d5:added6:"), Ascii.hex("0a000001" + "1ae1"), Ascii.bytes("7:dropped6:"),
            Ascii.hex("cb007109" + "1ae2"), Ascii.bytes("e"));
        List<PeersListed> lists = rig.read(BOTH.toClient(extension(1, both))).sink().events(PeersListed.class);
        assertEquals(List.of("10.0.0.1:6881", "203.0.113.9:6882"),
            lists.stream().map(list -> list.peers().get(0).peer().toString()).toList());
        assertEquals(List.of(false, true), lists.stream().map(PeersListed::departed).toList());
        int before = Vectors.HANDSHAKE.length + Vectors.EXTENDED.length;
        assertEquals(before + 6 + "d5:added6:------7:dropped6:".length(), lists.get(1).peers().get(0).offset());
        rig.sameHoweverCut(BOTH.toClient(extension(1, both)));
    }

    @Test
    void shouldGoByTheNumbersThatTheOtherSideGave() {
        byte[] nine = extension(0, Ascii.bytes("d1:md6:ut_pexi9eee"));
        FlowScript script = FlowScript.tcp().toServer(Vectors.HANDSHAKE).toServer(nine)
            .toClient(Vectors.HANDSHAKE).toClient(Vectors.EXTENDED);
        assertEquals(0, rig.read(script.toClient(PEX)).sink().events(PeersListed.class).size());
        assertEquals(1, rig.read(script.toServer(PEX)).sink().events(PeersListed.class).size());
        byte[] renumbered = PEX.clone();
        renumbered[5] = 9;
        assertEquals(1, rig.read(script.toClient(renumbered)).sink().events(PeersListed.class).size());
        byte[] off = extension(0, Ascii.bytes("d1:md6:ut_pexi0eee"));
        assertEquals(0, rig.read(script.toClient(off).toServer(PEX)).sink().events(PeersListed.class).size());
    }

    @Test
    void shouldTellWhatTheHandshakeOfExtensionsSays() {
        byte[] said = extension(0, Ascii.bytes("d1:md11:ut_metadatai3ee13:metadata_sizei777e1:pi51413e1:v5:Lab 1e"));
        Reading reading = rig.read(FlowScript.tcp().toServer(Vectors.HANDSHAKE).toServer(said));
        Identified found = reading.sink().events(Identified.class).get(1);
        assertEquals("extensions", found.channel());
        assertEquals("Lab 1", found.attributes().get("client"));
        assertEquals("777", found.attributes().get("metadata_size"));
        assertEquals("192.0.2.1:51413", reading.sink().events(Expected.class).get(0).to().toString());
    }

    @Test
    void shouldTellTheNamesInADescription() throws Exception {
        byte[] info = Ascii.bytes("d5:filesld6:lengthi5e4:pathl3:dir5:a.txteed6:lengthi7e4:pathl5:b.txteee"
            + "4:name7:The Lab6:pieces0:e");
        FlowScript script = about(info).toClient(block(0, info.length, info));
        List<FileOffered> offers = rig.read(script).sink().events(FileOffered.class);
        assertEquals(List.of("The Lab", "dir/a.txt", "b.txt"), offers.stream().map(o -> o.name().value()).toList());
        assertEquals(List.of(-1L, 5L, 7L), offers.stream().map(FileOffered::size).toList());
        assertEquals("true", offers.get(0).attributes().get("verified"));
        rig.sameHoweverCut(script);
    }

    @Test
    void shouldJoinBlocksAndKeepOnlyTheFirst() throws Exception {
        byte[] info = join(Ascii.bytes("d6:lengthi123456789e4:name8:film.mkv6:pieces100000:"), new byte[100_000],
            Ascii.bytes("e"));
        FlowScript script = about(info);
        for (int i = 0; i * BLOCK < info.length; i++) {
            byte[] part = Arrays.copyOfRange(info, i * BLOCK, Math.min(info.length, (i + 1) * BLOCK));
            script = script.toClient(block(i, info.length, part));
        }
        FileOffered offer = rig.read(script).sink().events(FileOffered.class).get(0);
        assertEquals("film.mkv", offer.name().value());
        assertEquals(123_456_789, offer.size());
        assertEquals("true", offer.attributes().get("verified"));
        assertEquals(rig.read(script).sink().transcript(), rig.read(script.inPiecesOf(1000)).sink().transcript());
    }

    @Test
    void shouldTellWhatItHasWhereTheRestDoesNotCome() throws Exception {
        byte[] info = join(Ascii.bytes("d4:name8:film.mkv6:pieces100000:"), new byte[100_000], Ascii.bytes("e"));
        FlowScript first = about(info).toClient(block(0, info.length, Arrays.copyOf(info, BLOCK)));
        for (FlowScript script : List.of(first, first.toClient(block(3, info.length, new byte[BLOCK])),
                first.toClient(block(1, info.length, new byte[100])))) {
            List<FileOffered> offers = rig.read(script).sink().events(FileOffered.class);
            assertEquals(1, offers.size());
            assertEquals("false", offers.get(0).attributes().get("verified"));
        }
        FlowScript wrong = BOTH.toClient(block(0, 15, Ascii.bytes("d4:name5:a.exee")));
        assertEquals("false", rig.read(wrong).sink().events(FileOffered.class).get(0).attributes().get("verified"));
    }

    @Test
    void shouldPassOverRequestsAndRejections() {
        FlowScript script = BOTH.toClient(extension(2, Ascii.bytes("d8:msg_typei0e5:piecei0ee")))
            .toClient(extension(2, Ascii.bytes("d8:msg_typei2e5:piecei0ee")));
        assertEquals(List.of(), rig.read(script).sink().events(FileOffered.class));
        assertEquals(List.of(), anomalies(script));
    }

    @Test
    void shouldComplainOfBrokenMessages() throws Exception {
        assertEquals(List.of("bad_extension_message"), anomalies(BOTH.toServer(extension(0, Ascii.bytes("d1:m")))));
        assertEquals(List.of("bad_extension_message"), anomalies(BOTH.toServer(extension(1, Ascii.bytes("nope")))));
        assertEquals(List.of("bad_extension_message"), anomalies(BOTH.toServer(extension(2, Ascii.bytes("nope")))));
        assertEquals(List.of("message_too_long"), anomalies(BOTH.toServer(Ascii.hex("7fffffff00"))));
        byte[] hostile = Ascii.bytes("d5:filesld6:lengthi5e4:pathl2:..6:passwdeee4:name1:xe");
        assertEquals(List.of("hostile_file_name"), anomalies(about(hostile).toClient(block(0, hostile.length,
            hostile))));
    }

    @Test
    void shouldTellAWholeNameAndComplainOfOneTooLong() throws Exception {
        String name = "x".repeat(3000) + "umbra";
        byte[] info = Ascii.bytes("d6:lengthi5e4:name" + name.length() + ":" + name + "e");
        FlowScript script = about(info).toClient(block(0, info.length, info));
        assertEquals(name, rig.read(script).sink().events(FileOffered.class).get(0).name().value());
        assertEquals(List.of("hostile_file_name"), anomalies(script));
    }

    @Test
    void shouldKeepItsPlaceBehindAGapInAPiece() {
        FlowScript script = BOTH.toServer(Arrays.copyOf(PIECE, 5000)).gap(Direction.TO_SERVER, PIECE.length - 5000)
            .toServer(PEX);
        assertEquals(1, rig.read(script).sink().events(PeersListed.class).size());
        FlowScript lost = BOTH.toServer(Arrays.copyOf(PIECE, 5000)).gap(Direction.TO_SERVER, PIECE.length)
            .toServer(PEX).toClient(PEX);
        assertEquals(1, rig.read(lost).sink().events(PeersListed.class).size());
    }

    @Test
    void shouldStayBoundedOnMutatedMessages() throws Exception {
        Mutator mutator = new Mutator(911);
        byte[] info = Ascii.bytes("d5:filesld6:lengthi5e4:pathl3:dir5:a.txteee4:name7:The Lab6:pieces0:e");
        FlowScript good = BOTH.toServer(PEX).toClient(PEX).toClient(block(0, info.length, info));
        for (int i = 0; i < 20_000; i++) {
            FlowScript script = good.map(bytes -> mutator.number(2) == 0 ? mutator.mutate(bytes) : bytes);
            Reading reading = rig.read(script);
            assertTrue(reading.sink().events(FileOffered.class).size() <= TorrentContents.MAX_FILES + 1);
            if (i % 100 == 0) {
                assertEquals(reading.sink().transcript(), rig.read(script.inPiecesOf(1)).sink().transcript());
            }
        }
    }

    private List<String> anomalies(FlowScript script) {
        return rig.read(script).sink().events(Anomaly.class).stream().map(Anomaly::what).toList();
    }

    /** Both sides are ready for messages about this torrent. */
    private static FlowScript about(byte[] info) throws Exception {
        byte[] handshake = Vectors.HANDSHAKE.clone();
        System.arraycopy(MessageDigest.getInstance("SHA-1").digest(info), 0, handshake, 28, 20);
        return FlowScript.tcp().toServer(handshake).toServer(Vectors.EXTENDED).toClient(handshake)
            .toClient(Vectors.EXTENDED);
    }

    private static byte[] block(int piece, int size, byte[] data) {
        return extension(2, join(Ascii.bytes("d8:msg_typei1e5:piecei" + piece + "e10:total_sizei" + size + "ee"),
            data));
    }

    private static byte[] extension(int number, byte[] payload) {
        return message(20, join(new byte[] {(byte) number}, payload));
    }

    private static byte[] message(int id, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length).putInt(1 + payload.length).put((byte) id).put(payload).array();
    }
}
