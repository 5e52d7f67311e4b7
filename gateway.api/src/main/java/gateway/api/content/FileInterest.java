package gateway.api.content;

/** Which files' bytes an auditor wants. */
public enum FileInterest {
    /** None. */
    NONE,
    /** Those of flows for which a rule with the action {@code audit} holds. */
    AUDITED,
    /** Those of every flow that is read, for whatever reason. */
    READ
}
