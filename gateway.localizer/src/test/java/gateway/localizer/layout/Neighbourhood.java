package gateway.localizer.layout;

import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.choice.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Clients that receive lists and contact some of those who stand in them, on a clock that the test turns. */
final class Neighbourhood {
    static final Terms TERMS = new Terms(3, 5000, 3, new Admission(List.of()));

    final SplittableRandom random;
    final Learner learner = new Learner(TERMS);
    long nowMillis = 1_800_000_000_000L;

    Neighbourhood(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A public address and a port. */
    Endpoint peer() {
        return new Endpoint(IpAddress.v4((20 + random.nextInt(60)) << 24 | random.nextInt() >>> 8),
            1024 + random.nextInt(60_000));
    }

    List<Endpoint> peers(int count) {
        List<Endpoint> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(peer());
        }
        return peers;
    }

    IpAddress client(int number) {
        return IpAddress.v4(0x0a000001 + number);
    }

    /** So many lists of 6 to 40 peers go to one of three clients, which contacts about 60 of 100, and others. */
    void live(Wire wire, int lists) {
        for (int i = 0; i < lists; i++) {
            List<Endpoint> peers = peers(6 + random.nextInt(35));
            IpAddress client = client(random.nextInt(3));
            receive(wire.application(), wire.transport, client, wire.bytes(peers, random));
            contact(client, peers, 60);
            contact(client, peers(5), 100);
            pass();
        }
    }

    void receive(String application, Transport transport, IpAddress client, byte[] payload) {
        learner.received(application, transport, client, ByteView.of(payload), nowMillis);
        learner.study();
    }

    /** The client contacts so many of a hundred. */
    void contact(IpAddress client, List<Endpoint> peers, int percent) {
        for (Endpoint peer : peers) {
            if (random.nextInt(100) < percent) {
                nowMillis += 20;
                learner.contacted(client, peer, nowMillis);
            }
        }
        learner.study();
    }

    /** Long enough that nothing is waited for any more. */
    void pass() {
        nowMillis += 30_000;
        learner.contacted(client(0), peer(), nowMillis);
        learner.study();
    }

    Optional<LearntList> read(Wire wire, byte[] payload) {
        return learner.read(wire.application(), wire.transport, ByteView.of(payload), 0);
    }

    /** Lists to a client in which every other peer is replaced; a client that checks them takes no notice of these. */
    void rewrite(Wire wire, int lists, boolean checks) {
        for (int i = 0; i < lists; i++) {
            List<Endpoint> peers = peers(20);
            byte[] payload = wire.bytes(peers, random);
            IpAddress client = client(i % 3);
            Optional<LearntList> list = read(wire, payload);
            receive(wire.application(), wire.transport, client, payload);
            if (list.isEmpty()) {
                contact(client, peers, 60);
            } else {
                List<ListedPeer> places = list.get().peers().stream().limit(10).toList();
                List<Endpoint> newcomers = peers(places.size());
                list.get().write(payload, 0, places, newcomers);
                learner.substituted(list.get().layout(), client, newcomers, nowMillis);
                contact(client, checks ? peers(3) : newcomers, 60);
            }
            pass();
        }
    }

    List<LearntLayout> in(State state) {
        return learner.layouts().stream().filter(each -> each.state() == state).toList();
    }
}
