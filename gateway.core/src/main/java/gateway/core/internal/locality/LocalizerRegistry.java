package gateway.core.internal.locality;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LayoutLearner;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.PeerPlaces;
import gateway.api.locality.PeerTable;
import gateway.api.locality.Redirector;
import gateway.api.operation.PlugIn.State;
import gateway.core.internal.plugin.PlugInLedger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The localizer that is there, if one is, of each kind the one of the highest rank: every change makes a new
 * {@link Localizers} and tells whoever uses one. Framework threads, and the thread of the quarantine.
 */
@Component(service = LocalizerRegistry.class)
public final class LocalizerRegistry {
    private static final String SERVES = "localizer";

    private final PlugInLedger ledger;
    private final List<LocalizerUser> users = new CopyOnWriteArrayList<>();
    /** Those in quarantine, by identity. */
    private final Set<Object> out = Collections.newSetFromMap(new IdentityHashMap<>());
    /** All that are there. */
    private Localizers present = Localizers.NONE;
    /** Those of them that are asked. */
    private volatile Localizers current = Localizers.NONE;

    /** @param ledger hears which bundle localizes; null where nobody wants to know */
    @Activate
    public LocalizerRegistry(@Reference PlugInLedger ledger) {
        this.ledger = ledger;
    }

    /** Who localizes now. */
    public Localizers current() {
        return current;
    }

    /** Tells {@code user} now and at every change. */
    public synchronized void use(LocalizerUser user) {
        users.add(user);
        user.onLocalizers(current);
    }

    /** Ends that. */
    public synchronized void release(LocalizerUser user) {
        users.remove(user);
    }

    /** How far peers are, says this one from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addDistance(PeerDistance distance) {
        present = present.with(distance);
        publish();
        serves(distance);
    }

    /** Returns when it is called no more. */
    public synchronized void removeDistance(PeerDistance distance) {
        remove(distance);
    }

    /** What stands in lists, says this one from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addRewriter(PeerListRewriter rewriter) {
        present = present.with(rewriter);
        publish();
        serves(rewriter);
    }

    /** Returns when it is called no more. */
    public synchronized void removeRewriter(PeerListRewriter rewriter) {
        remove(rewriter);
    }

    /** To whom requests go instead, says this one from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addRedirector(Redirector redirector) {
        present = present.with(redirector);
        publish();
        serves(redirector);
    }

    /** Returns when it is called no more. */
    public synchronized void removeRedirector(Redirector redirector) {
        remove(redirector);
    }

    /** How unknown lists are written, finds this one out from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addLearner(LayoutLearner learner) {
        present = present.with(learner);
        publish();
        serves(learner);
    }

    /** Returns when it is called no more. */
    public synchronized void removeLearner(LayoutLearner learner) {
        remove(learner);
    }

    /** Which peers are known, shows this one from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addTable(PeerTable table) {
        present = present.with(table);
        publish();
        serves(table);
    }

    /** Returns when it is called no more. */
    public synchronized void removeTable(PeerTable table) {
        remove(table);
    }

    /** Where peers are, says this one from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void addPlaces(PeerPlaces places) {
        present = present.with(places);
        publish();
        serves(places);
    }

    /** Returns when it is called no more. */
    public synchronized void removePlaces(PeerPlaces places) {
        remove(places);
    }

    /**
     * Takes a localizer out until an operator lets it back in, or its bundle is updated. Waits for the workers, so no
     * worker may call.
     *
     * @param reason what it did, in a sentence without a full stop
     */
    public synchronized void quarantine(Object service, String reason) {
        if (!current.has(service)) {
            return;
        }
        out.add(service);
        publish();
        if (ledger != null) {
            ledger.quarantined(PlugInLedger.bundleOf(service), SERVES, reason, () -> readmit(service));
        }
    }

    /** What the localizer says is wrong with it; empty where nothing is, or nobody says. Not for workers. */
    public String problem() {
        return ask(PeerDistance::problem, "");
    }

    /** What the localizer knows from where, in sentences. Not for workers. */
    public List<String> sources(long nowMillis) {
        return ask(distance -> distance.sources(nowMillis), List.of());
    }

    /** How lists are written, as far as anybody learnt it. Not for workers. */
    public List<LearntLayout> layouts() {
        return ask(current.learner(), LayoutLearner::layouts, List.of());
    }

    /** The contents that were seen last with their peers, as many as asked. Not for workers. */
    public List<KnownContent> contents(int contents, int peers, long nowMillis) {
        return ask(current.table(), table -> table.newest(contents, peers, nowMillis), List.of());
    }

    private <T> T ask(Function<PeerDistance, T> question, T otherwise) {
        return ask(current.distance(), question, otherwise);
    }

    private <S, T> T ask(LocalizerEntry<S> whom, Function<S, T> question, T otherwise) {
        try {
            return whom == null ? otherwise : Objects.requireNonNull(question.apply(whom.service()));
        } catch (RuntimeException | Error broken) {
            count(whom.service());
            return otherwise;
        }
    }

    /** It threw; no lock, for workers' threads. */
    public void count(Object service) {
        if (ledger != null) {
            ledger.count(PlugInLedger.bundleOf(service));
        }
    }

    private synchronized void readmit(Object service) {
        if (out.remove(service)) {
            publish();
            serves(service);
        }
    }

    /** One that another has taken the place of is gone from here already. */
    private void remove(Object service) {
        present = present.without(service);
        out.remove(service);
        publish();
        if (ledger != null) {
            ledger.withdraw(PlugInLedger.bundleOf(service), SERVES);
        }
    }

    private void serves(Object service) {
        if (ledger != null) {
            ledger.report(PlugInLedger.bundleOf(service), SERVES, State.SERVING,
                "it is asked about the lists that rules want changed");
        }
    }

    private void publish() {
        Localizers next = present;
        for (Object quarantined : out) {
            next = next.without(quarantined);
        }
        if (!next.equals(current)) {
            current = next;
            users.forEach(user -> user.onLocalizers(current));
        }
    }
}
