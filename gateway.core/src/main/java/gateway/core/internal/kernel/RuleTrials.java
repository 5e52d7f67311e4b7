package gateway.core.internal.kernel;

import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.netlink.Netns;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries out what the gateway will ask of the kernel, in a network namespace that exists for the trial only. To try is
 * the only reliable question: lists of loaded modules leave out what would be loaded on demand, or is built in.
 */
final class RuleTrials {
    private static final RuleSettings SETTINGS = new RuleSettings(0, 2, true, 1, 1);
    private static final int QUEUE_CONFIGURATION = 0x302;
    private static final int CONFIGURE_COMMAND = 1;
    /** Asked in the past to bind a protocol family, and without effect since Linux 3.8. */
    private static final byte[] NOTHING_TO_DO = {3, 0, 0, 2};

    private final Commands commands = new Commands(Netns.own());

    /** One feature for each trial; or one that says why nothing could be tried. */
    List<Feature> run() {
        try {
            return Netns.callInNew(this::runInside);
        } catch (Exception notPossible) {
            String detail = "not tried: " + notPossible.getMessage();
            return List.of(Feature.optional("trial of rules and sets", false, detail));
        }
    }

    private List<Feature> runInside() {
        List<Feature> features = new ArrayList<>();
        features.add(trial("nfnetlink_queue", "packet queues", RuleTrials::askForQueues));
        features.add(trial("ctnetlink", "connections by netlink", RuleTrials::askForConnections));
        try (ConnectionCache cache = new ConnectionCache(Netns.own())) {
            features.add(trial("ipset hash:ip,port,ip", "connection cache", () -> cache.create(64)));
        } catch (NetlinkException noSocket) {
            features.add(Feature.required("ipset hash:ip,port,ip", false, noSocket.getMessage()));
        }
        Family.spoken().forEach(family -> tryRules(family, features));
        return features;
    }

    private void tryRules(Family family, List<Feature> features) {
        features.add(rule(family, "NFQUEUE target", ChainRule.CLASSIFY_TCP));
        features.add(rule(family, "connmark match", ChainRule.ACCEPTED));
        features.add(rule(family, "mark match and CONNMARK target", ChainRule.SAVED));
        features.add(rule(family, "set match", ChainRule.NEW_REFUSED_TCP));
        features.add(rule(family, "conntrack match", ChainRule.NEW_REFUSED_UDP));
        features.add(rule(family, "bpf match", ChainRule.WITHOUT_PAYLOAD));
        features.add(creditRule(family));
    }

    /** Without it the gateway works, and reads contents for the records through the queue. */
    private Feature creditRule(Family family) {
        String name = family.command() + " nfacct match";
        try (TapCredit credit = TapCredit.create(Netns.own(), 0, 1)) {
            String text = TapRule.texts(SETTINGS).get(0);
            commands.run("*mangle\n-A FORWARD " + text + "\nCOMMIT\n", family.command() + "-restore", "--noflush");
            return Feature.optional(name, true, text);
        } catch (NetlinkException | CommandException refused) {
            return Feature.optional(name, false, refused.getMessage());
        }
    }

    private Feature rule(Family family, String name, ChainRule rule) {
        String text = rule.text(family, SETTINGS);
        return trial(family.command() + " " + name, text, () -> commands.run(
            "*mangle\n-A FORWARD " + text + "\nCOMMIT\n", family.command() + "-restore", "--noflush"));
    }

    private static void askForQueues() throws NetlinkException {
        NetlinkWriter writer = new NetlinkWriter(64);
        writer.message(QUEUE_CONFIGURATION, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK).family(0, 0)
            .bytes(CONFIGURE_COMMAND, NOTHING_TO_DO).end();
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, Netns.own())) {
            socket.request("asking for packet queues", writer);
        }
    }

    private static void askForConnections() throws Exception {
        try (Conntrack conntrack = new Conntrack(Netns.own())) {
            conntrack.level();
        }
    }

    private static Feature trial(String name, String purpose, Trial trial) {
        try {
            trial.run();
            return Feature.required(name, true, purpose);
        } catch (Exception refused) {
            return Feature.required(name, false, refused.getMessage());
        }
    }

    /** One thing to be tried. */
    @FunctionalInterface
    private interface Trial {
        void run() throws Exception;
    }
}
