package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;

/**
 * Connections to notification servers and switchboards that are carried in the bodies of HTTP messages, several side
 * by side: which one a body belongs to stands in the request, and for a new one in the answer.
 */
final class GatewayDissector implements Dissector {
    /** Connections in one flow. */
    static final int MAX_CARRIED = 16;
    private static final int MAX_OUTSTANDING = 128;

    private static final class Carried {
        final CarriedWay[] ways = new CarriedWay[Direction.values().length];

        Carried(Report report) {
            Messenger messenger = new Messenger(report);
            for (Direction direction : Direction.values()) {
                ways[direction.ordinal()] = new CarriedWay(new CommandReader(direction, report, messenger));
            }
        }
    }

    private final Report report;
    private final Map<String, Carried> carried = new Bounded<>(MAX_CARRIED);
    /** For each request without an answer the connection that it is about; {@link #notOurs} for others. */
    private final ArrayDeque<Carried> outstanding = new ArrayDeque<>();
    private final Carried notOurs;
    private Carried asking;
    private Carried answering;

    GatewayDissector(Report report) {
        this.report = report;
        this.notOurs = new Carried(report);
        this.asking = notOurs;
        this.answering = notOurs;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        return Progress.DONE;
    }

    @Override
    public Progress onMessage(Direction direction, Message message) {
        if (message instanceof HttpMessage.Request request) {
            return onRequest(request);
        }
        if (message instanceof HttpMessage.Response response) {
            onResponse(response);
        } else if (message instanceof HttpMessage.Body body) {
            Carried whose = direction == Direction.TO_SERVER ? asking : answering;
            if (whose != notOurs) {
                whose.ways[direction.ordinal()].add(body);
            }
        }
        return Progress.OK;
    }

    private Progress onRequest(HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            report.anomaly("pipeline_too_deep", "");
            return Progress.DONE;
        }
        Optional<GatewayRequest> ours = GatewayRequest.of(request);
        if (ours.isEmpty()) {
            asking = notOurs;
            PassportRules.announce(report, request);
        } else if (ours.get().opens()) {
            report.identified("http_gateway", Map.of("action", "open"));
            asking = new Carried(report);
        } else {
            asking = carried.computeIfAbsent(ours.get().session(), name -> new Carried(report));
        }
        outstanding.add(asking);
        return Progress.OK;
    }

    private void onResponse(HttpMessage.Response response) {
        if (response.status() < 200) {
            return;
        }
        Carried asked = outstanding.poll();
        answering = asked == null ? notOurs : asked;
        String session = GatewayRequest.sessionOf(response);
        if (asked == null && !session.isEmpty()) {
            answering = carried.computeIfAbsent(session, name -> new Carried(report));
        } else if (answering != notOurs && !session.isEmpty()) {
            carried.putIfAbsent(session, answering);
        }
    }
}
