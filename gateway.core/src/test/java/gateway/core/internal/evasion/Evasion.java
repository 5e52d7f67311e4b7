package gateway.core.internal.evasion;

import java.util.function.Consumer;

/**
 * One thing that a sender may try.
 *
 * @param name as in {@code docs/evasions.md}
 * @param talk what the connection is
 * @param outcome what comes of it with a rule that refuses
 * @param attempt sends it; where it is harmless, the stream goes on behind it
 */
record Evasion(String name, Talk talk, Outcome outcome, Consumer<Wire> attempt) {
    /** What the connection is. */
    enum Talk {
        /** MSN, signed in to a switchboard. */
        CHAT,
        /** HTTP. */
        WEB,
        /** Nothing was said yet; it becomes MSN. */
        FRESH,
        /** Not even opened. */
        CLOSED
    }

    /** What comes of it. */
    enum Outcome {
        /** The word is read, and the connection is refused. */
        REFUSED,
        /** The word reaches nobody, and what is honest behind it gets through. */
        HARMLESS,
        /** The word reaches nobody, and the sender has brought his own connection to its end. */
        OVER
    }

    static Evasion refused(String name, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.CHAT, Outcome.REFUSED, attempt);
    }

    static Evasion harmless(String name, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.CHAT, Outcome.HARMLESS, attempt);
    }

    static Evasion over(String name, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.CHAT, Outcome.OVER, attempt);
    }

    static Evasion fresh(String name, Outcome outcome, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.FRESH, outcome, attempt);
    }

    static Evasion opening(String name, Outcome outcome, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.CLOSED, outcome, attempt);
    }

    static Evasion web(String name, Outcome outcome, Consumer<Wire> attempt) {
        return new Evasion(name, Talk.WEB, outcome, attempt);
    }

    /** For the names of test cases. */
    @Override
    public String toString() {
        return name;
    }
}
