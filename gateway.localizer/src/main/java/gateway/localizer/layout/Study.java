package gateway.localizer.layout;

import gateway.api.locality.LearntLayout;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out layouts: which contacted peers stand in which payloads, what payloads have in common, and whether clients
 * go on to contact whom they are told. Bounded in everything; its clock is that of what it is told. One thread.
 */
final class Study {
    /** The client that received nothing for longest gives way. */
    static final int MOST_CLIENTS = 256;
    /** The candidate with the fewest confirmations gives way, but none that was ever proven. */
    static final int MOST_CANDIDATES = 64;
    /** For so many windows it is waited for a newcomer. */
    private static final int PATIENCE = 4;
    private static final long SWEEP_MILLIS = 500;
    /** Further contacts are not looked for: 32 payloads are 64 KB to be searched, about 40 microseconds. */
    private static final int MOST_SEARCHES = 500;

    private final Map<IpAddress, ClientMemory> clients = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Candidate> candidates = new ArrayList<>();
    private Terms terms;
    private int named;
    private long nowMillis = Long.MIN_VALUE;
    private long sweptMillis = Long.MIN_VALUE;
    private int searches;

    /** A layout and its name. */
    record Known(String id, Layout layout) {
    }

    Study(Terms terms) {
        this.terms = terms;
    }

    /** From now on these terms hold, for what was seen before, too. */
    void judgeBy(Terms newTerms) {
        terms = newTerms;
    }

    void received(IpAddress client, ReceivedPayload payload) {
        turn(payload.atMillis());
        ClientMemory memory = clients.computeIfAbsent(client, none -> new ClientMemory());
        memory.received(payload, this::conclude);
        forgetSurplus();
    }

    void contacted(IpAddress client, Endpoint peer, long atMillis) {
        turn(atMillis);
        ClientMemory memory = clients.get(client);
        if (memory == null) {
            return;
        }
        memory.expire(nowMillis - terms.windowMillis(), nowMillis, this::conclude, layout -> outcome(layout, false));
        String layout = memory.arrived(peer);
        if (layout != null) {
            outcome(layout, true);
        }
        if (searches < MOST_SEARCHES && memory.contacted(peer)) {
            searches++;
        }
    }

    void substituted(String layout, IpAddress client, List<Endpoint> newcomers, long atMillis) {
        turn(atMillis);
        clients.computeIfAbsent(client, none -> new ClientMemory())
            .await(layout, newcomers, nowMillis + PATIENCE * terms.windowMillis());
        forgetSurplus();
    }

    /** Time goes on; it never goes back, in whatever order workers tell. */
    private void turn(long atMillis) {
        nowMillis = Math.max(nowMillis, atMillis);
        if (sweptMillis == Long.MIN_VALUE || nowMillis - sweptMillis >= SWEEP_MILLIS) {
            sweptMillis = nowMillis;
            searches = 0;
            clients.values().forEach(memory -> memory.expire(nowMillis - terms.windowMillis(), nowMillis,
                this::conclude, layout -> outcome(layout, false)));
        }
    }

    private void forgetSurplus() {
        if (clients.size() > MOST_CLIENTS) {
            IpAddress eldest = clients.keySet().iterator().next();
            clients.remove(eldest);
        }
    }

    /** Nobody who stands in a payload is waited for any more. */
    private void conclude(ReceivedPayload payload) {
        Optional<Sample> sample = payload.sample(terms.contacts())
            .filter(each -> each.run(terms.admission()) >= Sample.LEAST_ENTRIES);
        if (sample.isEmpty() || candidates.stream().anyMatch(each -> each.take(payload, sample.get(),
                terms.admission()))) {
            return;
        }
        if (candidates.size() >= MOST_CANDIDATES) {
            Optional<Candidate> least = candidates.stream().filter(each -> each.confirmed() < terms.confirmations()
                && each.inUse(terms.confirmations()).isEmpty() && !each.isWithdrawn())
                .min(Comparator.comparingInt(Candidate::confirmed).thenComparingLong(Candidate::seenMillis));
            if (least.isEmpty()) {
                return;
            }
            candidates.remove(least.get());
        }
        Candidate candidate = new Candidate(name(payload.application()), payload.application(), payload.transport());
        if (candidate.take(payload, sample.get(), terms.admission())) {
            candidates.add(candidate);
        }
    }

    private String name(String application) {
        named++;
        return application + "-" + named;
    }

    private void outcome(String layout, boolean wasContacted) {
        candidates.stream().filter(each -> each.id().equals(layout)).forEach(each -> each.outcome(wasContacted));
    }

    /**
     * Takes layouts from elsewhere into use; one that is there already stays as it is.
     *
     * @return whether there was room for all; otherwise none is taken
     */
    boolean adopt(List<Layout> layouts) {
        List<Layout> fresh = layouts.stream().distinct().filter(layout -> candidates.stream()
            .noneMatch(each -> each.inUse(terms.confirmations()).equals(Optional.of(layout)))).toList();
        if (candidates.size() + fresh.size() > MOST_CANDIDATES) {
            return false;
        }
        fresh.forEach(layout -> candidates.add(0, new Candidate(name(layout.application()), layout)));
        return true;
    }

    boolean forget(String id) {
        return candidates.removeIf(each -> each.id().equals(id));
    }

    /** By applications. */
    Map<String, List<Known>> inUse() {
        Map<String, List<Known>> all = new HashMap<>();
        for (Candidate each : candidates) {
            each.inUse(terms.confirmations()).filter(layout -> candidates.stream()
                .noneMatch(other -> other.isWithdrawn() && other.resembles(layout)))
                .ifPresent(layout -> all.computeIfAbsent(each.application(), none -> new ArrayList<>())
                    .add(new Known(each.id(), layout)));
        }
        return all;
    }

    /** For people: those in use first. */
    List<LearntLayout> lines() {
        return candidates.stream().map(each -> each.line(terms.confirmations()))
            .sorted(Comparator.comparing(LearntLayout::state).thenComparing(line -> -line.confirmed())).toList();
    }

    /** How many clients are remembered. */
    int clients() {
        return clients.size();
    }
}
