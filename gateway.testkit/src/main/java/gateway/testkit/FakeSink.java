package gateway.testkit;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** Collects what dissectors say. Bodies and files are copied, since their views die with the call. */
public final class FakeSink implements DissectionSink {
    /** A message and its way. */
    public record Said(Direction direction, Object message) {
    }

    /** A body, or the part of it that lies in one piece in the stream. */
    public record BodyText(long streamOffset, long bodyOffset, String text, boolean last) {
    }

    /** A part of a file that came in one piece; its bytes as characters. */
    public record FileText(long transfer, long fileOffset, String text) {
    }

    private final List<DissectionEvent> events = new ArrayList<>();
    private final List<Object> transcript = new ArrayList<>();

    @Override
    public void emit(DissectionEvent event) {
        if (event instanceof DissectionEvent.TransferData data) {
            ByteView copy = ByteView.of(data.bytes().copy(0, data.bytes().length()));
            events.add(new DissectionEvent.TransferData(data.transfer(), data.fileOffset(), copy));
            addFileText(new FileText(data.transfer(), data.fileOffset(), copy.text(0, copy.length())));
        } else {
            events.add(event);
            transcript.add(event);
        }
    }

    @Override
    public void message(Direction direction, Message message) {
        transcript.add(new Said(direction, message instanceof HttpMessage.Body body ? text(body) : message));
        mergeBodies();
    }

    /** The events so far, in order. */
    public List<DissectionEvent> events() {
        return List.copyOf(events);
    }

    /** The events of one kind, in order. */
    public <E extends DissectionEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The messages of one kind, in order; {@link BodyText} stands for bodies. */
    public <M> List<M> messages(Class<M> kind) {
        return transcript.stream().filter(Said.class::isInstance).map(s -> ((Said) s).message())
            .filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Everything said, events and messages ({@link Said}) in order, as values that can be compared. Parts of a body
     * or of a file ({@link FileText}) that follow each other are one: how segments were cut does not show.
     */
    public List<Object> transcript() {
        return List.copyOf(transcript);
    }

    private static BodyText text(HttpMessage.Body body) {
        ByteView bytes = body.bytes();
        return new BodyText(body.streamOffset(), body.bodyOffset(), bytes.text(0, bytes.length()), body.last());
    }

    private void addFileText(FileText next) {
        int last = transcript.size() - 1;
        if (last >= 0 && transcript.get(last) instanceof FileText before && before.transfer == next.transfer
            && before.fileOffset + before.text.length() == next.fileOffset) {
            transcript.set(last, new FileText(before.transfer, before.fileOffset, before.text + next.text));
        } else {
            transcript.add(next);
        }
    }

    private void mergeBodies() {
        int last = transcript.size() - 1;
        if (last > 0 && transcript.get(last - 1) instanceof Said a && transcript.get(last) instanceof Said b
            && a.direction() == b.direction() && a.message() instanceof BodyText first
            && b.message() instanceof BodyText next && !first.last()
            && first.streamOffset() + first.text().length() == next.streamOffset()) {
            transcript.remove(last);
            transcript.set(last - 1, new Said(a.direction(), new BodyText(first.streamOffset(), first.bodyOffset(),
                first.text() + next.text(), next.last())));
        }
    }
}
