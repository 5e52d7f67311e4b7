package gateway.lab.demo;

/** A story in steps. */
public interface Scenario {
    /** What the user calls it: one short word. */
    String name();

    /** What it shows, in one line. */
    String title();

    /** Plays it. Rules that it adds are taken away by the caller. */
    void play(Stage stage, Narrator narrator);
}
