package gateway.api.policy;

/** What a rule does with what it matches. */
public enum Action {
    /** The flow passes, whatever later rules say. */
    ALLOW,
    /** The flow is refused: dropped, reset, kept out. */
    BLOCK,
    /** Nothing is done; a record says what would have been. */
    MONITOR,
    /** The flow is read to its end and what it carries is recorded. Whether it passes is for other rules to say. */
    AUDIT,
    /** The files that the flow carries are scanned; an infected one never passes. The rest is for others to say. */
    SCAN,
    /** Near peers take the places of far ones in the lists that the flow carries. The rest is for others to say. */
    LOCALIZE,
    /** What the flow sends to a far peer waits for a while. The rest is for others to say. */
    DELAY
}
