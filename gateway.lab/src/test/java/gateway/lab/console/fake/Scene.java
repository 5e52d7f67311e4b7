package gateway.lab.console.fake;

/** What the gateway is like. */
enum Scene {
    /** Just started: nothing has come. */
    EMPTY,
    /** A hundred thousand flows. */
    BUSY,
    /** It could not start, workers do not answer, files of {@code conf/} are wrong, a bundle is in quarantine. */
    BROKEN
}
