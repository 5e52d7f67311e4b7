package gateway.protocol.http;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.BodyTransfers;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.ArrayDeque;
import java.util.List;
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
    private final BodyTransfers transfers;
    private final ArrayDeque<Asked> outstanding = new ArrayDeque<>();
    private long bodies;
    private boolean tunnel;
    private boolean nonsenseTold;
    /** The last response answers a request that was seen, and no parser above claimed either. */
    private boolean expected;

    HttpDissector(Flow flow, DissectionSink sink) {
        this.sink = sink;
        this.transfers = new BodyTransfers(sink);
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

    /** A response's body whose length was said, unless it is somebody else's or more was asked for than this. */
    @Override
    public long contentAhead() {
        return outstanding.isEmpty() && expected && !tunnel
            ? readers[Direction.TO_CLIENT.ordinal()].restOfBody() : 0;
    }

    /** Bodies that are under way end; those that last until the close of the connection came to their end by it. */
    @Override
    public void onClose(CloseReason reason) {
        transfers.close(reason);
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

    /** Answers what was asked, null if there are too many requests to follow them. */
    Asked onRequest(Direction direction, HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            anomaly("pipeline_too_deep", request.method());
            return null;
        }
        // Whole: what stands behind the first thousand characters is asked for as well.
        sink.emit(new DissectionEvent.FileRequested(request.target(), Described.attributes(request)));
        Asked asked = Asked.of(request, sink.message(direction, request));
        outstanding.add(asked);
        return asked;
    }

    /** Answers the request that the response belongs to. */
    Asked onResponse(Direction direction, HttpMessage.Response response) {
        boolean last = response.status() >= 200 || response.status() == 101;
        Asked oldest = last ? outstanding.poll() : outstanding.peek();
        Asked asked = oldest == null ? Asked.UNSEEN : oldest;
        if (!nonsenseTold && readers[direction.reverse().ordinal()].notHttpAtAll()) {
            nonsenseTold = true;
            anomaly("bad_start_line", "");
        }
        tunnel = response.status() == 101 || "CONNECT".equals(asked.method()) && response.status() / 100 == 2;
        Asked answered = sink.message(direction, response) ? asked.asClaimed() : asked;
        expected = oldest != null && !answered.claimed();
        return answered;
    }

    /** A body follows the request. */
    void onContent(Direction direction, HttpMessage.Request request, Asked asked, Framing framing) {
        onContent(direction, Extent.of(request, framing), framing, asked, request.headers(), "");
    }

    /** A body follows the response. */
    void onContent(Direction direction, HttpMessage.Response response, Asked asked, Framing framing) {
        onContent(direction, Extent.of(response, framing), framing, asked, response.headers(),
            Integer.toString(response.status()));
    }

    private void onContent(Direction direction, Extent extent, Framing framing, Asked asked, List<Header> headers,
                           String status) {
        if (!extent.anomaly().isEmpty()) {
            anomaly(extent.anomaly(), asked.target());
        }
        bodies++;
        HttpMessage.Content content = new HttpMessage.Content(bodies, extent.first(), extent.length(), extent.size(),
            framing.kind() == Framing.Kind.UNTIL_CLOSE);
        sink.message(direction, content);
        List<String> names = FileName.said(headers);
        Map<String, String> said = Described.attributes(asked, headers, status);
        if (!asked.claimed()) {
            String name = names.isEmpty() ? FileName.lastSegment(asked.target()) : names.get(0);
            complain(name);
            transfers.start(direction, content, WireText.of(name), said);
            names = names.subList(Math.min(1, names.size()), names.size());
        }
        // Which of several names a receiver takes, and whether the parser above looks at them, nobody knows.
        onNames(names, said);
    }

    /** A body, or a part of one, has these names as well. */
    void onNames(List<String> names, Map<String, String> said) {
        for (String name : names) {
            complain(name);
            sink.emit(new DissectionEvent.FileOffered("", "", WireText.of(name), DissectionEvent.UNKNOWN_SIZE, said));
        }
    }

    private void complain(String name) {
        String flaw = FileName.flaw(name);
        if (!flaw.isEmpty()) {
            anomaly("hostile_file_name", flaw);
        }
    }

    /** The next part of a body. */
    void onBody(Direction direction, HttpMessage.Body body) {
        sink.message(direction, body);
        transfers.add(direction, body);
    }

    void anomaly(String what, String detail) {
        sink.emit(new DissectionEvent.Anomaly(what, Text.cut(detail)));
    }
}
