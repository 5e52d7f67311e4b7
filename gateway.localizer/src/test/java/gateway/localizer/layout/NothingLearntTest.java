package gateway.localizer.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.LearntLayout.State;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Traffic from which no layout follows. */
class NothingLearntTest {
    private static final int PAYLOADS = 1_000_000;

    /**
     * Random and compressed payloads. Of the contacts half are of strangers; the other half are of peers that stand in
     * a payload by chance, of which each alone proves nothing.
     */
    @Test
    void shouldLearnNothingFromAMillionPayloadsOfNoise() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] compressed = compressed(random);
        Study study = new Study(Neighbourhood.TERMS);
        IpAddress client = IpAddress.v4(0x0a000001);
        for (int i = 0; i < PAYLOADS; i++) {
            byte[] payload = new byte[40 + random.nextInt(160)];
            if (i % 2 == 0) {
                random.nextBytes(payload);
            } else {
                System.arraycopy(compressed, random.nextInt(compressed.length - payload.length), payload, 0,
                    payload.length);
            }
            study.received(client, new ReceivedPayload("noise", Transport.UDP, payload, 100L * i));
            ByteBuffer named = ByteBuffer.wrap(payload);
            int at = random.nextInt(payload.length - 6);
            study.contacted(client, i % 2 == 0 ? new Endpoint(IpAddress.v4(random.nextInt()), random.nextInt(65_536))
                : new Endpoint(IpAddress.v4(named.getInt(at)), named.getShort(at + 4) & 0xffff), 100L * i);
        }
        assertEquals(List.of(), study.lines());
    }

    private static byte[] compressed(SplittableRandom random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int i = 0; i < 500_000; i++) {
                deflater.write(("peer " + random.nextInt(1000) + " has part " + random.nextInt() + '\n')
                    .getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    /** Addresses of servers that are contacted, but without their ports: DNS. */
    @Test
    void shouldLearnNothingFromAddressesAlone() {
        Neighbourhood here = new Neighbourhood(2);
        for (int i = 0; i < 30; i++) {
            List<Endpoint> servers = here.peers(8);
            ByteBuffer answer = ByteBuffer.allocate(40 + 16 * servers.size());
            answer.putShort((short) here.random.nextInt()).putShort((short) 0x8180).position(40);
            for (Endpoint server : servers) {
                answer.putInt(0xc00c0001).putShort((short) 1).putInt(300).putShort((short) 4)
                    .put(server.address().bytes());
            }
            here.receive("dns", Transport.UDP, here.client(1), answer.array());
            here.contact(here.client(1), servers, 100);
            here.pass();
        }
        assertEquals(List.of(), here.learner.layouts());
    }

    /** Peers in text, or at places that move with what stands before them: no layout has a fixed place for those. */
    @Test
    void shouldUseNothingWhosePlacesMove() {
        Neighbourhood here = new Neighbourhood(3);
        for (int i = 0; i < 200; i++) {
            List<Endpoint> peers = here.peers(8 + here.random.nextInt(30));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] before = new byte[here.random.nextInt(60)];
            Arrays.fill(before, (byte) ('a' + here.random.nextInt(26)));
            out.writeBytes(("d8:intervali" + here.random.nextInt(5000) + "e4:name" + before.length + ":")
                .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(before);
            peers.forEach(peer -> out.writeBytes(ByteBuffer.allocate(6).put(peer.address().bytes())
                .putShort((short) peer.port()).array()));
            out.writeBytes("7:private0:e".substring(here.random.nextInt(8)).getBytes(StandardCharsets.US_ASCII));
            here.receive("bencoded", Transport.UDP, here.client(i % 3), out.toByteArray());
            here.contact(here.client(i % 3), peers, 60);
            here.pass();
            byte[] next = out.toByteArray();
            here.learner.read("bencoded", Transport.UDP, ByteView.of(next), 0).ifPresent(list ->
                assertTrue(peers.containsAll(list.peers().stream().map(each -> each.peer()).toList()),
                    () -> "wrong: " + here.learner.layouts()));
        }
        assertTrue(here.in(State.IN_USE).size() < 5, here.learner.layouts()::toString);
    }

    /** One peer in many places, or two, are no list. */
    @Test
    void shouldLearnNothingFromOnePeerInManyPlaces() {
        Neighbourhood here = new Neighbourhood(4);
        for (int i = 0; i < 30; i++) {
            List<Endpoint> two = here.peers(2);
            ByteBuffer payload = ByteBuffer.allocate(100).putInt(0x01020304);
            for (int entry = 0; entry < 16; entry++) {
                payload.put(two.get(entry % 2).address().bytes()).putShort((short) two.get(entry % 2).port());
            }
            here.receive("echo", Transport.UDP, here.client(1), payload.array());
            here.contact(here.client(1), two, 100);
            here.pass();
        }
        assertEquals(List.of(), here.learner.layouts());
    }

    /** Who is contacted long after a list came was not found by it. */
    @Test
    void shouldNotTakeLateContactsForProof() {
        Neighbourhood here = new Neighbourhood(5);
        for (int i = 0; i < 20; i++) {
            List<Endpoint> peers = here.peers(20);
            here.receive("tracker", Transport.UDP, here.client(1), Wire.TRACKER.bytes(peers, here.random));
            here.nowMillis += 6000;
            here.contact(here.client(1), peers, 100);
            here.receive("tracker", Transport.UDP, here.client(2), Wire.TRACKER.bytes(peers, here.random));
            here.pass();
        }
        assertEquals(List.of(), here.learner.layouts());
    }
}
