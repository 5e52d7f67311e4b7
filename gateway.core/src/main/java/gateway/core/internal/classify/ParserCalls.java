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
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The one fence between the packet path and a bundle's code: every call into a parser or dissector goes through
 * here, and whatever it throws ends here, is counted and told; no answer is an error, too. Errors are no exception:
 * an assertion, a class that is missing, an array as long as a packet claims say nothing about the rest of the
 * gateway. What throws or not, where the worker is gets noted ({@link Whereabouts}). One worker thread.
 */
public final class ParserCalls {
    private static final String NO_ANSWER = "the bundle answered null";
    private static final Dissector DEAF = (direction, bytes) -> Progress.DONE;

    private final BiConsumer<ParserEntry, Throwable> onError;
    private final Whereabouts whereabouts = new Whereabouts();
    private long errors;

    /** @param onError told of everything that a bundle throws, on the worker thread */
    public ParserCalls(BiConsumer<ParserEntry, Throwable> onError) {
        this.onError = onError;
    }

    /** In which bundle this worker is, for the watchdog. */
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /** How often a bundle threw. */
    public long errors() {
        return errors;
    }

    Detection detect(ParserEntry entry, Flow flow, Head head) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detect(flow, head), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Detection detectAnnounced(ParserEntry entry, Flow flow, Head head) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detectAnnounced(flow, head), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Detection detect(ParserEntry entry, Flow flow, Message message) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detect(flow, message), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Dissector open(ParserEntry entry, Flow flow, DissectionSink sink) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().open(flow, sink), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, DEAF);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress data(ParserEntry entry, Dissector dissector, Direction direction, ByteView bytes) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onData(direction, bytes), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress message(ParserEntry entry, Dissector dissector, Direction direction, Message message) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onMessage(direction, message), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress gap(ParserEntry entry, Dissector dissector, Direction direction, long missing) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onGap(direction, missing), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    long contentAhead(ParserEntry entry, Dissector dissector) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            return Math.max(0, dissector.contentAhead());
        } catch (Throwable thrown) {
            return failed(entry, thrown, 0L);
        } finally {
            whereabouts.leave(outer);
        }
    }

    void close(ParserEntry entry, Dissector dissector, Dissector.CloseReason reason) {
        ParserEntry outer = whereabouts.enter(entry);
        try {
            dissector.onClose(reason);
        } catch (Throwable thrown) {
            failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** A bundle calls back. */
    void calledBack() {
        whereabouts.check();
    }

    private <T> T failed(ParserEntry entry, Throwable thrown, T answer) {
        // Nothing that a thread says is counted once it was given up.
        whereabouts.check();
        errors++;
        onError.accept(entry, thrown);
        return answer;
    }
}
