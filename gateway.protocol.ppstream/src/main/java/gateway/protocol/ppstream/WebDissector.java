package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.BodyTransfers;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;

/** What the program asks of its service, and what comes. Others' requests on the connection are passed over. */
final class WebDissector implements Dissector {
    private static final int MAX_OUTSTANDING = 128;

    /** What bodies of a direction belong to: a request, and how it was answered (0: not yet). */
    private record About(WebRequest request, int status, String contentType, String contentEncoding) {
    }

    private final Report report;
    private final BodyTransfers transfers;
    /** Requests without an answer, in order; empty for those of others. */
    private final ArrayDeque<Optional<WebRequest>> outstanding = new ArrayDeque<>();
    private final About[] about = new About[Direction.values().length];

    WebDissector(Report report) {
        this.report = report;
        this.transfers = new BodyTransfers(report.sink());
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        return Progress.DONE;
    }

    @Override
    public Progress onMessage(Direction direction, Message message) {
        if (message instanceof HttpMessage.Request request) {
            return onRequest(direction, request);
        }
        if (message instanceof HttpMessage.Response response) {
            onResponse(direction, response);
        } else if (message instanceof HttpMessage.Content content && about[direction.ordinal()] != null) {
            onContent(direction, content);
        } else if (message instanceof HttpMessage.Body body && about[direction.ordinal()] != null) {
            transfers.add(direction, body);
        }
        return Progress.OK;
    }

    @Override
    public void onClose(CloseReason reason) {
        transfers.close(reason);
    }

    private Progress onRequest(Direction direction, HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            report.anomaly("pipeline_too_deep", "");
            return Progress.DONE;
        }
        Optional<WebRequest> ours = WebRequest.of(request);
        outstanding.add(ours);
        about[direction.ordinal()] = ours.map(one -> new About(one, 0, request.header("Content-Type").orElse(""),
            request.header("Content-Encoding").orElse(""))).orElse(null);
        ours.ifPresent(one -> {
            Map<String, String> said = one.attributes();
            WebRequest.put(said, "host", request.header("Host").orElse(""));
            WebRequest.put(said, "http_user_agent", request.header("User-Agent").orElse(""));
            WebRequest.put(said, "range", request.header("Range").orElse(""));
            // Whole: what stands behind the first thousand characters is asked for as well.
            report.emit(new FileRequested(request.target(), said));
        });
        return Progress.OK;
    }

    private void onResponse(Direction direction, HttpMessage.Response response) {
        if (response.status() < 200) {
            return;
        }
        Optional<WebRequest> asked = outstanding.isEmpty() ? Optional.empty() : outstanding.remove();
        about[direction.ordinal()] = asked.map(one -> new About(one, response.status(),
            response.header("Content-Type").orElse(""), response.header("Content-Encoding").orElse(""))).orElse(null);
    }

    private void onContent(Direction direction, HttpMessage.Content content) {
        About head = about[direction.ordinal()];
        Map<String, String> said = head.request.attributes();
        WebRequest.put(said, "status", head.status == 0 ? "" : Integer.toString(head.status));
        WebRequest.put(said, "content_type", head.contentType);
        WebRequest.put(said, "content_encoding", head.contentEncoding);
        transfers.start(direction, content, WireText.of(head.request.name()), said);
    }
}
