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
    public boolean message(Direction direction, Message message) {
        if (message instanceof HttpMessage.Body body) {
            addBody(new Said(direction, text(body)));
        } else {
            transcript.add(new Said(direction, message));
        }
        return false;
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
        for (int i = transcript.size() - 1; i >= 0 && isPart(transcript.get(i)); i--) {
            if (transcript.get(i) instanceof FileText before) {
                if (before.transfer == next.transfer && before.fileOffset + before.text.length() == next.fileOffset) {
                    transcript.set(i, new FileText(before.transfer, before.fileOffset, before.text + next.text));
                    return;
                }
                break;
            }
        }
        transcript.add(next);
    }

    /** A body's part may have been said as a part of a file, too: the one does not part the others of the other. */
    private void addBody(Said next) {
        BodyText part = (BodyText) next.message;
        for (int i = transcript.size() - 1; i >= 0 && isPart(transcript.get(i)); i--) {
            if (transcript.get(i) instanceof Said before) {
                BodyText first = (BodyText) before.message;
                if (before.direction == next.direction && !first.last
                    && first.streamOffset + first.text.length() == part.streamOffset) {
                    transcript.set(i, new Said(next.direction, new BodyText(first.streamOffset, first.bodyOffset,
                        first.text + part.text, part.last)));
                    return;
                }
                break;
            }
        }
        transcript.add(next);
    }

    private static boolean isPart(Object said) {
        return said instanceof FileText || said instanceof Said one && one.message instanceof BodyText;
    }
}
