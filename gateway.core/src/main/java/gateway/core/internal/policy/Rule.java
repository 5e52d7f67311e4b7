package gateway.core.internal.policy;

import gateway.api.flow.Flow.Side;
import gateway.api.flow.Head;
import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.locality.InsideNetworks;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One rule of the policy. An empty condition matches everything. Immutable, any thread.
 *
 * @param name as in the configuration file's name
 * @param order rules are asked from low to high
 * @param applications by name; {@code unidentified} for flows that nobody recognised
 * @param client addresses of our side: of the end that is inside, or of the initiator where both or neither are
 * @param peer addresses of the other side
 * @param initiator which side has to have begun the flow
 * @param times of the week, of which one has to hold
 * @param fileNames patterns of which one has to fit the name of a file that was asked for
 * @param action what to do
 * @param cacheSeconds how long a refused pair is kept out by the kernel; 0 for not at all
 * @param keywords what has to be said in the flow; null where the rule does not ask
 * @param localizing what is wanted of lists of peers; null where the action is another
 * @param delaying for how long packets to far peers wait; null where the action is another
 */
public record Rule(String name, int order, Set<String> applications, InsideNetworks client, InsideNetworks peer,
                   Initiator initiator, List<WeekTime> times, List<NamePattern> fileNames, Action action,
                   int cacheSeconds, KeywordCondition keywords, Localizing localizing, Delaying delaying) {
    /** The application name that stands for flows nobody recognised. */
    public static final String UNIDENTIFIED = "unidentified";

    /** Who began a flow. */
    public enum Initiator {
        /** Either side. */
        ANY,
        /** Our side. */
        INSIDE,
        /** The other side. */
        OUTSIDE
    }

    /** Whether a rule holds for a flow. */
    public enum Match {
        /** It does not, whatever comes. */
        NO,
        /** It may, when more is known of the flow. */
        LATER,
        /** It does. */
        YES
    }

    /**
     * A rule from texts.
     *
     * @param times such as {@code Mon-Fri 08:00-17:30}
     * @param fileNames patterns with {@code *} and {@code ?}
     * @throws IllegalArgumentException for a time that is none, in a sentence
     */
    public static Rule of(String name, int order, Set<String> applications, InsideNetworks client, InsideNetworks peer,
                          Initiator initiator, List<String> times, List<String> fileNames, Action action,
                          int cacheSeconds) {
        return new Rule(name, order, Set.copyOf(applications), client, peer, initiator,
            times.stream().map(WeekTime::parse).toList(), fileNames.stream().map(NamePattern::new).toList(), action,
            cacheSeconds, null, null, null);
    }

    /** This rule for flows in which a keyword is said. */
    public Rule withKeywords(KeywordCondition condition) {
        return new Rule(name, order, applications, client, peer, initiator, times, fileNames, action, cacheSeconds,
            condition, localizing, delaying);
    }

    /** This rule with what it wants of lists of peers. */
    public Rule withLocalizing(Localizing wanted) {
        return new Rule(name, order, applications, client, peer, initiator, times, fileNames, action, cacheSeconds,
            keywords, wanted, delaying);
    }

    /** This rule with how long it has packets wait. */
    public Rule withDelaying(Delaying wanted) {
        return new Rule(name, order, applications, client, peer, initiator, times, fileNames, action, cacheSeconds,
            keywords, localizing, wanted);
    }

    /** What is decided where this rule holds. */
    Decision decision() {
        return new Decision(action, name, keywords == null ? "rule " + name : "says a keyword of rule " + name);
    }

    /** Whether this rule names an application. */
    boolean names(String application) {
        return applications.contains(application);
    }

    /** Compares a flow as far as it is known. */
    Match match(ClassifiedFlow flow, String requestedName, long nowMillis, ZoneId zone) {
        return examine(flow, requestedName, null, nowMillis, zone).match();
    }

    /**
     * Compares a flow as far as it is known, and says which condition gave the answer.
     *
     * @param said the keyword for which the flow was refused; null for none
     */
    Finding examine(ClassifiedFlow flow, String requestedName, KeywordFinding said, long nowMillis, ZoneId zone) {
        Finding place = placeAndTime(flow, nowMillis, zone);
        if (place != Finding.HOLDS) {
            return place;
        }
        Finding application = application(flow);
        if (application != Finding.HOLDS) {
            return application;
        }
        if (keywords != null) {
            return wasSaid(said) ? Finding.HOLDS : Finding.NOT_SAID;
        }
        return fileNames.isEmpty() ? application : name(flow, requestedName);
    }

    /**
     * Whether this rule decides on something that was said in a flow, but for its keywords.
     *
     * @param by the application whose dissector read it
     */
    boolean concerns(ClassifiedFlow flow, String by, String requestedName, long nowMillis, ZoneId zone) {
        return placeAndTime(flow, nowMillis, zone) == Finding.HOLDS
            && (applications.isEmpty() || applications.contains(by))
            && (fileNames.isEmpty() || requestedName != null && name(flow, requestedName) == Finding.HOLDS);
    }

    private Finding placeAndTime(ClassifiedFlow flow, long nowMillis, ZoneId zone) {
        Finding place = place(flow);
        return place == Finding.HOLDS && !timeFits(nowMillis, zone) ? Finding.OTHER_TIME : place;
    }

    /** Also under a later policy, as long as its rule of this name refuses the keyword. */
    private boolean wasSaid(KeywordFinding said) {
        return said != null && action == Action.BLOCK && said.rule().name().equals(name)
            && keywords.keywords().keywords().contains(said.keyword());
    }

    private Finding place(ClassifiedFlow flow) {
        boolean serverIsOurs = flow.inside() == Side.SERVER;
        if (initiator == Initiator.INSIDE && serverIsOurs || initiator == Initiator.OUTSIDE && !serverIsOurs) {
            return Finding.OTHER_INITIATOR;
        }
        InsideNetworks ofInitiator = serverIsOurs ? peer : client;
        InsideNetworks ofResponder = serverIsOurs ? client : peer;
        if (!ofInitiator.isEmpty() && !ofInitiator.contains(flow.clientHigh(), flow.clientLow())) {
            return serverIsOurs ? Finding.OTHER_PEER : Finding.OTHER_CLIENT;
        }
        if (!ofResponder.isEmpty() && !ofResponder.contains(flow.serverHigh(), flow.serverLow())) {
            return serverIsOurs ? Finding.OTHER_CLIENT : Finding.OTHER_PEER;
        }
        return Finding.HOLDS;
    }

    private Finding application(ClassifiedFlow flow) {
        if (applications.isEmpty()) {
            return Finding.HOLDS;
        }
        if (flow.stage() != Stage.ENDED) {
            // The first message may yet give the flow to a parser above, which another rule may name.
            return Finding.APPLICATION_OPEN;
        }
        String application = flow.application().isEmpty() ? UNIDENTIFIED : flow.application();
        return applications.contains(application) ? Finding.HOLDS : Finding.OTHER_APPLICATION;
    }

    private Finding name(ClassifiedFlow flow, String requestedName) {
        if (requestedName == null) {
            boolean mayCome = flow.readable() && flow.payloadPackets() < Head.MAX_PACKETS;
            return flow.stage() == Stage.ENDED && !mayCome ? Finding.NO_NAME : Finding.NAME_OPEN;
        }
        return fileNames.stream().anyMatch(pattern -> pattern.matches(requestedName)) ? Finding.HOLDS
            : Finding.OTHER_NAME;
    }

    private boolean timeFits(long nowMillis, ZoneId zone) {
        return times.isEmpty() || times.stream().anyMatch(span -> span.contains(nowMillis, zone));
    }
}
