package gateway.core.internal.classify;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import java.util.function.BiConsumer;

/**
 * The one fence between the packet path and a bundle's code: every call into a parser or dissector goes through
 * here, and whatever it throws ends here, is counted and told. One worker thread.
 */
public final class ParserCalls {
    private static final Dissector DEAF = (direction, bytes) -> Progress.DONE;

    private final BiConsumer<ParserEntry, Throwable> onError;
    private long errors;

    /** @param onError told of everything that a bundle throws, on the worker thread */
    public ParserCalls(BiConsumer<ParserEntry, Throwable> onError) {
        this.onError = onError;
    }

    /** How often a bundle threw. */
    public long errors() {
        return errors;
    }

    Detection detect(ParserEntry entry, Flow flow, Head head) {
        try {
            return entry.parser().detect(flow, head);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Detection.NO);
        }
    }

    Detection detectAnnounced(ParserEntry entry, Flow flow, Head head) {
        try {
            return entry.parser().detectAnnounced(flow, head);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Detection.NO);
        }
    }

    Detection detect(ParserEntry entry, Flow flow, Message message) {
        try {
            return entry.parser().detect(flow, message);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Detection.NO);
        }
    }

    Dissector open(ParserEntry entry, Flow flow, DissectionSink sink) {
        try {
            return entry.parser().open(flow, sink);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, DEAF);
        }
    }

    Progress data(ParserEntry entry, Dissector dissector, Direction direction, ByteView bytes) {
        try {
            return dissector.onData(direction, bytes);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Progress.DONE);
        }
    }

    Progress message(ParserEntry entry, Dissector dissector, Direction direction, Message message) {
        try {
            return dissector.onMessage(direction, message);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Progress.DONE);
        }
    }

    Progress gap(ParserEntry entry, Dissector dissector, Direction direction, long missing) {
        try {
            return dissector.onGap(direction, missing);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            return failed(entry, thrown, Progress.DONE);
        }
    }

    void close(ParserEntry entry, Dissector dissector, Dissector.CloseReason reason) {
        try {
            dissector.onClose(reason);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            failed(entry, thrown, Progress.DONE);
        }
    }

    private <T> T failed(ParserEntry entry, Throwable thrown, T answer) {
        errors++;
        onError.accept(entry, thrown);
        return answer;
    }
}
