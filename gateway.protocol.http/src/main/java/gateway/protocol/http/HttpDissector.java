package gateway.protocol.http;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One connection: a reader for each direction, and what the two have to know of each other, which is the methods of
 * the requests that were not answered yet (RFC 9112, section 6.3: they decide whether a response has a body).
 */
final class HttpDissector implements Dissector {
    /** Pipelines deeper than this are not followed. */
    static final int MAX_OUTSTANDING = 128;

    private final DissectionSink sink;
    private final MessageReader[] readers = new MessageReader[Direction.values().length];
    private final ArrayDeque<String> outstanding = new ArrayDeque<>();
    private boolean tunnel;
    private boolean nonsenseTold;

    HttpDissector(Flow flow, DissectionSink sink) {
        this.sink = sink;
        for (Direction direction : Direction.values()) {
            readers[direction.ordinal()] = new MessageReader(direction, this, flow.midstream());
        }
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        return readers[direction.ordinal()].read(bytes);
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        return readers[direction.ordinal()].skip(missing);
    }

    DissectionSink sink() {
        return sink;
    }

    /** Whether what follows is no longer HTTP. */
    boolean tunnel() {
        return tunnel;
    }

    /**
     * What it means that a direction does not begin like HTTP: nothing as long as the other one may, since servers
     * answer nonsense in HTTP, too.
     */
    Progress notHttp() {
        return readers[0].notHttpAtAll() && readers[1].notHttpAtAll() ? Progress.VIOLATION : Progress.OK;
    }

    /** Answers whether the request can be followed. */
    boolean onRequest(Direction direction, HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            anomaly("pipeline_too_deep", request.method());
            return false;
        }
        outstanding.add(request.method());
        sink.emit(new DissectionEvent.FileRequested(cut(request.target()), attributes(request)));
        sink.message(direction, request);
        return true;
    }

    /** Answers the method of the request that the response belongs to; empty if nobody saw it. */
    String onResponse(Direction direction, HttpMessage.Response response) {
        boolean last = response.status() >= 200 || response.status() == 101;
        String method = last ? outstanding.poll() : outstanding.peek();
        if (!nonsenseTold && readers[direction.reverse().ordinal()].notHttpAtAll()) {
            nonsenseTold = true;
            anomaly("bad_start_line", "");
        }
        tunnel = response.status() == 101 || "CONNECT".equals(method) && response.status() / 100 == 2;
        sink.message(direction, response);
        return method == null ? "" : method;
    }

    void anomaly(String what, String detail) {
        sink.emit(new DissectionEvent.Anomaly(what, cut(detail)));
    }

    /** The request by the names of Suricata's EVE records. */
    private static Map<String, String> attributes(HttpMessage.Request request) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("http_method", cut(request.method()));
        attributes.put("url", cut(request.target()));
        attributes.put("protocol", request.version());
        request.header("Host").ifPresent(host -> attributes.put("hostname", cut(host)));
        request.header("User-Agent").ifPresent(agent -> attributes.put("http_user_agent", cut(agent)));
        request.header("Referer").ifPresent(referer -> attributes.put("http_refer", cut(referer)));
        return attributes;
    }

    private static String cut(String text) {
        return text.length() <= DissectionEvent.MAX_TEXT ? text : text.substring(0, DissectionEvent.MAX_TEXT);
    }
}
