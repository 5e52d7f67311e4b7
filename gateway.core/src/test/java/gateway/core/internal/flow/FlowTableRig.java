package gateway.core.internal.flow;

import gateway.api.flow.Flow.Side;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** A table with short timeouts, and what left it. */
final class FlowTableRig {
    static final FlowTimeouts TIMEOUTS = new FlowTimeouts(1_600, 16_000, 8_000, 800);

    final FlowTable<Plain> table;
    final List<Plain> ended = new ArrayList<>();
    final List<Integer> hashes = new ArrayList<>();
    private final Packet packet = new Packet();

    FlowTableRig(int bound) {
        this(bound, 1, 0);
    }

    FlowTableRig(int bound, long seed, int worker) {
        table = new FlowTable<>(bound, TIMEOUTS, seed, (long) worker << 48,
            (a, b, c, d) -> Side.NEITHER, this::make, ended::add);
    }

    private Plain make(TrackedFlow.Origin origin, Packet first) {
        hashes.add(origin.hash());
        return new Plain(origin, first);
    }

    /** What the pipeline does with a packet's flow; null where the table is full. */
    Plain see(CraftedPacket crafted, long now) {
        return see(decoded(crafted), now);
    }

    Plain see(Packet decoded, long now) {
        Plain flow = table.find(decoded);
        if (flow == null) {
            flow = table.create(decoded, now);
        }
        if (flow != null) {
            flow.count(flow.directionOf(decoded), 100);
            if (decoded.protocol == 6) {
                flow.tcp.onPacket(decoded, flow.directionOf(decoded));
            }
            table.touch(flow, now);
        }
        return flow;
    }

    Plain find(CraftedPacket crafted) {
        return table.find(decoded(crafted));
    }

    Packet decoded(CraftedPacket crafted) {
        packet.decode(crafted.raw());
        return packet;
    }

    /** A flow without anything added. */
    static final class Plain extends TrackedFlow {
        Plain(Origin origin, Packet first) {
            super(origin, first);
        }
    }
}
