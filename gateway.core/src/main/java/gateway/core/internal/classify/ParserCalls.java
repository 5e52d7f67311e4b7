package gateway.core.internal.classify;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.ListWriter;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import java.util.List;
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

    private final BiConsumer<? super ParserEntry, Throwable> onError;
    private final Whereabouts whereabouts;
    private long errors;

    /**
     * A fence.
     *
     * @param whereabouts where the worker notes in which bundle it is
     * @param onError told of everything that a bundle throws, on the worker thread
     */
    public ParserCalls(Whereabouts whereabouts, BiConsumer<? super ParserEntry, Throwable> onError) {
        this.whereabouts = whereabouts;
        this.onError = onError;
    }

    /** How often a bundle threw. */
    public long errors() {
        return errors;
    }

    Detection detect(ParserEntry entry, Flow flow, Head head) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detect(flow, head), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Detection detectAnnounced(ParserEntry entry, Flow flow, Head head) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detectAnnounced(flow, head), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Detection detect(ParserEntry entry, Flow flow, Message message) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().detect(flow, message), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Detection.NO);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Dissector open(ParserEntry entry, Flow flow, DissectionSink sink) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(entry.parser().open(flow, sink), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, DEAF);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress data(ParserEntry entry, Dissector dissector, Direction direction, ByteView bytes) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onData(direction, bytes), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress message(ParserEntry entry, Dissector dissector, Direction direction, Message message) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onMessage(direction, message), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    Progress gap(ParserEntry entry, Dissector dissector, Direction direction, long missing) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Objects.requireNonNull(dissector.onGap(direction, missing), NO_ANSWER);
        } catch (Throwable thrown) {
            return failed(entry, thrown, Progress.DONE);
        } finally {
            whereabouts.leave(outer);
        }
    }

    long contentAhead(ParserEntry entry, Dissector dissector) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return Math.max(0, dissector.contentAhead());
        } catch (Throwable thrown) {
            return failed(entry, thrown, 0L);
        } finally {
            whereabouts.leave(outer);
        }
    }

    long unfinished(ParserEntry entry, Dissector dissector, Direction direction) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return dissector.unfinished(direction);
        } catch (Throwable thrown) {
            return failed(entry, thrown, -1L);
        } finally {
            whereabouts.leave(outer);
        }
    }

    boolean fits(ParserEntry entry, ListWriter writer, ListedPeer place, Endpoint peer) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return writer.fits(place, peer);
        } catch (Throwable thrown) {
            return failed(entry, thrown, false);
        } finally {
            whereabouts.leave(outer);
        }
    }

    boolean write(ParserEntry entry, ListWriter writer, byte[] bytes, long first, List<ListedPeer> places,
                  List<Endpoint> peers) {
        BundleCode outer = whereabouts.enter(entry);
        try {
            return writer.write(bytes, first, places, peers);
        } catch (Throwable thrown) {
            return failed(entry, thrown, false);
        } finally {
            whereabouts.leave(outer);
        }
    }

    void close(ParserEntry entry, Dissector dissector, Dissector.CloseReason reason) {
        BundleCode outer = whereabouts.enter(entry);
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
