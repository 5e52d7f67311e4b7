package gateway.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format, version 0.0.4: every sample belongs to a family with HELP and TYPE before
 * it, samples of a family stand together, none comes twice, names, labels and numbers have their form, and histograms
 * add up.
 */
public final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL
        + ")*,?)\\})? ([+-]?(?:Inf|NaN|[0-9.]+(?:[eE][+-]?[0-9]+)?))");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.+)");

    /** Samples with their labels, and their values. */
    public final Map<String, Double> samples = new TreeMap<>();
    /** Types by family. */
    public final Map<String, String> types = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private String family = "";

    private PrometheusText() {
    }

    /** Reads a whole text; an {@link AssertionError} says what is wrong with it. */
    public static PrometheusText read(String text) {
        PrometheusText format = new PrometheusText();
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        text.lines().forEach(format::line);
        format.checkHistograms();
        return format;
    }

    private void line(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            enter(comment.group(2), line);
            if (comment.group(1).equals("TYPE") && types.put(comment.group(2), comment.group(3)) != null) {
                throw new AssertionError("two types: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        if (!types.containsKey(family) || !belongs(sample.group(1))) {
            throw new AssertionError("outside of its family: " + line);
        }
        String key = sample.group(1) + (sample.group(2) == null ? "" : "{" + sample.group(2) + "}");
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        if (samples.put(key, value) != null) {
            throw new AssertionError("twice: " + line);
        }
        if (types.get(family).equals("counter") && (!sample.group(1).endsWith("_total") || value < 0)) {
            throw new AssertionError("no counter: " + line);
        }
    }

    private void enter(String name, String line) {
        if (!name.equals(family)) {
            closed.add(family);
            family = name;
            if (closed.contains(name)) {
                throw new AssertionError("comes again: " + line);
            }
        }
    }

    private boolean belongs(String name) {
        return name.equals(family) || types.get(family).equals("histogram")
            && name.startsWith(family) && name.substring(family.length()).matches("_bucket|_sum|_count");
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")
                && !samples.get(name + "_bucket{le=\"+Inf\"}").equals(samples.get(name + "_count"))) {
                throw new AssertionError(name + " does not add up");
            }
        });
    }
}
