package gateway.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A part of the benchmark of localization, which takes long as a whole. */
enum LocalizationPart {
    /** The paper's figures. */
    VIDEO {
        @Override
        List<Result> measure(String bench, Settings settings, Progress progress) {
            return new VideoLocality(bench, settings, progress).measure();
        }
    },
    /** Real clients of BitTorrent. */
    SWARM {
        @Override
        List<Result> measure(String bench, Settings settings, Progress progress) {
            return SwarmLocality.measure(bench, settings, progress);
        }
    },
    /** What redirecting costs. */
    REDIRECTION {
        @Override
        List<Result> measure(String bench, Settings settings, Progress progress) {
            return RedirectionCost.measure(bench, settings, progress);
        }
    },
    /** A localizer that comes and goes. */
    REMOVALS {
        @Override
        List<Result> measure(String bench, Settings settings, Progress progress) {
            return LocalizerRemovals.measure(bench, progress);
        }
    },
    /** A client for whom near peers are not enough. */
    QUALITY {
        @Override
        List<Result> measure(String bench, Settings settings, Progress progress) {
            return KeptQuality.measure(bench, progress);
        }
    };

    abstract List<Result> measure(String bench, Settings settings, Progress progress);

    /**
     * Reads parts as a user writes them, separated by commas.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static List<LocalizationPart> parse(String words) {
        List<LocalizationPart> parts = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            parts.add(Stream.of(values()).filter(part -> part.toString().equals(word)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("bench: no part " + word + " of localization; there are "
                    + Stream.of(values()).map(LocalizationPart::toString).collect(Collectors.joining(", ")))));
        }
        return List.copyOf(parts);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
