package gateway.localizer.layout;

import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.packet.Transport;
import gateway.localizer.choice.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layout on its way, with what speaks for it and against it. One thread. */
final class Candidate {
    /** Payloads that teach nothing new are counted, but not kept, once there are so many. */
    static final int ENOUGH_SAMPLES = 8;
    private static final int MOST_SAMPLES = 24;
    private static final int MOST_EXAMPLES = 5;
    /** So many newcomers are watched before it is judged by them. */
    static final int LEAST_WATCHED = 24;
    /** After so many, older ones count half: what changes later is noticed. */
    private static final int MOST_WATCHED = 512;
    /** Newcomers have to be contacted at least a quarter as often as listed peers were. */
    private static final int FAIR_SHARE = 4;
    /** What is taken for the share of listed peers that are contacted where nothing was seen: one of so many. */
    private static final int USUAL_SHARE = 4;

    private final String id;
    private final String application;
    private final Transport transport;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private final Layout given;
    private Fit fit;
    private int confirmed;
    private int contacted;
    private int listed;
    private int watched;
    private int watchedContacted;
    private long seenMillis;
    private String withdrawn = "";

    /** One that a sample is the first to speak for. */
    Candidate(String id, String application, Transport transport) {
        this.id = id;
        this.application = application;
        this.transport = transport;
        given = null;
        fit = new Fit(Optional.empty(), "nothing is known yet");
    }

    /** One from a file. */
    Candidate(String id, Layout given) {
        this.id = id;
        this.application = given.application();
        this.transport = given.transport();
        this.given = given;
        fit = new Fit(Optional.of(given), "");
    }

    String id() {
        return id;
    }

    String application() {
        return application;
    }

    /** Takes a payload in, if it belongs to it; whether it does. */
    boolean take(ReceivedPayload payload, Sample sample, Admission admission) {
        if (!application.equals(payload.application()) || transport != payload.transport()) {
            return false;
        }
        int entries = given == null ? learn(sample, admission)
            : sample.form().equals(given.form()) ? given.entries(sample.view()) : -1;
        if (entries < 0) {
            return false;
        }
        confirmed++;
        contacted += sample.places().length;
        listed += Math.max(entries, sample.places().length);
        seenMillis = Math.max(seenMillis, payload.atMillis());
        if (examples.size() < MOST_EXAMPLES) {
            examples.add("Of " + sample.bytes().length + " bytes, contacted peers stand at "
                + listOf(sample.places()) + ".");
        }
        return true;
    }

    private static String listOf(int[] places) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(places.length, 8); i++) {
            text.append(i == 0 ? "" : ", ").append(places[i]);
        }
        return text.append(places.length > 8 ? " and " + (places.length - 8) + " more places" : "").toString();
    }

    private int learn(Sample sample, Admission admission) {
        if (!samples.isEmpty() && !samples.get(0).form().equals(sample.form())) {
            return -1;
        }
        List<Sample> together = new ArrayList<>(samples);
        together.add(sample);
        Optional<Fit> joint = Fit.of(application, transport, together, admission);
        if (joint.isEmpty()) {
            return -1;
        }
        boolean news = samples.size() < ENOUGH_SAMPLES || !joint.get().equals(fit);
        if (news && samples.size() >= MOST_SAMPLES) {
            return -1; // so much variety is no layout
        }
        if (news) {
            samples.add(sample);
            fit = joint.get();
        }
        return fit.layout().map(layout -> layout.entries(sample.view())).filter(entries -> entries > 0)
            .orElse(sample.places().length);
    }

    /** A peer that was put into one of its lists was contacted, or was not for too long. */
    void outcome(boolean wasContacted) {
        watched++;
        watchedContacted += wasContacted ? 1 : 0;
        boolean measured = contacted > 0;
        long usual = measured ? contacted : 1;
        long of = measured ? listed : USUAL_SHARE;
        boolean enough = withdrawn.isEmpty() && watched >= LEAST_WATCHED;
        if (enough && (long) watchedContacted * of * FAIR_SHARE < usual * watched) {
            withdrawn = "of " + watched + " peers that were put into its lists, " + watchedContacted
                + " were contacted: its messages may be protected by a checksum";
        }
        if (watched >= MOST_WATCHED) {
            watched /= 2;
            watchedContacted /= 2;
        }
    }

    /** The layout, if lists may be found by it. */
    Optional<Layout> inUse(int confirmations) {
        boolean proven = given != null || confirmed >= confirmations;
        return proven && withdrawn.isEmpty() ? fit.layout() : Optional.empty();
    }

    boolean isWithdrawn() {
        return !withdrawn.isEmpty();
    }

    /** Whether a layout is this one seen a little differently. */
    boolean resembles(Layout other) {
        return fit.layout().filter(layout -> layout.resembles(other)).isPresent();
    }

    Optional<Layout> layout() {
        return fit.layout();
    }

    int confirmed() {
        return confirmed;
    }

    long seenMillis() {
        return seenMillis;
    }

    /** For people. */
    LearntLayout line(int confirmations) {
        State state = inUse(confirmations).isPresent() ? State.IN_USE
            : withdrawn.isEmpty() ? State.CANDIDATE : State.WITHDRAWN;
        String reason = state == State.WITHDRAWN ? withdrawn : state == State.IN_USE ? ""
            : !fit.missing().isEmpty() ? fit.missing() : confirmed + " of " + confirmations + " payloads confirm it";
        List<String> form = fit.layout().map(Layout::sentences).orElse(samples.isEmpty() ? List.of()
            : List.of("Entries are " + samples.get(0).stride() + " bytes apart: " + samples.get(0).form() + "."));
        return new LearntLayout(id, application, state, form, confirmed, contacted, listed, watched, watchedContacted,
            examples, seenMillis, reason);
    }
}
