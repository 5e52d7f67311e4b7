package gateway.api.operation;

/**
 * A bundle that adds to the gateway, or a jar that was meant to be one.
 *
 * @param name the bundle's symbolic name; a jar's file name where there is no bundle
 * @param version the bundle's; empty where there is none
 * @param serves what it brings, such as {@code protocol bittorrent} or {@code auditor}; empty while nobody knows
 * @param state what became of it
 * @param reason why it is in this state, in a sentence
 * @param sinceMillis since 1970
 * @param errors what it threw since it came
 */
public record PlugIn(String name, String version, String serves, State state, String reason, long sinceMillis,
                     long errors) {
    /** What became of a plug-in. */
    public enum State {
        /** It is installed and not started. */
        INSTALLED,
        /** Its self-test runs. */
        TESTING,
        /** It serves traffic. */
        SERVING,
        /** It was not let in: no bundle, an unmet import, a failed self-test, no signature. */
        REFUSED,
        /** It was let in and failed; it is out until an operator lets it back in. */
        QUARANTINED,
        /** It waits for another plug-in that has its place. */
        WAITING
    }
}
