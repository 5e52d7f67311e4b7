package gateway.lab.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.choice.Admission;
import gateway.localizer.layout.Learner;
import gateway.localizer.layout.Terms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the localizer learns from the laboratory's own PPStream, when it goes plain. */
class LearntFromSpeakersTest {
    private static final IpAddress CLIENT = IpAddress.parse("20.81.0.1").orElseThrow();

    private final SplittableRandom random = new SplittableRandom(6);
    private final Studying learner = new Studying();
    private long nowMillis = 1_800_000_000_000L;

    /** Works when the test says so. */
    private static final class Studying extends Learner {
        Studying() {
            super(new Terms(3, 5000, 3, new Admission(List.of())));
        }

        void work() {
            study();
        }
    }

    @Test
    void shouldLearnTheListsOfPpstream() throws UnknownHostException {
        byte[][] keys = {PpstreamMessages.key("news"), PpstreamMessages.key("football")};
        for (int i = 0; i < 10; i++) {
            List<InetSocketAddress> peers = peers(4 + random.nextInt(20));
            receive(PpstreamMessages.map(PpstreamMessages.ANSWER, keys[i % 2], peers.get(0)));
            receive(PpstreamMessages.peers(keys[i % 2], peers));
            peers.forEach(this::contact);
            nowMillis += 30_000;
        }
        contact(peers(1).get(0));
        learner.work();
        List<InetSocketAddress> peers = peers(12);
        List<InetSocketAddress> others = peers(12);
        byte[] message = PpstreamMessages.peers(keys[0], peers);
        LearntList list = learner.read("ppstream", Transport.UDP, ByteView.of(message), 0)
            .orElseThrow(() -> new AssertionError(learner.layouts()));
        assertEquals(endpoints(peers), list.peers().stream().map(ListedPeer::peer).toList());
        assertTrue(list.write(message, 0, list.peers(), endpoints(others)));
        assertEquals(others, PpstreamMessages.peersOf(message), "as a viewer reads it");
    }

    private void receive(byte[] message) {
        learner.received("ppstream", Transport.UDP, CLIENT, ByteView.of(message), nowMillis);
    }

    private void contact(InetSocketAddress peer) {
        nowMillis += 50;
        learner.contacted(CLIENT, endpoint(peer), nowMillis);
    }

    private List<InetSocketAddress> peers(int count) throws UnknownHostException {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] address = {20, (byte) (80 + random.nextInt(10)), (byte) random.nextInt(), (byte) random.nextInt()};
            peers.add(new InetSocketAddress(InetAddress.getByAddress(address), 1024 + random.nextInt(60_000)));
        }
        return peers;
    }

    private static List<Endpoint> endpoints(List<InetSocketAddress> peers) {
        return peers.stream().map(LearntFromSpeakersTest::endpoint).toList();
    }

    private static Endpoint endpoint(InetSocketAddress peer) {
        return new Endpoint(IpAddress.of(peer.getAddress().getAddress()), peer.getPort());
    }
}
