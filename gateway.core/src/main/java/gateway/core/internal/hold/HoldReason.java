package gateway.core.internal.hold;

/** Why a packet waits. */
public enum HoldReason {
    /** A scanner has not answered yet. */
    SCAN,
    /** A list that is to be rewritten is not complete yet. */
    REWRITE,
    /** Its application or host has used up its rate for now. */
    LIMIT,
    /** It goes to a far peer. */
    DELAY,
    /** It names peers from which the kernel is about to lead its client away. */
    REDIRECT,
    /** The network owes a packet before it, and fast pass is off. */
    GAP,
    /** Another packet of its direction waits. */
    BEHIND
}
