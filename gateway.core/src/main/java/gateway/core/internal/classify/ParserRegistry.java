package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.core.internal.signature.SignatureMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The protocol bundles that are there: every change makes a new {@link ParserSet} and tells whoever uses one.
 * Framework threads.
 */
@Component(service = ParserRegistry.class)
public final class ParserRegistry {
    private final Admission admission;
    /** All that are there, whether they serve, wait or still have to be let in; by identity. */
    private final Set<ProtocolParser> present = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<ProtocolParser> parsers = new ArrayList<>();
    /** Those that cannot be used as long as the others are there. */
    private final List<ProtocolParser> waiting = new ArrayList<>();
    private final List<Consumer<ParserSet>> users = new CopyOnWriteArrayList<>();
    private volatile ParserSet current = ParserSet.EMPTY;

    /** @param admission asked about every parser that comes */
    @Activate
    public ParserRegistry(@Reference Admission admission) {
        this.admission = admission;
    }

    /** The parsers at this moment. */
    public ParserSet current() {
        return current;
    }

    /** Tells {@code user} the current parsers now and at every change. */
    public synchronized void use(Consumer<ParserSet> user) {
        users.add(user);
        user.accept(current);
    }

    /** Ends that. */
    public synchronized void release(Consumer<ParserSet> user) {
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
        BundleClasses.loadAllBeside(parser.getClass());
        add(parser);
    }

    private synchronized void add(ProtocolParser parser) {
        if (!present.contains(parser)) {
            return;
        }
        Optional<String> problem = problemOf(parser);
        if (problem.isPresent()) {
            waiting.add(parser);
            admission.onWaiting(parser, problem.get());
            return;
        }
        parsers.add(parser);
        publish();
        admission.onServing(parser);
    }

    synchronized void removeParser(ProtocolParser parser) {
        present.remove(parser);
        waiting.removeIf(there -> there == parser);
        if (parsers.removeIf(there -> there == parser)) {
            publish();
            List<ProtocolParser> again = List.copyOf(waiting);
            waiting.clear();
            again.forEach(this::add);
        }
        admission.onGone(parser);
    }

    private void publish() {
        current = setOf(parsers);
        users.forEach(user -> user.accept(current));
    }

    private static ParserSet setOf(List<ProtocolParser> parsers) {
        return new ParserSet(parsers.stream().sorted(Comparator.comparing(ProtocolParser::id)).toList());
    }

    private Optional<String> problemOf(ProtocolParser parser) {
        try {
            if (!parser.id().matches("[a-z0-9]{1,32}")) {
                return Optional.of("its id is not made of a to z and 0 to 9");
            }
            if (parsers.stream().anyMatch(there -> there.id().equals(parser.id()))) {
                return Optional.of("there is another parser for " + parser.id());
            }
            if (parsers.size() == SignatureMatcher.MAX_OWNERS) {
                return Optional.of("there are " + SignatureMatcher.MAX_OWNERS + " parsers already");
            }
            for (Signature signature : parser.signatures()) {
                Optional<String> problem = SignatureMatcher.problemOf(signature);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            List<ProtocolParser> all = new ArrayList<>(parsers);
            all.add(parser);
            setOf(all);
            return Optional.empty();
        } catch (RuntimeException | LinkageError thrown) {
            return Optional.of("it fails: " + thrown);
        }
    }
}
