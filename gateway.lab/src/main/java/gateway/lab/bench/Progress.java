package gateway.lab.bench;

/** Who hears how far a benchmark has come. */
@FunctionalInterface
interface Progress {
    /** One line. */
    void say(String line);
}
