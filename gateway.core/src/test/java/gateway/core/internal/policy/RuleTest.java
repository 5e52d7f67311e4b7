package gateway.core.internal.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow.Side;
import gateway.api.policy.Action;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Progress;
import gateway.core.internal.classify.ClassifierRig;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.Rule.Initiator;
import gateway.core.internal.policy.Rule.Match;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether rules hold for flows of which more or less is known. The flow goes from 192.0.2.1 to 198.51.100.2. */
class RuleTest {
    private static final long NOON_ON_MONDAY =
        LocalDateTime.parse("2026-06-01T12:00:00").toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final CraftedPacket UNKNOWN = CraftedPacket.udp().payload("?");
    private static final CraftedPacket CHAT = CraftedPacket.udp().payload("HELO");

    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private Set<String> applications = Set.of();
    private String client = "";
    private String peer = "";
    private Initiator initiator = Initiator.ANY;
    private List<String> times = List.of();
    private List<String> names = List.of();

    private Rule rule(String name, int order) {
        return Rule.of(name, order, applications, networks(client), networks(peer), initiator, times, names,
            Action.BLOCK, 60);
    }

    private static InsideNetworks networks(String text) {
        return InsideNetworks.parse(text, unknown -> List.of());
    }

    private Match match(ClassifierRig rig) {
        return match(rig, null);
    }

    private Match match(ClassifierRig rig, String requested) {
        return rule("one", 1).match(rig.flow, requested, NOON_ON_MONDAY, ZoneOffset.UTC);
    }

    private ClassifierRig begun(Side inside) {
        return new ClassifierRig(inside, chat).see(UNKNOWN);
    }

    private ClassifierRig chatting() {
        return new ClassifierRig(chat).see(CHAT);
    }

    private ClassifierRig unidentified() {
        ClassifierRig rig = new ClassifierRig(chat);
        for (int i = 0; i < 8; i++) {
            rig.see(UNKNOWN);
        }
        return rig;
    }

    @Test
    void shouldHoldForEverythingWhereItAsksNothing() {
        assertEquals(Match.YES, match(begun(Side.CLIENT)));
        assertEquals(Match.YES, match(unidentified()));
    }

    @Test
    void shouldWaitForTheApplication() {
        applications = Set.of("chat");
        assertEquals(Match.LATER, match(begun(Side.CLIENT)));
        assertEquals(Match.YES, match(chatting()));
        assertEquals(Match.NO, match(unidentified()));
    }

    @Test
    void shouldNameWhatNobodyRecognised() {
        applications = Set.of("unidentified");
        assertEquals(Match.LATER, match(begun(Side.CLIENT)));
        assertEquals(Match.NO, match(chatting()));
        assertEquals(Match.YES, match(unidentified()));
    }

    @Test
    void shouldWaitWhileAParserAboveMayClaimTheFlow() {
        chat.reading((sink, direction, bytes) -> Progress.needMore(0, 0));
        ClassifierRig rig = new ClassifierRig(chat, FakeParser.over("above", "chat"));
        rig.see(CraftedPacket.tcp().payload("HELO"));
        for (String application : List.of("chat", "above", "other")) {
            applications = Set.of(application);
            assertEquals(Match.LATER, match(rig), application);
        }
    }

    @Test
    void shouldMatchOurSideAndTheOtherOneWhoeverBegan() {
        client = "192.0.2.0/24";
        peer = "198.51.100.2";
        assertEquals(Match.YES, match(begun(Side.CLIENT)));
        assertEquals(Match.YES, match(begun(Side.BOTH)));
        assertEquals(Match.YES, match(begun(Side.NEITHER)));
        assertEquals(Match.NO, match(begun(Side.SERVER)));
        client = "198.51.100.2";
        peer = "192.0.2.0/24";
        assertEquals(Match.YES, match(begun(Side.SERVER)));
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
    }

    @Test
    void shouldNotHoldForOtherAddresses() {
        client = "192.0.2.2, 10.0.0.0/8";
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
        client = "";
        peer = "2001:db8::/32";
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
    }

