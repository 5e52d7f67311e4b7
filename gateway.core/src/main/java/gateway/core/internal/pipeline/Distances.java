package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.policy.Delaying;

/** How far peers of flows are: asked once a flow, and again when rules or the localizer change. One worker thread. */
final class Distances {
    static final int NEAR = 0;
    static final int FAR = 1;
    /** Of other continents, or unknown. */
    static final int FARTHEST = 2;

    private final LocalizerCalls calls;
    /** Another number whenever it has to be asked again. */
    private int version = 1;

    Distances(LocalizerCalls calls) {
        this.calls = calls;
    }

    /** Rules changed, or who says how far peers are. */
    void onChange() {
        version++;
    }

    int version() {
        return version;
    }

    /** The class of a flow's peer; that of a flow within our side, or past it, is near. */
    int of(ManagedFlow flow, long nowMillis) {
        if (flow.distanceVersion != version) {
            flow.distanceVersion = version;
            flow.distance = ask(flow, nowMillis);
        }
        return flow.distance;
    }

    private int ask(ManagedFlow flow, long nowMillis) {
        boolean client = flow.inside() == Side.CLIENT;
        if (!client && flow.inside() != Side.SERVER) {
            return NEAR;
        }
        int cost = client
            ? calls.cost(flow.clientHigh(), flow.clientLow(), flow.serverHigh(), flow.serverLow(), nowMillis)
            : calls.cost(flow.serverHigh(), flow.serverLow(), flow.clientHigh(), flow.clientLow(), nowMillis);
        return calls.isNear(cost) ? NEAR : cost < Delaying.FARTHEST_COST ? FAR : FARTHEST;
    }
}
