package gateway.core.internal.policy;

import gateway.core.internal.policy.Rule.Match;

/** Which of a rule's conditions gave its answer. */
enum Finding {
    /** All conditions hold. */
    HOLDS(Match.YES),
    /** The other side began. */
    OTHER_INITIATOR(Match.NO),
    /** The address on our side is another. */
    OTHER_CLIENT(Match.NO),
    /** The address on the other side is another. */
    OTHER_PEER(Match.NO),
    /** It is not the time. */
    OTHER_TIME(Match.NO),
    /** The application is not known yet. */
    APPLICATION_OPEN(Match.LATER),
    /** It is another application. */
    OTHER_APPLICATION(Match.NO),
    /** A file may yet be asked for. */
    NAME_OPEN(Match.LATER),
    /** No file was asked for, and none will be seen. */
    NO_NAME(Match.NO),
    /** Another file was asked for. */
    OTHER_NAME(Match.NO),
    /** Nothing was said that the rule refuses; it is asked again about whatever is said. */
    NOT_SAID(Match.NO);

    private final Match match;

    Finding(Match match) {
        this.match = match;
    }

    Match match() {
        return match;
    }
}
