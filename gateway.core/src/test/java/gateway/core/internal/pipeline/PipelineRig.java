package gateway.core.internal.pipeline;

import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.IpPrefix;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.KeywordFinding;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.source.RawPacket;
import gateway.testkit.ManualClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A pipeline with everything around it: clock, kernel, what observers heard. Inside is 192.0.2.0/24. */
final class PipelineRig {
    final ManualClock clock = new ManualClock(1_000_000_000_000L);
    /** How far the clock on the wall was set ahead. */
    long setAheadMillis;
    final FakeKernel kernel = new FakeKernel(clock.millis());
    /** Whether copies of what the kernel forwards alone can be read. */
    boolean tapped = true;
    final AnnouncedAddresses announced = new AnnouncedAddresses(1024, 60_000, 1);
    /** {@code decide RULE ACTION}, {@code end LABEL} and {@code event APPLICATION KIND}, in order. */
    final List<String> heard = new ArrayList<>();
    final List<Throwable> thrown = new ArrayList<>();
    final Pipeline pipeline;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<ExceptionCase> blocked = EnumSet.noneOf(ExceptionCase.class);
    private int version = 1;

    PipelineRig(ProtocolParser... parsers) {
        this(1000, parsers);
    }

    PipelineRig(int maxFlows, ProtocolParser... parsers) {
        this(maxFlows, ReadingSettings.DEFAULT, parsers);
    }

    PipelineRig(int maxFlows, ReadingSettings reading, ProtocolParser... parsers) {
        this(maxFlows, reading, null, null, parsers);
    }

    /** @param redirections by which clients are led to near peers */
    PipelineRig(Redirections redirections, ProtocolParser... parsers) {
        this(1000, ReadingSettings.DEFAULT, null, redirections, parsers);
    }

    /** @param scans by which files are scanned; null for nobody */
    PipelineRig(int maxFlows, ReadingSettings reading, ScanServices scans, ProtocolParser... parsers) {
        this(maxFlows, reading, scans, null, parsers);
    }

    private PipelineRig(int maxFlows, ReadingSettings reading, ScanServices scans, Redirections redirections,
                        ProtocolParser... parsers) {
        InsideNetworks inside = new InsideNetworks(List.of(IpPrefix.parse("192.0.2.0/24"),
            IpPrefix.parse("2001:db8::/64")));
        pipeline = new Pipeline(new PipelineSettings(3, 0, maxFlows, FlowTimeouts.DEFAULT, 16, 42, reading, true),
            new PipelineServices(clock.millis(), () -> clock.millis().getAsLong() + setAheadMillis, inside::side,
                announced, kernel, kernel, () -> tapped, scans, redirections, new Heard(),
                (entry, error) -> thrown.add(error)));
        parsers(parsers);
    }

    void parsers(ProtocolParser... parsers) {
        pipeline.onParsers(new ParserSet(List.of(parsers)));
    }

    /** Blocks these applications, in a new policy. */
    PipelineRig block(String... applications) {
        return add(rule("block-" + String.join("-", applications), applications, "", Action.BLOCK, 600));
    }

    /** Blocks what goes to or comes from these addresses outside, in a new policy. */
    PipelineRig blockPeer(String prefix) {
        return add(rule("block-peer", new String[0], prefix, Action.BLOCK, 0));
    }

    PipelineRig monitor(String application) {
        return add(rule("watch", new String[] {application}, "", Action.MONITOR, 0));
    }

    /** Blocks an application's requests for files of these names, in a new policy. */
    PipelineRig blockFile(String application, String pattern) {
        return add(Rule.of("no-file", 10, Set.of(application), InsideNetworks.NONE, InsideNetworks.NONE,
            Rule.Initiator.ANY, List.of(), List.of(pattern), Action.BLOCK, 0));
    }

    PipelineRig blockCase(ExceptionCase which) {
        blocked.add(which);
        return publish();
    }

    /** These rules and no others, in a new policy. */
    PipelineRig policy(Rule... only) {
        rules.clear();
        rules.addAll(List.of(only));
        return publish();
    }

    /** No rule any more: a new policy. */
    PipelineRig allowAll() {
        rules.clear();
        blocked.clear();
        return publish();
    }

    private PipelineRig add(Rule rule) {
        rules.add(rule);
        return publish();
    }

    private PipelineRig publish() {
        Policy policy = new Policy(++version, rules, new ExceptionPolicies(blocked), ZoneOffset.UTC);
        pipeline.onPolicy(policy);
        kernel.onPolicy(policy.generation());
        return this;
    }

    /** A packet goes through kernel and gateway. */
    Fate send(CraftedPacket packet) {
        return kernel.forward(packet, pipeline);
    }

    void sendAll(CraftedPacket... packets) {
        for (CraftedPacket packet : packets) {
            send(packet);
        }
    }

    /** A packet is handed to the gateway as it is, whatever the kernel's rules say. */
    RawPacket hand(CraftedPacket packet) {
        RawPacket raw = packet.raw();
        pipeline.onPacket(raw);
        return raw;
    }

    ManagedFlow flowOf(CraftedPacket packet) {
        Packet decoded = new Packet();
        decoded.decode(packet.raw());
        return pipeline.find(decoded);
    }

    private static Rule rule(String name, String[] applications, String peer, Action action, int cacheSeconds) {
        return Rule.of(name, 10, Set.of(applications), InsideNetworks.NONE,
            InsideNetworks.parse(peer, unknown -> List.of()), Rule.Initiator.ANY, List.of(), List.of(), action,
            cacheSeconds);
    }

    private final class Heard implements FlowObserver {
        @Override
        public void onScan(ManagedFlow flow, String application, ScanOutcome outcome) {
            heard.add("scan " + outcome.name() + " " + outcome.bytes() + " " + outcome.verdict());
        }

        @Override
        public void onDecision(ManagedFlow flow, Decision decision) {
            heard.add("decide " + decision.rule() + " " + decision.action());
        }

        @Override
        public void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
            heard.add("event " + application + " " + event.getClass().getSimpleName());
        }

        @Override
        public void onKeyword(ManagedFlow flow, String application, KeywordFinding finding, String reason) {
            heard.add("keyword " + finding.rule().name() + " " + finding.keyword() + " " + reason);
        }

        @Override
        public void onList(ManagedFlow flow, ListOutcome outcome) {
            heard.add("list " + outcome.rule() + " " + outcome.result() + " " + outcome.replaced());
        }

        @Override
        public void onEnd(ManagedFlow flow) {
            heard.add("end " + flow.application());
        }
    }
}