    @Test
    void shouldAskWhoBegan() {
        initiator = Initiator.INSIDE;
        assertEquals(Match.YES, match(begun(Side.CLIENT)));
        assertEquals(Match.NO, match(begun(Side.SERVER)));
        initiator = Initiator.OUTSIDE;
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
        assertEquals(Match.YES, match(begun(Side.SERVER)));
    }

    @Test
    void shouldHoldAtItsTimesOnly() {
        times = List.of("Tue", "Mon 11:00-13:00");
        assertEquals(Match.YES, match(begun(Side.CLIENT)));
        times = List.of("Mon 13:00-14:00");
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
    }

    @Test
    void shouldNotWaitForAnApplicationWherePlaceOrTimeDoNotFit() {
        applications = Set.of("chat");
        peer = "10.0.0.0/8";
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
        peer = "";
        times = List.of("Tue");
        assertEquals(Match.NO, match(begun(Side.CLIENT)));
    }

    @Test
    void shouldWaitForANameWhileOneMayCome() {
        names = List.of("*.avi", "*.mkv");
        assertEquals(Match.LATER, match(begun(Side.CLIENT)));
        assertEquals(Match.LATER, match(chatting()), "its dissector goes on");
        assertEquals(Match.YES, match(chatting(), "/film.mkv"));
        assertEquals(Match.NO, match(chatting(), "/film.txt"));
        assertEquals(Match.NO, match(unidentified()), "nobody reads it");
        chat.reading((sink, direction, bytes) -> Progress.DONE);
        assertEquals(Match.NO, match(chatting()), "its dissector has seen enough");
    }

    @Test
    void shouldNotWaitForANameInOtherApplications() {
        applications = Set.of("other");
        names = List.of("*.avi");
        assertEquals(Match.NO, match(chatting()));
    }

    @Test
    void shouldAskRulesInTheirOrderAndStopAtTheFirst() {
        applications = Set.of("chat");
        Rule late = rule("late", 20);
        Rule early = rule("early", 10);
        applications = Set.of("other");
        Rule other = rule("other", 1);
        Policy policy = policy(1, late, other, early);

        assertEquals("early", policy.rulingFor(chatting().flow, null, NOON_ON_MONDAY).decision().rule());
        assertEquals(60, policy.rulingFor(chatting().flow, null, NOON_ON_MONDAY).cacheSeconds());
        assertSame(Policy.BY_DEFAULT, policy.rulingFor(unidentified().flow, null, NOON_ON_MONDAY));
        assertEquals(List.of("other", "early", "late"), policy.rules().stream().map(Rule::name).toList());
    }

    @Test
    void shouldBreakTiesByName() {
        Rule b = rule("b", 5);
        Rule a = rule("a", 5);
        assertEquals("a", policy(1, b, a).rulingFor(chatting().flow, null, NOON_ON_MONDAY).decision().rule());
    }

    @Test
    void shouldNotDecideByALaterRuleWhileAnEarlierOneMayHold() {
        applications = Set.of("chat");
        Rule waiting = rule("waiting", 1);
        applications = Set.of();
        Rule everything = rule("everything", 2);

        assertNull(policy(1, waiting, everything).rulingFor(begun(Side.CLIENT).flow, null, NOON_ON_MONDAY));
        assertEquals("everything", policy(1, waiting, everything)
            .rulingFor(unidentified().flow, null, NOON_ON_MONDAY).decision().rule());
    }

    @Test
    void shouldAlwaysDecideOnAFlowOfWhichNoMoreWillBeKnown() {
        applications = Set.of("chat", "unidentified");
        names = List.of("*.avi");
        chat.answering((flow, head) -> Detection.certain("x").announcing());
        ClassifierRig rig = chatting();
        for (int i = 0; i < 8; i++) {
            rig.see(UNKNOWN);
        }
        assertSame(Policy.BY_DEFAULT, policy(1, rule("names", 1)).rulingFor(rig.flow, null, NOON_ON_MONDAY));
    }

    @Test
    void shouldKnowWhichApplicationsAreNamed() {
        applications = Set.of("chat");
        Policy policy = policy(1, rule("one", 1));
        assertEquals(true, policy.names("chat"));
        assertEquals(false, policy.names("other"));
    }

