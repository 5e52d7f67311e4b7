package gateway.protocol.bittorrent;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import java.util.ArrayDeque;
import java.util.List;

/** Announces over HTTP and the peers in the replies; other requests on the same connection are passed over. */
final class TrackerDissector implements Dissector {
    private static final int MAX_OUTSTANDING = 128;
    private static final String NOT_OURS = "";

    private final Flow flow;
    private final DissectionSink sink;
    /** For each request without an answer the info-hash that it was about. */
    private final ArrayDeque<String> outstanding = new ArrayDeque<>();
    private String infoHash = NOT_OURS;
    private TrackerBody body;

    TrackerDissector(Flow flow, DissectionSink sink) {
        this.flow = flow;
        this.sink = sink;
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
        } else if (message instanceof HttpMessage.Body part && body != null && body.add(part)) {
            List<ListedPeer> peers = body.peers();
            body = null;
            if (!peers.isEmpty()) {
                sink.emit(new PeersListed(infoHash, peers, DictionaryWriter.INSTANCE));
            }
        }
        return Progress.OK;
    }

    @Override
    public long unfinished(Direction direction) {
        return direction == Direction.TO_CLIENT && body != null ? body.begins() : -1;
    }

    private Progress onRequest(HttpMessage.Request request) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            return Progress.DONE;
        }
        if (TrackerQuery.is(request.target())) {
            var said = TrackerQuery.read(request.target());
            outstanding.add(said.getOrDefault("info_hash", NOT_OURS));
            sink.emit(new DissectionEvent.Identified("tracker", said));
            ListeningPort.announced(flow.client(), said).forEach(sink::emit);
            PlainAnswer.wishes(request).forEach(sink::emit);
        } else {
            outstanding.add(NOT_OURS);
        }
        return Progress.OK;
    }

    private void onResponse(HttpMessage.Response response) {
        body = null;
        if (response.status() < 200) {
            return;
        }
        String about = outstanding.poll();
        infoHash = about == null ? NOT_OURS : about;
        if (response.status() == 200 && (about == null || !about.isEmpty())) {
            String coding = response.header("Content-Encoding").orElse("");
            body = new TrackerBody(coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip"));
        }
    }
}
