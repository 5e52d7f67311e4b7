package gateway.lab.console.fake;

import gateway.api.operation.DryRun;
import gateway.api.operation.FlowLine;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RuleBook;
import gateway.api.operation.RuleText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Rules in memory; they look at applications only. */
final class FakeRules implements RuleBook {
    private static final Set<String> KEYS = Set.of("order", "application", "client", "peer", "initiator", "time",
        "fileName", "action", "cacheSeconds");
    private static final int MAX_CHANGES = 200;

    private final Supplier<Scene> scene;
    private final FakeFlows flows;
    private volatile List<RuleText> rules = List.of();

    FakeRules(Supplier<Scene> scene, FakeFlows flows) {
        this.scene = scene;
        this.flows = flows;
    }

    /** The rules of the scene that begins. */
    void begin() {
        RuleText broken = rule("office-hours", "Line 4: time is wrong: \"Mon-Fry\" is no day.", "order", "10",
            "application", "bittorrent", "client", "10.1.0.0/16", "time", "Mon-Fry 08:00-17:30", "action", "block");
        rules = switch (scene.get()) {
            case EMPTY -> List.of();
            case BROKEN -> List.of(broken);
            case BUSY -> List.of(
                rule("office-hours", "", "order", "10", "application", "bittorrent", "client", "10.1.0.0/16", "time",
                    "Mon-Fri 08:00-17:30", "action", "block", "cacheSeconds", "600"),
                rule("no-old-networks", "", "order", "20", "application", "edonkey, gnutella", "action", "block"),
                rule("watch-television", "", "order", "30", "application", "pptv", "action", "monitor"),
                rule("no-programs", "", "order", "40", "application", "http", "fileName", "*.exe, *.msi",
                    "initiator", "inside", "peer", "203.0.113.0/24, 2001:db8::/32", "action", "block"));
        };
    }

    private static RuleText rule(String name, String problem, String... settings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return new RuleText(name, map, problem, problem.isEmpty());
    }

    @Override
    public List<RuleText> rules() {
        return rules;
    }

    @Override
    public String problemOf(RuleText rule) {
        Map<String, String> settings = rule.settings();
        Optional<String> unknown = settings.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst();
        if (unknown.isPresent()) {
            return "There is no setting \"" + unknown.get() + "\".";
        }
        if (!Set.of("allow", "block", "monitor").contains(settings.getOrDefault("action", ""))) {
            return "action is one of allow, block, monitor, audit, not \""
                + settings.getOrDefault("action", "") + "\".";
        }
        if (settings.getOrDefault("time", "").contains("Fry")) {
            return "time is wrong: \"Mon-Fry\" is no day.";
        }
        return settings.getOrDefault("cacheSeconds", "0").matches("[0-9]{1,7}") ? ""
            : "cacheSeconds is a number from 0 to 2000000, not \"" + settings.get("cacheSeconds") + "\".";
    }

    @Override
    public DryRun dryRun(List<RuleText> wanted) throws NotAnswering {
        check(wanted);
        Map<String, long[]> counts = new LinkedHashMap<>();
        wanted.forEach(rule -> counts.put(rule.name(), new long[2]));
        counts.put("default", new long[2]);
        List<FlowLine> all = flows.now().toList();
        List<DryRun.Change> changes = all.stream().map(flow -> {
            Optional<RuleText> hit = wanted.stream().filter(rule -> hits(rule, flow)).findFirst();
            long[] count = counts.get(hit.map(RuleText::name).orElse("default"));
            count[0]++;
            count[1] += flow.bytes();
            return new DryRun.Change(flow, hit.map(rule -> rule.settings().get("action")).orElse("allow"),
                hit.map(RuleText::name).orElse("default"));
        }).filter(change -> !change.decision().equals(change.flow().decision()))
            .sorted(Comparator.comparingLong(change -> -change.flow().bytes())).limit(MAX_CHANGES).toList();
        return new DryRun(all.size(), counts.entrySet().stream()
            .map(count -> new DryRun.Count(count.getKey(), count.getValue()[0], count.getValue()[1])).toList(),
            changes);
    }

    private static boolean hits(RuleText rule, FlowLine flow) {
        String applications = rule.settings().getOrDefault("application", "");
        return !rule.settings().containsKey("time") && !rule.settings().containsKey("fileName")
            && (applications.isEmpty() || List.of(applications.split(" *, *")).contains(flow.application()));
    }

    @Override
    public void replace(List<RuleText> wanted) {
        check(wanted);
        rules = wanted.stream().map(rule -> new RuleText(rule.name(), rule.settings(), "", true)).toList();
    }

    private void check(List<RuleText> wanted) {
        for (RuleText rule : wanted) {
            if (!problemOf(rule).isEmpty()) {
                throw new IllegalArgumentException("Rule " + rule.name() + ": " + problemOf(rule));
            }
        }
    }

    /** All rules, for tests. */
    String text() {
        return rules.toString();
    }
}
