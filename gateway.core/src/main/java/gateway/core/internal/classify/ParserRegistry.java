package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.signature.SignatureMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The protocol bundles that are there: every change makes a new {@link ParserSet} and tells whoever uses one. A parser
 * serves, or it waits because it cannot be used beside those that serve, or it is in quarantine. Framework threads,
 * and the thread of the quarantine.
 */
@Component(service = ParserRegistry.class)
public final class ParserRegistry {
    private final Admission admission;
    /** All that are there, whatever became of them; by identity. */
    private final Set<ProtocolParser> present = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<ParserDescription> serving = new ArrayList<>();
    private final List<ParserDescription> waiting = new ArrayList<>();
    private final List<ParserDescription> quarantined = new ArrayList<>();
    private final List<ParserUser> users = new CopyOnWriteArrayList<>();
    private volatile ParserSet current = ParserSet.EMPTY;

    /** @param admission asked about every parser that comes, and told what became of it */
    @Activate
    public ParserRegistry(@Reference Admission admission) {
        this.admission = admission;
    }

    /** The parsers at this moment. */
    public ParserSet current() {
        return current;
    }

    /** Tells {@code user} the current parsers now and at every change. */
    public synchronized void use(ParserUser user) {
        users.add(user);
        user.onParsers(current);
    }

    /** Ends that. */
    public synchronized void release(ParserUser user) {
        users.remove(user);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addParser(ProtocolParser parser) {
        synchronized (this) {
            present.add(parser);
        }
        admission.ask(parser, this::current, () -> admit(parser));
    }

    private void admit(ProtocolParser parser) {
        try {
            add(ParserDescription.patiently(parser));
        } catch (IllegalArgumentException unusable) {
            admission.onRefused(parser, unusable.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the parser is called no more. */
    synchronized void removeParser(ProtocolParser parser) {
        present.remove(parser);
        waiting.removeIf(there -> there.parser() == parser);
        quarantined.removeIf(there -> there.parser() == parser);
        int orphaned = 0;
        if (serving.removeIf(there -> there.parser() == parser)) {
            orphaned = publish();
            tryAgain();
        }
        admission.onGone(parser, orphaned);
    }

    /**
     * Takes a parser, and with it all others of its bundle, out until an operator lets them back in, or the bundle is
     * updated. Waits for the workers, so no worker may call.
     *
     * @param reason what it did, in a sentence without a full stop
     * @return whether it served
     */
    public synchronized boolean quarantine(ProtocolParser parser, String reason) {
        if (serving.stream().noneMatch(there -> there.parser() == parser)) {
            return false;
        }
        Bundle bundle = FrameworkUtil.getBundle(parser.getClass());
        List<ParserDescription> out = serving.stream().filter(there -> there.parser() == parser
            || bundle != null && bundle.equals(FrameworkUtil.getBundle(there.parser().getClass()))).toList();
        serving.removeAll(out);
        quarantined.addAll(out);
        int orphaned = publish();
        String consequence = orphaned == 0 ? reason : reason + "; " + orphaned + (orphaned == 1 ? " flow" : " flows")
            + " that it read are read no longer";
        out.forEach(there ->
            admission.onQuarantined(there.parser(), there.id(), consequence, () -> readmit(there)));
        tryAgain();
        return true;
    }

    /** A bundle threw; no lock, for workers' threads. */
    public void count(ParserEntry entry) {
        admission.onError(entry.parser());
    }

    private synchronized void readmit(ParserDescription there) {
        if (quarantined.remove(there)) {
            add(there);
        }
    }

    private synchronized void add(ParserDescription described) {
        if (!present.contains(described.parser())) {
            return;
        }
        Optional<String> problem = problemBesideOthers(described);
        if (problem.isPresent()) {
            waiting.add(described);
            admission.onWaiting(described.parser(), described.id(), problem.get());
            return;
        }
        serving.add(described);
        publish();
        admission.onServing(described.parser(), described.id());
    }

    /** Somebody made room. */
    private void tryAgain() {
        List<ParserDescription> again = List.copyOf(waiting);
        waiting.clear();
        again.forEach(this::add);
    }

    private int publish() {
        current = setOf(serving);
        return users.stream().mapToInt(user -> user.onParsers(current)).sum();
    }

    private static ParserSet setOf(List<ParserDescription> parsers) {
        return ParserSet.of(parsers.stream().sorted(Comparator.comparing(ParserDescription::id)).toList());
    }

    private Optional<String> problemBesideOthers(ParserDescription parser) {
        if (serving.stream().anyMatch(there -> there.id().equals(parser.id()))) {
            return Optional.of("there is another parser for " + parser.id());
        }
        if (serving.size() == SignatureMatcher.MAX_OWNERS) {
            return Optional.of("there are " + SignatureMatcher.MAX_OWNERS + " parsers already");
        }
        try {
            List<ParserDescription> all = new ArrayList<>(serving);
            all.add(parser);
            setOf(all);
            return Optional.empty();
        } catch (RuntimeException impossible) {
            return Optional.of("its signatures cannot be looked for beside the others': " + impossible.getMessage());
        }
    }
}
