package gateway.core.internal.policy;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.IpAddress;
import gateway.core.internal.classify.ClassifiedFlow;
import java.util.stream.Collectors;

/** Puts a {@link Finding} into words. Not for the packet path. */
final class Reason {
    private Reason() {
    }

    static String of(Rule rule, Finding finding, ClassifiedFlow flow, String requestedName) {
        return switch (finding) {
            case HOLDS -> rule.keywords() == null ? "every condition holds" : "a keyword of the rule was said";
            case NOT_SAID -> "no keyword of the rule led to a refusal so far";
            case OTHER_INITIATOR -> rule.initiator() == Rule.Initiator.INSIDE
                ? "the other side began, the rule is for flows from inside"
                : "our side began, the rule is for flows from outside";
            case OTHER_CLIENT -> "our side is " + address(flow, true) + ", not in " + rule.client();
            case OTHER_PEER -> "the other side is " + address(flow, false) + ", not in " + rule.peer();
            case OTHER_TIME -> "it is not the time: " + rule.times().stream().map(WeekTime::toString)
                .collect(Collectors.joining(", "));
            case APPLICATION_OPEN -> "the application is not certain yet";
            case OTHER_APPLICATION -> "the application is " + application(flow) + ", not "
                + rule.applications().stream().sorted().collect(Collectors.joining(" or "));
            case NAME_OPEN -> "a file may yet be asked for";
            case NO_NAME -> "no file was asked for";
            case OTHER_NAME -> "the file that was asked for is \"" + requestedName + "\", which does not fit "
                + rule.fileNames().stream().map(NamePattern::pattern).collect(Collectors.joining(" or "));
        };
    }

    /** As {@link Rule} sees it: the initiator is ours where both or neither are. */
    private static IpAddress address(ClassifiedFlow flow, boolean ours) {
        return ours == (flow.inside() != Side.SERVER) ? flow.client().address() : flow.server().address();
    }

    private static String application(ClassifiedFlow flow) {
        return flow.application().isEmpty() ? Rule.UNIDENTIFIED : flow.application();
    }
}
