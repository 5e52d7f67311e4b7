package gateway.core.internal.crafted;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A parser that does what a test tells it, and notes in {@link #heard} what it was asked. It has one signature, a
 * word at the start of a payload; what it answers then and what its dissector does can be replaced.
 */
public final class FakeParser implements ProtocolParser {
    /** What the dissectors were told, one line each: {@code data TO_SERVER abc}, {@code gap ...}, {@code close ...}. */
    public final List<String> heard = new ArrayList<>();
    /** How often {@code detect} was asked about a flow. */
    public int asked;
    /** Answers {@code detect}. */
    public BiFunction<Flow, Head, Detection> onDetect;
    /** Answers {@code detectAnnounced}. */
    public BiFunction<Flow, Head, Detection> onAnnounced = (flow, head) -> Detection.NO;
    /** Answers {@code detect} of messages. */
    public BiFunction<Flow, Message, Detection> onMessage = (flow, message) -> Detection.NO;
    /** Reads, in place of saying OK. */
    public Reader reader = (sink, direction, bytes) -> Progress.OK;
    /** Reads messages, in place of saying OK. */
    public BiFunction<DissectionSink, Message, Progress> messageReader = (sink, message) -> Progress.OK;
    /** Stands in for the dissector, where it is not null. */
    private Function<DissectionSink, Dissector> opener;
    /** Hears why a dissector is closed. */
    private Consumer<Dissector.CloseReason> closer = reason -> { };
    /** Says that it tells of lists of peers. */
    public boolean listsPeers;
    /** Answers gaps. */
    public Progress afterGap = Progress.OK;

    private final String id;
    private final Set<String> over;
    private final List<Signature> signatures;

    /** What a dissector does with bytes. */
    public interface Reader {
        /** Reads some bytes. */
        Progress read(DissectionSink sink, Direction direction, ByteView bytes);
    }

    private FakeParser(String id, Set<String> over, List<Signature> signatures) {
        this.id = id;
        this.over = over;
        this.signatures = signatures;
        this.onDetect = (flow, head) -> Detection.certain(id + "-rule");
    }

    /** Certain of every TCP or UDP flow of which a payload begins with {@code word}. */
    public static FakeParser of(String id, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
        return new FakeParser(id, Set.of("tcp", "udp"), List.of(Signature.at(id + "-tcp", Transport.TCP, 0, bytes),
            Signature.at(id + "-udp", Transport.UDP, 0, bytes)));
    }

    /** A parser of the messages of another. */
    public static FakeParser over(String id, String below) {
        return new FakeParser(id, Set.of(below), List.of());
    }

    /** The same parser with another answer. */
    public FakeParser answering(BiFunction<Flow, Head, Detection> answer) {
        onDetect = answer;
        return this;
    }

    /** The same parser with another dissector. */
    public FakeParser reading(Reader other) {
        reader = other;
        return this;
    }

    /** The same parser that opens flows in another way. */
    public FakeParser opening(Supplier<Dissector> other) {
        opener = sink -> other.get();
        return this;
    }

    /** The same parser that opens flows in another way, and says what it reads there. */
    public FakeParser openingWith(Function<DissectionSink, Dissector> other) {
        opener = other;
        return this;
    }

    /** The same parser whose dissectors do this when they are closed. */
    public FakeParser closing(Consumer<Dissector.CloseReason> other) {
        closer = other;
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Set<String> over() {
        return over;
    }

    @Override
    public boolean listsPeers() {
        return listsPeers;
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        asked++;
        return onDetect.apply(flow, head);
    }

    @Override
    public Detection detectAnnounced(Flow flow, Head head) {
        return onAnnounced.apply(flow, head);
    }

    @Override
    public Detection detect(Flow flow, Message message) {
        return onMessage.apply(flow, message);
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        heard.add("open");
        if (opener != null) {
            return opener.apply(sink);
        }
        return new Dissector() {
            @Override
            public Progress onData(Direction direction, ByteView bytes) {
                heard.add("data " + direction + " " + bytes.text(0, bytes.length()));
                return reader.read(sink, direction, bytes);
            }

            @Override
            public Progress onMessage(Direction direction, Message message) {
                heard.add("message " + direction);
                return messageReader.apply(sink, message);
            }

            @Override
            public Progress onGap(Direction direction, long missing) {
                heard.add("gap " + direction + " " + missing);
                return afterGap;
            }

            @Override
            public void onClose(CloseReason reason) {
                heard.add("close " + reason);
                closer.accept(reason);
            }
        };
    }
}
