package gateway.lab.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Results as a table of text. */
final class Table {
    private static final int THOUSAND = 1000;

    private Table() {
    }

    /** Prints the results of one benchmark. */
    static void print(PrintStream out, List<Result> results) {
        int width = results.stream().mapToInt(result -> result.subject().length()).max().orElse(0);
        String head = "%-" + width + "s  %12s %-12s  %-22s %7s  %-17s %4s%n";
        out.printf(head, "case", "median", "unit", "reference", "ratio", "95 % interval", "runs");
        for (Result result : results) {
            out.printf(head, result.subject(), number(result.value()), result.unit(), result.reference(),
                result.ratio() == null ? "" : number(result.ratio()), interval(result), result.runs());
        }
    }

    /** A number with as many digits as it deserves. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= THOUSAND) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.3f", value);
    }

    private static String interval(Result result) {
        return result.ciLow() == null ? "" : "[" + number(result.ciLow()) + ", " + number(result.ciHigh()) + "]";
    }
}
