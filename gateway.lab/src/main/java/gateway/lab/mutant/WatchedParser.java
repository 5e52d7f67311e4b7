package gateway.lab.mutant;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.Set;

/** A bundle's parser, whose dissectors are watched. */
record WatchedParser(ProtocolParser parser, Watch watch) implements ProtocolParser {
    @Override
    public String id() {
        return parser.id();
    }

    @Override
    public Set<String> over() {
        return parser.over();
    }

    @Override
    public List<Signature> signatures() {
        return parser.signatures();
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        return parser.detect(flow, head);
    }

    @Override
    public Detection detect(Flow flow, Message message) {
        return parser.detect(flow, message);
    }

    @Override
    public Detection detectAnnounced(Flow flow, Head head) {
        return parser.detectAnnounced(flow, head);
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new WatchedDissector(parser, flow, sink, watch);
    }
}
