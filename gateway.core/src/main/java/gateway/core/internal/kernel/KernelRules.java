package gateway.core.internal.kernel;

import gateway.core.internal.kernel.RuleText.Jump;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gateway's rules in the kernel: three chains in the mangle table of each family, and the jumps to them. The
 * sets that they name have to exist before ({@link ConnectionCache#create}).
 *
 * <p>Every method forks commands and takes some milliseconds; any thread but a worker may call.
 */
public final class KernelRules {
    private static final String WAIT_FOR_LOCK = "-w";
    private static final String LOCK_SECONDS = "5";

    private final Commands commands;
    private final Set<Family> families;
    /** The rules of our chains as the kernel gave them back when they were written. */
    private final Map<Family, List<String>> written = new EnumMap<>(Family.class);
    private RuleSettings settings;
    private RuleCounters before = RuleCounters.ZERO;
    private long repairs;

    /**
     * @param commands runs in the gateway's network namespace
     * @param families which families to write rules for
     */
    public KernelRules(Commands commands, Set<Family> families) {
        this.commands = commands;
        this.families = Set.copyOf(families);
    }

    /**
     * Makes the rules what {@code wanted} says; each family changes at one instant, and connections are not
     * disturbed. Also cleans up what a crashed run left.
     *
     * @throws CommandException if the kernel refused; at the first call nothing is left behind then, later the
     *     family that failed keeps its last rules
     */
    public synchronized void apply(RuleSettings wanted) throws CommandException {
        try {
            for (Family family : Family.values()) {
                if (families.contains(family)) {
                    write(family, wanted);
                }
            }
        } catch (CommandException refused) {
            if (settings == null) {
                remove();
            }
            throw refused;
        }
        settings = wanted;
    }

    /** Whether rules and jumps are in force, unchanged, and the jumps first. */
    public synchronized boolean verify() throws CommandException {
        for (Family family : families) {
            if (!isInPlace(family, read(family))) {
                return false;
            }
        }
        return settings != null;
    }

    /**
     * Puts back what somebody else removed, changed or pushed from the first place.
     *
     * @return whether there was anything to repair; false, too, while no rules are wanted
     */
    public synchronized boolean repair() throws CommandException {
        if (settings == null || verify()) {
            return false;
        }
        repairs++;
        apply(settings);
        return true;
    }

    /** How often {@link #repair} had something to do. */
    public synchronized long repairs() {
        return repairs;
    }

    /**
     * Lets packets pass by our chains, which stay where they are until {@link #apply} or {@link #remove}. Where our
     * rules are the last that use connection tracking, the kernel takes its hooks away with them and drops all packets
     * that wait in queues: those have to be settled before.
     */
    public synchronized void suspend() throws CommandException {
        settings = null;
        for (Family family : families) {
            MangleTable now = read(family);
            if (now.holdsAnythingOfOurs()) {
                restore(family, RuleText.suspension(now));
            }
        }
    }

    /** Takes out everything of ours, an earlier run's too. Without effect where there is nothing. */
    public synchronized void remove() throws CommandException {
        settings = null;
        for (Family family : families) {
            MangleTable now = read(family);
            if (now.holdsAnythingOfOurs()) {
                count(family, now);
                written.remove(family);
                restore(family, RuleText.removal(now));
            }
        }
    }

    /**
     * What the rules have counted. A few packets can be missing for every change of the rules: those that came
     * between the last reading and the change.
     */
    public synchronized RuleCounters counters() throws CommandException {
        RuleCounters sum = before;
        for (Family family : families) {
            sum = sum.plus(RuleCounters.of(read(family)));
        }
        return sum;
    }

    /** The texts that {@link #apply} would run on an empty table, for {@code --check}; changes nothing. */
    public String preview(RuleSettings wanted) {
        StringBuilder text = new StringBuilder();
        for (Family family : Family.values()) {
            if (families.contains(family)) {
                text.append("# ").append(family.command()).append("-restore --noflush\n")
                    .append(RuleText.install(family, wanted));
            }
        }
        return text.toString();
    }

    private void write(Family family, RuleSettings wanted) throws CommandException {
        MangleTable now = read(family);
        restore(family, RuleText.install(family, wanted, now));
        count(family, now);
        written.put(family, ourRules(read(family)));
    }

    /** Keeps what is counted so far: emptied chains count from zero. Other runs' counters are not ours. */
    private void count(Family family, MangleTable now) {
        if (written.containsKey(family)) {
            before = before.plus(RuleCounters.of(now));
        }
    }

    private boolean isInPlace(Family family, MangleTable now) {
        boolean jumps = true;
        for (Jump jump : Jump.values()) {
            jumps &= now.isFirstAndOnly(jump);
        }
        return jumps && ourRules(now).equals(written.get(family));
    }

    private static List<String> ourRules(MangleTable table) {
        return java.util.stream.Stream.of(MangleTable.CHAIN, MangleTable.SAVE_CHAIN, MangleTable.TAP_CHAIN)
            .flatMap(chain -> table.rulesOf(chain).stream()).toList();
    }

    private MangleTable read(Family family) throws CommandException {
        return MangleTable.parse(commands.run("", family.command() + "-save", "-c", "-t", "mangle"));
    }

    private void restore(Family family, String text) throws CommandException {
        commands.run(text, family.command() + "-restore", "--noflush", WAIT_FOR_LOCK, LOCK_SECONDS);
    }
}
