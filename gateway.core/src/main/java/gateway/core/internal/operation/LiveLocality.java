package gateway.core.internal.operation;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LayoutLearner;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.LocalityPicture;
import gateway.api.operation.LocalityPicture.Lists;
import gateway.api.operation.LocalityPicture.Redirects;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.IpAddress;
import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.locality.LocalizerEntry;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ListOutcome.Result;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Near and far peers, as counted last and as the localizer of this moment says. Any thread but a worker's. Nothing that
 * the localizer throws comes out of here, but for what is wrong with a file of layouts.
 */
public final class LiveLocality implements LocalityDirectory {
    private final Standing standing;
    private final Observations observations;
    private final Function<RunningGateway, LocalizerRegistry> localizers;

    /** @param localizers who localizes for a gateway; answers at once */
    public LiveLocality(Standing standing, Observations observations,
                        Function<RunningGateway, LocalizerRegistry> localizers) {
        this.standing = standing;
        this.observations = observations;
        this.localizers = localizers;
    }

    @Override
    public LocalityPicture look(int contents, int peers) throws NotAnswering {
        check(contents);
        check(peers);
        RunningGateway gateway = standing.running();
        Observation seen = observations.newest()
            .orElseThrow(() -> new NotAnswering("the gateway has only just started"));
        LocalizerRegistry registry = localizers.apply(gateway);
        Localization now = seen.localization();
        Counters counters = seen.totals().counters();
        List<KnownContent> known = registry.contents(contents, peers, gateway.clock().getAsLong());
        return new LocalityPicture(now.wanted(), now.there(), now.problem(), now.sources(), lists(counters),
            new Redirects(now.redirected(), counters.redirections, counters.redirectionsAnswered,
                counters.redirectionsGivenUp),
            known.stream().limit(contents).map(each -> bounded(each, peers)).toList(), registry.layouts(),
            now.effects());
    }

    private static void check(int limit) {
        if (limit < 1 || limit > MAX_LINES) {
            throw new IllegalArgumentException("a limit from 1 to " + MAX_LINES + ", not " + limit);
        }
    }

    private static Lists lists(Counters counters) {
        return new Lists(counters.lists, counters.lists(Result.CHANGED), counters.lists(Result.KEPT),
            counters.lists(Result.CONTROL), counters.lists(Result.PASSED), counters.lists(Result.UNWRITABLE),
            counters.replacedPeers, counters.movedPeers);
    }

    /** A localizer may answer more than it was asked. */
    private static KnownContent bounded(KnownContent content, int peers) {
        return content.peers().size() <= peers ? content
            : new KnownContent(content.application(), content.content(), content.seenMillis(), content.known(),
                content.near(), content.peers().subList(0, peers));
    }

    @Override
    public List<String> explain(IpAddress client, IpAddress peer) throws NotAnswering {
        RunningGateway gateway = standing.running();
        LocalizerRegistry registry = localizers.apply(gateway);
        return ask(registry, registry.current().distance(), "no bundle knows how far peers are",
            distance -> distance.explain(client, peer, gateway.clock().getAsLong()));
    }

    @Override
    public String exportLayouts() throws NotAnswering {
        return learner(LayoutLearner::export);
    }

    @Override
    public int adoptLayouts(String file) throws NotAnswering {
        /** What is wrong is an answer, not a failure, so that it is not counted against the bundle. */
        record Adopted(int layouts, IllegalArgumentException wrong) { }
        Adopted adopted = learner(learner -> {
            try {
                return new Adopted(learner.adopt(file), null);
            } catch (IllegalArgumentException wrong) {
                return new Adopted(0, wrong);
            }
        });
        if (adopted.wrong != null) {
            throw new IllegalArgumentException(adopted.wrong.getMessage(), adopted.wrong);
        }
        return adopted.layouts;
    }

    @Override
    public boolean forgetLayout(String layout) throws NotAnswering {
        return learner(learner -> learner.forget(layout));
    }

    private <T> T learner(Function<LayoutLearner, T> question) throws NotAnswering {
        LocalizerRegistry registry = localizers.apply(standing.running());
        return ask(registry, registry.current().learner(), "no bundle learns layouts", question);
    }

    private static <S, T> T ask(LocalizerRegistry registry, LocalizerEntry<S> whom, String nobody,
                                Function<S, T> question) throws NotAnswering {
        if (whom == null) {
            throw new NotAnswering(nobody);
        }
        try {
            return Objects.requireNonNull(question.apply(whom.service()));
        } catch (RuntimeException | Error broken) {
            registry.count(whom.service());
            throw new NotAnswering("the localizer failed: " + broken.getClass().getSimpleName());
        }
    }
}