    @Test
    void shouldRunThroughTheGenerationsAndNeverUseZero() {
        Set<Integer> seen = new java.util.TreeSet<>();
        for (int version = 1; version <= 100; version++) {
            int generation = policy(version).generation();
            seen.add(generation);
            assertEquals(generation % 15 + 1, policy(version + 1).generation());
        }
        assertEquals(15, seen.size());
        assertEquals(false, seen.contains(0));
    }

    @Test
    void shouldNoticeThatATimeBeginsOrEnds() {
        times = List.of("Mon 12:00-13:00");
        Policy policy = policy(1, rule("a", 1), rule("b", 2));
        long before = policy.activeTimes(NOON_ON_MONDAY - 1);
        assertEquals(false, before == policy.activeTimes(NOON_ON_MONDAY));
        assertEquals(policy.activeTimes(NOON_ON_MONDAY), policy.activeTimes(NOON_ON_MONDAY + 3_599_999));
        assertEquals(before, policy.activeTimes(NOON_ON_MONDAY + 3_600_000));
    }

    @Test
    void shouldBlockTheExceptionCasesThatAreNamed() {
        ExceptionPolicies policies = new ExceptionPolicies(EnumSet.of(ExceptionCase.MIDSTREAM));
        for (ExceptionCase which : ExceptionCase.values()) {
            assertEquals(which == ExceptionCase.MIDSTREAM, policies.blocks(which));
            assertEquals(false, ExceptionPolicies.PASS_ALL.blocks(which));
            assertEquals(which.key(), which.ruling().decision().rule());
            assertEquals(true, which.ruling().refuses());
        }
    }

    private static Policy policy(int version, Rule... rules) {
        return new Policy(version, List.of(rules), ExceptionPolicies.PASS_ALL, ZoneOffset.UTC);
    }

    @Test
    void shouldAuditBesideWhatOtherRulesSay() {
        Rule audit = auditing("audit", 1, Set.of("chat"), List.of());
        Policy both = policy(audit, rule("block", 2));
        assertEquals("block", both.rulingFor(chatting().flow, null, NOON_ON_MONDAY).decision().rule());
        assertFalse(both.rulingFor(chatting().flow, null, NOON_ON_MONDAY).audits(), "what is refused says nothing");

        Policy alone = policy(audit, auditing("second", 2, Set.of(), List.of()));
        assertEquals("audit", alone.rulingFor(chatting().flow, null, NOON_ON_MONDAY).auditedBy());
        assertEquals("second", alone.rulingFor(unidentified().flow, null, NOON_ON_MONDAY).auditedBy());
        assertEquals(Action.ALLOW, alone.rulingFor(chatting().flow, null, NOON_ON_MONDAY).decision().action());
    }

    @Test
    void shouldNotLetAFlowGoWhileItMayHaveToBeAudited() {
        Policy policy = policy(auditing("audit", 1, Set.of(), List.of("*.avi")));
        assertNull(policy.rulingFor(chatting().flow, null, NOON_ON_MONDAY));
        assertTrue(policy.rulingFor(chatting().flow, "a.avi", NOON_ON_MONDAY).audits());
        assertFalse(policy.rulingFor(chatting().flow, "a.mp3", NOON_ON_MONDAY).audits());
        assertFalse(policy.rulingFor(unidentified().flow, null, NOON_ON_MONDAY).audits());
    }

    @Test
    void shouldExplainThatAuditingDoesNotEndTheSearch() {
        Policy policy = policy(auditing("audit", 1, Set.of(), List.of()), rule("block", 2));
        assertEquals(List.of("audit", "block"), policy.examine(chatting().flow, null, null, NOON_ON_MONDAY).stream()
            .map(Examination::rule).toList());
    }

    private static Rule auditing(String name, int order, Set<String> applications, List<String> names) {
        return Rule.of(name, order, applications, InsideNetworks.NONE, InsideNetworks.NONE, Initiator.ANY, List.of(),
            names, Action.AUDIT, 0);
    }

    private static Policy policy(Rule... rules) {
        return new Policy(1, List.of(rules), ExceptionPolicies.PASS_ALL, ZoneOffset.UTC);
    }
}
