package gateway.localizer.layout;

import gateway.api.locality.LayoutLearner;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.layout.Study.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.MpscArrayQueue;

/**
 * The learner as workers and people see it. Workers leave notes in a bounded queue and read by layouts that are
 * replaced as a whole; the study takes the notes on whatever thread calls {@link #study}.
 */
public class Learner implements LayoutLearner {
    /** About 4 MB at most, since few notes hold a payload. */
    private static final int QUEUE = 2048;
    /** No four entries are in shorter payloads. */
    private static final int SHORTEST = Sample.LEAST_ENTRIES * Layout.LEAST_STRIDE;
    private static final int MOST_NEWCOMERS = 256;

    private final MpscArrayQueue<Note> notes = new MpscArrayQueue<>(QUEUE);
    private final Budget budget = new Budget();
    private final LongAdder dropped = new LongAdder();
    private final Swarms swarms = new Swarms();
    private final Object lock = new Object();
    /** Guarded by the lock. */
    private final Study study;
    private volatile Published published = new Published(Map.of(), List.of());
    private volatile Terms terms;

    /** Something that a worker told. */
    private interface Note {
        void tell(Study to);
    }

    private record Published(Map<String, List<Known>> inUse, List<LearntLayout> lines) {
    }

    /** Nothing is known yet. */
    public Learner(Terms terms) {
        this.terms = terms;
        study = new Study(terms);
    }

    /** From now on these terms hold. */
    protected final void judgeBy(Terms newTerms) {
        synchronized (lock) {
            terms = newTerms;
            study.judgeBy(newTerms);
            publish();
        }
    }

    @Override
    public void received(String application, Transport transport, IpAddress client, ByteView payload,
            long nowMillis) {
        int length = payload.length();
        if (length < SHORTEST || length > Layout.MOST_BYTES || !budget.take(application, length, nowMillis)) {
            return;
        }
        ReceivedPayload kept = new ReceivedPayload(application, transport, payload.copy(0, length), nowMillis);
        leave(to -> to.received(client, kept));
    }

    @Override
    public void contacted(IpAddress client, Endpoint peer, long nowMillis) {
        leave(to -> to.contacted(client, peer, nowMillis));
    }

    @Override
    public void substituted(String layout, IpAddress client, List<Endpoint> newcomers, long nowMillis) {
        List<Endpoint> kept = List.copyOf(newcomers.subList(0, Math.min(MOST_NEWCOMERS, newcomers.size())));
        leave(to -> to.substituted(layout, client, kept, nowMillis));
    }

    private void leave(Note note) {
        if (!notes.relaxedOffer(note)) {
            dropped.increment();
        }
    }

    @Override
    public Optional<LearntList> read(String application, Transport transport, ByteView payload, long first) {
        List<Known> known = published.inUse.get(application);
        if (known == null) {
            return Optional.empty();
        }
        for (Known each : known) {
            List<ListedPeer> peers = each.layout().transport() != transport ? List.of()
                : each.layout().read(payload, first, terms.admission());
            if (!peers.isEmpty()) {
                return Optional.of(new FoundList(each.id(), each.layout(), swarms.contentOf(application, peers),
                    peers));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes what workers left since it was called last.
     *
     * @return how many notes there were
     */
    protected final int study() {
        synchronized (lock) {
            int taken = 0;
            for (Note note = notes.relaxedPoll(); note != null; note = taken < QUEUE ? notes.relaxedPoll() : null) {
                note.tell(study);
                taken++;
            }
            if (taken > 0) {
                publish();
            }
            return taken;
        }
    }

    private void publish() {
        published = new Published(study.inUse(), study.lines());
    }

    /** How many notes of workers were lost because the study was behind. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public List<LearntLayout> layouts() {
        return published.lines;
    }

    @Override
    public String export() {
        return LayoutFile.write(published.inUse.values().stream().flatMap(List::stream).map(Known::layout).toList());
    }

    @Override
    public int adopt(String file) {
        List<Layout> layouts = LayoutFile.read(file);
        synchronized (lock) {
            if (!study.adopt(layouts)) {
                throw new IllegalArgumentException("there are too many layouts already");
            }
            publish();
        }
        return layouts.size();
    }

    @Override
    public boolean forget(String layout) {
        synchronized (lock) {
            boolean there = study.forget(layout);
            publish();
            return there;
        }
    }
}
