package gateway.api.policy;

/** What a rule does with what it matches. */
public enum Action {
    /** The flow passes, whatever later rules say. */
    ALLOW,
    /** The flow is refused: dropped, reset, kept out. */
    BLOCK,
    /** Nothing is done; a record says what would have been. */
    MONITOR
}
