package gateway.protocol.http;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** HTTP/1.x over TCP, by its first line in either direction. */
@Component(service = ProtocolParser.class)
public final class HttpParser implements ProtocolParser {
    private static final Detection REQUEST = Detection.certain("request line");
    private static final Detection RESPONSE = Detection.certain("status line");
    private static final Detection LONG_REQUEST = Detection.likely("open request line");

    /**
     * One look at the first byte: an upper-case letter (or one of six neighbours in ASCII), or an empty line before
     * the request. That is cheaper than forty methods, lets a method be cut anywhere, and {@link StartLine} is
     * quick to say no.
     */
    private final List<Signature> signatures =
        List.of(firstByte("letter", 0x40, 0xe0), firstByte("empty line", '\r', 0xff));

    @Override
    public String id() {
        return "http";
    }

    @Override
    public Set<String> over() {
        return Set.of(Transport.TCP.id());
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        Direction newest = head.direction(head.newest());
        Detection answer = answer(firstLine(head.stream(newest)));
        if (answer == Detection.NO && flow.midstream()) {
            answer = proven(StartLine.of(head.payload(head.newest()), 0));
        }
        if (answer == Detection.NO && head.packets() > 1) {
            answer = answer(firstLine(head.stream(newest.reverse())));
        }
        return answer;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        return new HttpDissector(flow, sink);
    }

    /** The first line, perhaps behind the negotiation with a proxy or a greeting. */
    private static StartLine.Verdict firstLine(ByteView stream) {
        int start = Prelude.length(stream);
        return start == Socks.INCOMPLETE ? StartLine.Verdict.NO : StartLine.of(stream, start);
    }

    private static Detection answer(StartLine.Verdict verdict) {
        return switch (verdict) {
            case NO -> Detection.NO;
            case OPEN -> Detection.NEED_MORE;
            case OPEN_REQUEST -> LONG_REQUEST;
            case REQUEST -> REQUEST;
            case RESPONSE -> RESPONSE;
        };
    }

    /** In the middle of a stream only whole lines count: letters at the front of a packet are everywhere. */
    private static Detection proven(StartLine.Verdict verdict) {
        return verdict == StartLine.Verdict.REQUEST || verdict == StartLine.Verdict.RESPONSE
            ? answer(verdict) : Detection.NO;
    }

    private static Signature firstByte(String name, int value, int mask) {
        return new Signature.Anchored(name, Transport.TCP, 0, new byte[] {(byte) value}, new byte[] {(byte) mask}, 1);
    }
}
