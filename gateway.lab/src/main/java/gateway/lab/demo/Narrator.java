package gateway.lab.demo;

import gateway.lab.LabException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells the story on a terminal or into a file: what is expected, what came, how long it took. */
public final class Narrator {
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";

    private final PrintStream out;
    private final boolean colour;
    private final List<String> failures = new ArrayList<>();
    private String scenario = "";
    private int steps;

    /** Tells it to {@code out}, in colour if asked to. */
    public Narrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Tells it on standard output, in colour on a terminal (unless NO_COLOR is set). */
    public static Narrator onStandardOutput() {
        return new Narrator(System.out, System.getenv("NO_COLOR") == null && standardOutputIsTerminal());
    }

    /** Announces a scenario. */
    public void scenario(String name, String title) {
        scenario = name;
        out.println();
        out.println(style(BOLD, name + ": " + title));
    }

    /** Says something on the way. */
    public void say(String line) {
        out.println("     " + line);
    }

    /** Says several lines on the way. */
    public void quote(String text) {
        text.lines().forEach(line -> out.println("       | " + line));
    }

    /** Says what is done and expected, does it, and says what came. A failure of the laboratory is a failed step. */
    public void step(String what, String expected, Supplier<Outcome> step) {
        steps++;
        out.printf("%3d. %s%n", steps, what);
        out.println("     expected  " + expected);
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = step.get();
        } catch (LabException e) {
            outcome = new Outcome(false, "the laboratory failed: " + e.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println("     came      " + outcome.came());
        out.printf(Locale.ROOT, "     %s (%.1f s)%n",
            outcome.asExpected() ? style(GREEN, "as expected") : style(RED, "NOT AS EXPECTED"), seconds);
        if (!outcome.asExpected()) {
            failures.add(scenario + ": " + what);
        }
    }

    /** Sums up; true if every step came out as announced. */
    public boolean sumUp() {
        out.println();
        if (failures.isEmpty()) {
            out.println(style(GREEN, "All " + steps + " steps came out as expected."));
        } else {
            out.println(style(RED, failures.size() + " of " + steps + " steps did not come out as expected:"));
            failures.forEach(failure -> out.println("  " + failure));
        }
        return failures.isEmpty() && steps > 0;
    }

    private String style(String code, String text) {
        return colour ? code + text + PLAIN : text;
    }

    private static boolean standardOutputIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
