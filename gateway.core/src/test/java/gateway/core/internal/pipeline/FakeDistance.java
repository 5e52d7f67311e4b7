package gateway.core.internal.pipeline;

import gateway.api.locality.PeerDistance;
import gateway.api.packet.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Says of every peer that it is as far as it was told to say, and hears of round trips. */
final class FakeDistance implements PeerDistance {
    /** Up to which cost peers are near. */
    static final int NEAR = 350;

    /** Round trips that it was told of, in microseconds. */
    final List<Long> roundTrips = new ArrayList<>();
    /** Of every peer; negative where it fails. */
    int cost = FARTHEST;

    @Override
    public int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long nowMillis) {
        if (cost < 0) {
            throw new IllegalStateException("no ruler");
        }
        return cost;
    }

    @Override
    public boolean isNear(int ofCost) {
        return ofCost <= NEAR;
    }

    @Override
    public void roundTrip(long peerHigh, long peerLow, long micros, long nowMillis) {
        roundTrips.add(micros);
    }

    @Override
    public List<String> explain(IpAddress client, IpAddress peer, long nowMillis) {
        return List.of();
    }

    @Override
    public List<String> sources(long nowMillis) {
        return List.of();
    }

    @Override
    public String problem() {
        return "";
    }
}
