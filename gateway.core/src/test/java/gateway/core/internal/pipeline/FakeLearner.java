package gateway.core.internal.pipeline;

import gateway.api.locality.LayoutLearner;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what it is told, and knows the lists that {@link ListReader} reads, where they are the whole payload. */
final class FakeLearner implements LayoutLearner {
    final List<String> told = new ArrayList<>();
    /** Throws at every call. */
    boolean broken;
    /** Throws when it is to write. */
    boolean brokenWriter;
    /** Notes nothing and finds nothing. */
    boolean silent;
    long calls;

    private record Known(List<ListedPeer> peers, PeersListed read, boolean broken) implements LearntList {
        @Override
        public String layout() {
            return "film-1";
        }

        @Override
        public String content() {
            return "a swarm";
        }

        @Override
        public boolean write(byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
            if (broken) {
                throw new IllegalStateException("it cannot write");
            }
            return read.writer().write(bytes, first, places, peers);
        }
    }

    private void call() {
        calls++;
        if (broken) {
            throw new IllegalStateException("broken");
        }
    }

    @Override
    public void received(String application, Transport transport, IpAddress client, ByteView payload, long nowMillis) {
        call();
        if (!silent) {
            told.add("received " + application + " " + transport + " " + client + " "
                + payload.text(0, payload.length()));
        }
    }

    @Override
    public void contacted(IpAddress client, Endpoint peer, long nowMillis) {
        call();
        told.add("contacted " + client + " " + peer);
    }

    @Override
    public Optional<LearntList> read(String application, Transport transport, ByteView payload, long first) {
        call();
        if (silent || payload.length() < 2 || payload.u8(0) != 'L') {
            return Optional.empty();
        }
        List<LearntList> found = new ArrayList<>();
        Progress whole = new ListReader(new DissectionSink() {
            @Override
            public void emit(DissectionEvent event) {
                PeersListed listed = (PeersListed) event;
                found.add(new Known(listed.peers(), listed, brokenWriter));
            }

            @Override
            public boolean message(Direction direction, Message message) {
                return false;
            }
        }, true).onData(Direction.TO_CLIENT, payload);
        return whole == Progress.OK ? found.stream().findFirst() : Optional.empty();
    }

    @Override
    public void substituted(String layout, IpAddress client, List<Endpoint> newcomers, long nowMillis) {
        call();
        told.add("substituted " + layout + " " + client + " " + newcomers);
    }

    @Override
    public List<LearntLayout> layouts() {
        return List.of();
    }

    @Override
    public String export() {
        return "";
    }

    @Override
    public int adopt(String file) {
        return 0;
    }

    @Override
    public boolean forget(String layout) {
        return false;
    }
}
