package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules' life beside those of an administrator, in a namespace. As root. */
@Timeout(60)
class KernelRulesTest {
    private static final Set<Family> BOTH = Set.of(Family.values());
    private static final RuleSettings FIRST = new RuleSettings(0, 2, true, 1);

    private TestNetwork network;
    private ConnectionCache cache;
    private KernelRules rules;

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        cache = new ConnectionCache(network.gateway);
        cache.create(100);
        rules = new KernelRules(network.onGateway, BOTH);
        for (Family family : Family.values()) {
            iptables(family, "-t mangle -A FORWARD -p udp --dport 9 -j DROP");
            iptables(family, "-t mangle -A POSTROUTING -p udp --dport 9 -j MARK --set-xmark 1");
            iptables(family, "-A FORWARD -p tcp --dport 9 -j DROP");
        }
    }

    @AfterEach
    void close() throws IOException {
        if (cache != null) {
            cache.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private void iptables(Family family, String rule) throws IOException {
        network.onGateway.run("", family.command(), rule.split(" "));
    }

    private String saved() throws IOException {
        return network.savedRules(Family.V4) + network.savedRules(Family.V6);
    }

    @Test
    void shouldLeaveNoResidue() throws IOException {
        String before = saved();
        rules.apply(FIRST);
        assertNotEquals(before, saved());

        rules.remove();
        assertEquals(before, saved());
        rules.remove();
        assertEquals(before, saved());
        assertFalse(rules.verify());
    }

    @Test
    void shouldBeTheSameHoweverOftenApplied() throws IOException {
        rules.apply(FIRST);
        String once = saved();
        rules.apply(FIRST);
        rules.apply(FIRST.withGeneration(2));
        rules.apply(FIRST);
        assertEquals(once, saved());
        assertTrue(rules.verify());
    }

    @Test
    void shouldStandFirst() throws IOException {
        rules.apply(FIRST);
        for (Family family : Family.values()) {
            MangleTable table = MangleTable.parse(network.onGateway.run("", family.command() + "-save", "-c", "-t",
                "mangle"));
            for (RuleText.Jump jump : RuleText.Jump.values()) {
                assertTrue(table.isFirstAndOnly(jump), family + " " + jump);
            }
        }
    }

    @Test
    void shouldCleanUpAfterACrash() throws IOException {
        String before = saved();
        rules.apply(FIRST);
        iptables(Family.V4, "-t mangle -A INPUT -i lo -j P2PADM");

        new KernelRules(network.onGateway, BOTH).remove();

        assertEquals(before, saved());
        cache.destroy();
    }

    @Test
    void shouldTakeOverFromACrashedRunWithoutAGap() throws IOException {
        rules.apply(new RuleSettings(8, 1, false, 9));
        KernelRules next = new KernelRules(network.onGateway, BOTH);
        assertFalse(next.verify(), "rules of another run are not ours");

        next.apply(FIRST);

        assertTrue(next.verify());
        assertFalse(saved().contains("--queue-num 8"), saved());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-t mangle -I FORWARD -j ACCEPT",
        "-t mangle -I POSTROUTING -j ACCEPT",
        "-t mangle -D FORWARD -j P2PADM",
        "-t mangle -F FORWARD",
        "-t mangle -F",
        "-t mangle -A P2PADM -j ACCEPT",
        "-t mangle -D P2PADM 1",
        "-t mangle -F P2PADM-SAVE",
        "-t mangle -A INPUT -j P2PADM"})
    void shouldPutBackWhatSomebodyChanged(String change) throws IOException {
        rules.apply(FIRST);
        assertFalse(rules.repair());
        for (Family family : Family.values()) {
            iptables(family, change);
        }

        assertFalse(rules.verify());
        assertTrue(rules.repair());
        assertTrue(rules.verify());
        assertFalse(rules.repair());
        assertEquals(1, rules.repairs());
    }

    @Test
    void shouldRepairNothingThatIsNotWanted() throws IOException {
        assertFalse(rules.repair());
        rules.apply(FIRST);
        rules.remove();
        String after = saved();
        assertFalse(rules.repair());
        assertEquals(after, saved());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldLeaveNothingWhereOneFamilyFails(Family missing) throws IOException {
        String before = saved();
        cache.destroy();
        network.onGateway.run("", "ipset", "create", missing == Family.V4 ? "p2padm-refused6" : "p2padm-refused4",
            "hash:ip,port,ip", "family", missing == Family.V4 ? "inet6" : "inet");

        CommandException failure = assertThrows(CommandException.class, () -> rules.apply(FIRST));

        assertTrue(failure.getMessage().matches(missing.command()
            + "-restore: exit status \\d+: .*" + missing.refusedSet()
            + ".*"), failure.getMessage());
        assertEquals(before, saved());
    }

    @Test
    void shouldSayInOneLineWhatIsMissing() {
        Commands commands = new Commands(gateway.core.internal.netlink.Netns.own());
        CommandException failure = assertThrows(CommandException.class,
            () -> commands.run("", "no-such-program-of-ours"));
        assertEquals("no-such-program-of-ours: not installed", failure.getMessage());
    }
}
