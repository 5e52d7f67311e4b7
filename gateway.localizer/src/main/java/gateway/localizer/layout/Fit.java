package gateway.localizer.layout;

import gateway.api.packet.Transport;
import gateway.localizer.choice.Admission;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What some payloads have in common. Everything is as narrow as they allow: entries in front of the first and behind
 * the last that a client ever contacted are left alone, and every byte in front that was the same in all is part of
 * the mark.
 *
 * @param layout that explains them all; empty if something of it is not known
 * @param missing what is not known, in a sentence without its end; empty if nothing is
 */
record Fit(Optional<Layout> layout, String missing) {
    private static final int LARGEST_COUNT = 1000;
    /** One in so many may be wrong about where entries end, until another payload shows it. */
    private static final int CERTAIN = 1000;
    /** Lists that were so often of one length always are. */
    private static final int LEAST_OF_ONE_LENGTH = Candidate.ENOUGH_SAMPLES;
    /** A port that stands twice in so many entries does not do so by chance. */
    private static final int LEAST_TWINS = 6;

    /**
     * Explains samples of one application, which have one form.
     *
     * @return empty if they do not belong together
     */
    static Optional<Fit> of(String application, Transport transport, List<Sample> samples, Admission admission) {
        Sample one = samples.get(0);
        int stride = 0;
        int first = Integer.MAX_VALUE;
        for (Sample sample : samples) {
            stride = gcd(gcd(stride, sample.stride()), sample.firstPlace() - one.firstPlace());
            first = Math.min(first, sample.firstPlace());
        }
        EntryForm form = one.form();
        if (stride < Math.max(Layout.LEAST_STRIDE, form.to() - form.from())) {
            return Optional.empty();
        }
        for (Sample sample : samples) {
            if (!sample.holdsPeers(first, sample.lastPlace(), stride, admission)) {
                return Optional.empty();
            }
        }
        int twin = twin(samples, stride, first);
        return new Measure(application, transport, samples, stride, first, twin).fit();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    /** Where the port stands once more, in every entry of a contacted peer. */
    private static int twin(List<Sample> samples, int stride, int first) {
        EntryForm form = samples.get(0).form();
        int places = samples.stream().mapToInt(sample -> sample.places().length).sum();
        if (places < LEAST_TWINS) {
            return form.port();
        }
        for (int port : EntryForm.ports(form.v4())) {
            int begin = Math.min(form.from(), port);
            boolean within = Math.abs(port - form.port()) >= 2 && first + begin >= 0
                && Math.max(form.to(), port + 2) - begin <= stride;
            if (within && samples.stream().allMatch(sample -> repeats(sample, port))) {
                return port;
            }
        }
        return form.port();
    }

    private static boolean repeats(Sample sample, int port) {
        byte[] bytes = sample.bytes();
        int itself = sample.form().port();
        return Arrays.stream(sample.places()).allMatch(at -> at + port + 2 <= bytes.length
            && bytes[at + port] == bytes[at + itself] && bytes[at + port + 1] == bytes[at + itself + 1]);
    }

    /** What is measured on samples whose entries are known. */
    private record Measure(String application, Transport transport, List<Sample> samples, int stride, int first,
                           int twin) {
        Optional<Fit> fit() {
            Optional<Ending> ending = ending();
            HeaderMark mark = HeaderMark.common(samples.stream().map(Sample::bytes).toList(), begin(),
                ending.flatMap(Ending::count).map(count -> (IntPredicate) count::covers)
                    .orElse(place -> false));
            if (mark.known() < HeaderMark.LEAST_KNOWN) {
                return Optional.empty();
            }
            return Optional.of(ending.map(end -> new Fit(Optional.of(
                    new Layout(application, transport, form(), twin, stride, first, mark, end)), ""))
                .orElse(new Fit(Optional.empty(), "where its entries end is not certain yet")));
        }

        private EntryForm form() {
            return samples.get(0).form();
        }

        /** Where the first entry begins. */
        private int begin() {
            return first + Math.min(form().from(), twin);
        }

        /** Bytes behind the address and port of the last contacted peer. */
        private int left(Sample sample) {
            return sample.bytes().length - sample.lastPlace() - Math.max(form().to(), twin + 2);
        }

        private Optional<Ending> ending() {
            int tail = samples.stream().mapToInt(this::left).min().orElseThrow();
            boolean aligned = tail <= Ending.MOST_LEFT
                && samples.stream().allMatch(sample -> (left(sample) - tail) % stride == 0);
            Optional<CountField> total = !aligned ? Optional.empty()
                : counts().filter(field -> hidden(field, tail) >= 0).findFirst();
            if (total.isPresent() || aligned && isNoChance()) {
                return Optional.of(new Ending.WithPayload(tail, total,
                    total.map(field -> hidden(field, tail)).orElse(0)));
            }
            return counts().filter(this::ends).findFirst().map(Ending.ByCount::new);
        }

        /** Whether payloads of other lengths would hardly all end at an entry if entries did not go on to the end. */
        private boolean isNoChance() {
            long lengths = samples.stream().mapToInt(sample -> sample.bytes().length).distinct().count();
            return lengths == 1 ? samples.size() >= LEAST_OF_ONE_LENGTH
                : Math.pow(stride, lengths - 1) >= CERTAIN;
        }

        /** Fields that could say how many entries there are, the nearest to the entries first, wide ones first. */
        private Stream<CountField> counts() {
            return IntStream.iterate(begin(), end -> end > 0, end -> end - 1).boxed()
                .flatMap(end -> Stream.of(end > 1 ? new CountField(end - 2, 2, true) : null,
                    end > 1 ? new CountField(end - 2, 2, false) : null, new CountField(end - 1, 1, false)))
                .filter(Objects::nonNull).filter(this::varies);
        }

        /** A number that is the same in all payloads may be anything. */
        private boolean varies(CountField field) {
            Set<Integer> values = new HashSet<>();
            samples.forEach(sample -> values.add(field.value(sample.view())));
            return values.size() > 1 && values.stream().allMatch(value -> value > 0 && value <= LARGEST_COUNT);
        }

        /** How many entries more the field counts than end with the payload, the same in all; -1 if they differ. */
        private int hidden(CountField field, int tail) {
            int hidden = Integer.MIN_VALUE;
            for (Sample sample : samples) {
                int entries = (sample.lastPlace() - first + left(sample) - tail) / stride + 1;
                int more = field.value(sample.view()) - entries;
                if (more < 0 || more > Ending.MOST_LEFT || hidden != Integer.MIN_VALUE && hidden != more) {
                    return -1;
                }
                hidden = more;
            }
            return hidden;
        }

        /** Whether no contacted peer stands behind the last that the field counts, and at least one is that. */
        private boolean ends(CountField field) {
            boolean reached = false;
            for (Sample sample : samples) {
                int last = first + (field.value(sample.view()) - 1) * stride;
                if (sample.lastPlace() > last || last - sample.lastPlace() > left(sample)) {
                    return false;
                }
                reached |= sample.lastPlace() == last;
            }
            return reached;
        }
    }
}
