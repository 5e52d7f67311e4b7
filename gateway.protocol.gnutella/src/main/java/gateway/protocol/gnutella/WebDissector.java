package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.BodyTransfers;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Transfers, and what else hosts ask each other and the web for over HTTP. Requests of others on the same connection
 * are passed over. Who asks need not be who connected: a pushed connection goes the other way.
 */
final class WebDissector implements Dissector {
    private static final int MAX_OUTSTANDING = 128;
    private static final int QUEUED = 503;
    private static final WebRequest UNSEEN = new WebRequest(WebRequest.Kind.FILE, "", "", "", "");

    /** A request and its target; null instead of the request where it is not ours. */
    private record Asked(WebRequest request, String target) {
        boolean ours() {
            return request != null;
        }
    }

    /** The head that a body of that direction belongs to. */
    private record Head(Asked asked, int status, List<Header> headers) {
    }

    private final Flow flow;
    private final Report report;
    private final BodyTransfers transfers;
    private final ArrayDeque<Asked> outstanding = new ArrayDeque<>();
    private final Head[] heads = new Head[Direction.values().length];
    private HostCache cache;
    private Direction cacheDirection;
    private boolean fresh = true;

    WebDissector(Flow flow, Report report) {
        this.flow = flow;
        this.report = report;
        this.transfers = new BodyTransfers(report.sink());
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        return Progress.DONE;
    }

    @Override
    public Progress onMessage(Direction direction, Message message) {
        boolean first = fresh;
        fresh = false;
        if (message instanceof HttpMessage.Request request) {
            return onRequest(direction, request);
        }
        if (message instanceof HttpMessage.Response response) {
            onResponse(direction, response, first);
        } else if (message instanceof HttpMessage.Content content && ours(direction)) {
            onContent(direction, content);
        } else if (message instanceof HttpMessage.Body body && ours(direction)) {
            onBody(direction, body);
        }
        return Progress.OK;
    }

    @Override
    public long unfinished(Direction direction) {
        return cache != null && direction == cacheDirection ? cache.begins() : -1;
    }

    @Override
    public void onClose(CloseReason reason) {
        endCache();
        transfers.close(reason);
    }

    private boolean ours(Direction direction) {
        Head head = heads[direction.ordinal()];
        return head != null && head.asked.ours();
    }

    private Progress onRequest(Direction direction, HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            report.anomaly("pipeline_too_deep", "");
            return Progress.DONE;
        }
        Asked asked = new Asked(WebRequest.of(request).orElse(null), Text.cut(request.target()));
        outstanding.add(asked);
        heads[direction.ordinal()] = new Head(asked, 0, request.headers());
        if (asked.ours()) {
            Map<String, String> said = asked.request.attributes();
            request.header("User-Agent").ifPresent(agent -> WebRequest.put(said, "http_user_agent", agent));
            request.header("Range").ifPresent(range -> WebRequest.put(said, "range", range));
            FileNames.check(report, asked.request.name());
            // Whole: what stands behind the first thousand characters is asked for as well.
            report.emit(new FileRequested(request.target(), said));
            others(direction, asked.request, request.headers());
            listening(direction, HostCache.ownAddress(asked.target));
        }
        return Progress.OK;
    }

    private void onResponse(Direction direction, HttpMessage.Response response, boolean first) {
        if (response.status() < 200) {
            return;
        }
        endCache();
        Asked asked = outstanding.poll();
        if (asked == null) {
            // Claimed by this very answer, or not at all.
            asked = new Asked(first ? UNSEEN : null, "");
        }
        heads[direction.ordinal()] = new Head(asked, response.status(), response.headers());
        if (asked.ours()) {
            others(direction, asked.request, response.headers());
            response.header("X-Queue").filter(queue -> response.status() == QUEUED)
                .ifPresent(queue -> report.identified("queued", Map.of("queue", Text.cut(queue))));
        }
    }

    private void onContent(Direction direction, HttpMessage.Content content) {
        Head head = heads[direction.ordinal()];
        WebRequest request = head.asked.request;
        Map<String, String> said = new LinkedHashMap<>();
        said.put("kind", request.kind().text());
        WebRequest.put(said, "url", head.asked.target);
        WebRequest.put(said, "index", request.index());
        WebRequest.put(said, "status", head.status == 0 ? "" : Integer.toString(head.status));
        String name = request.name();
        String sha1 = request.sha1();
        for (Header header : head.headers) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "content-type" -> WebRequest.put(said, "content_type", header.value());
                case "content-encoding" -> WebRequest.put(said, "content_encoding", header.value());
                case "content-disposition" -> name = name.isEmpty() ? disposition(header.value()) : name;
                case "x-gnutella-content-urn", "x-content-urn" ->
                    sha1 = sha1.isEmpty() ? Urn.sha1(header.value()).orElse("") : sha1;
                default -> { }
            }
        }
        WebRequest.put(said, "sha1", sha1);
        boolean hosts = request.kind() == WebRequest.Kind.HOSTS && !said.containsKey("content_encoding");
        cache = hosts && head.status == 200 ? new HostCache() : null;
        cacheDirection = direction;
        transfers.start(direction, content, WireText.of(name), said);
    }

    private void onBody(Direction direction, HttpMessage.Body body) {
        if (cache != null) {
            cache.add(body);
            if (body.last()) {
                endCache();
            }
        }
        transfers.add(direction, body);
    }

    private void endCache() {
        if (cache != null) {
            report.peers(HostHeaders.ULTRAPEERS, cache.end(), TextWriter.INSTANCE);
            cache = null;
        }
    }

    /** {@code attachment; filename="name"}. */
    private String disposition(String value) {
        int at = value.toLowerCase(Locale.ROOT).indexOf("filename=");
        String name = at < 0 ? "" : value.substring(at + "filename=".length()).strip();
        int end = name.startsWith("\"") ? name.indexOf('"', 1) : name.indexOf(';');
        String bare = name.startsWith("\"") && end > 0 ? name.substring(1, end)
            : end > 0 ? name.substring(0, end) : name;
        String decoded = Text.decoded(Text.bytes(bare));
        FileNames.check(report, decoded);
        return decoded;
    }

    /** Who else has the file, who passes on wishes to push, and where this side listens. */
    private void others(Direction direction, WebRequest asked, List<Header> headers) {
        HostHeaders hosts = new HostHeaders();
        String file = Urn.content(asked.sha1());
        for (Header header : headers) {
            hosts.add(header.name(), header.value(), header.offset());
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "x-node", "node", "listen-ip", "x-listen-ip" -> listening(direction, header.value());
                case "x-gnutella-content-urn", "x-content-urn" ->
                    file = file.isEmpty() ? Urn.content(Urn.sha1(header.value()).orElse("")) : file;
                default -> { }
            }
        }
        hosts.report(report, file);
    }

    private void listening(Direction direction, String said) {
        IpAddress own = (direction == Direction.TO_SERVER ? flow.client() : flow.server()).address();
        Optional<Endpoint> host = Addresses.parse(said);
        host.ifPresent(end -> report.expected(new Endpoint(own, end.port())));
    }
}
