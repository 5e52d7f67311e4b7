package gateway.core.internal.kernel;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Redirection in the kernel: a table of nftables a family, in which the first packet of a connection from a client to a
 * far peer is given a near peer's address. Connection tracking does the rest, in both directions and alone, so answers
 * come as if from the far peer and no packet of it has to pass through user space. What the far peer itself still
 * sends would make the kernel take the connection for one of its own: it is dropped. Entries expire by themselves.
 *
 * <p>Every method forks a command and takes some milliseconds; one thread, never a worker.
 */
public final class RedirectTable {
    /** How many clients and far peers there are at most in each family, twice: for TCP and for UDP. */
    public static final int MOST_ENTRIES = 65_536;

    private static final String NFT = "nft";
    private static final String TABLE = "p2padm";
    private static final List<String> PROTOCOLS = List.of("tcp", "udp");

    /**
     * An entry.
     *
     * @param near of the family of {@code far}, as {@code client} is
     */
    public record Entry(IpAddress client, Endpoint far, Endpoint near) {
        private Family family() {
            return Family.of(client.high(), client.low());
        }
    }

    private final Netns netns;
    private final Commands commands;
    private final Set<Family> families;

    /** @param netns that of the gateway */
    public RedirectTable(Netns netns) {
        this.netns = netns;
        commands = new Commands(netns);
        families = Family.spoken();
    }

    /** Whether the program is there that changes such tables. */
    public static boolean isPossible() {
        return Commands.find(NFT).isPresent();
    }

    /**
     * Makes the tables, empty, also where an earlier run left some.
     *
     * @throws IOException also on a bridge that does not forward: the kernel drops there what gets another destination
     */
    public void create() throws IOException {
        requireForwarding();
        StringBuilder text = new StringBuilder();
        for (Family family : families) {
            text.append(creation(name(family), family == Family.V4 ? "ipv4_addr" : "ipv6_addr"));
        }
        run(text);
    }

    /** A kernel that routes does so; one that bridges finds the way to another destination only where it may route. */
    private void requireForwarding() throws IOException {
        if (InterfaceSurvey.of(commands).ports().isEmpty()) {
            return;
        }
        try (KernelSettings settings = new KernelSettings(netns)) {
            for (Family family : families) {
                String setting = family == Family.V4 ? "net/ipv4/ip_forward" : "net/ipv6/conf/all/forwarding";
                if (!settings.read(setting).equals("1")) {
                    throw new CommandException("across a bridge this needs " + setting.replace('/', '.') + " = 1");
                }
            }
        }
    }

    /** Takes them out; connections that were redirected stay so. Without effect where there is none. */
    public void remove() throws CommandException {
        StringBuilder text = new StringBuilder();
        for (Family family : families) {
            // Adding one that is there changes nothing, and what is to be deleted has to be there.
            text.append("add table ").append(name(family)).append(' ').append(TABLE).append('\n')
                .append("delete table ").append(name(family)).append(' ').append(TABLE).append('\n');
        }
        run(text);
    }

    /**
     * Changes entries, all of them or none.
     *
     * @param ended those that are to be gone; one that has expired counts as gone
     * @param begun those that are to be there from now on; none that is there already
     * @param seconds their lifetime
     */
    public void change(List<Entry> ended, List<Entry> begun, int seconds) throws CommandException {
        StringBuilder text = new StringBuilder();
        for (Entry entry : ended) {
            put(text, "add", entry, "");
            put(text, "delete", entry, "");
        }
        for (Entry entry : begun) {
            put(text, "add", entry, " timeout " + seconds + "s");
        }
        run(text);
    }

    private static void put(StringBuilder text, String verb, Entry entry, String timeout) {
        for (String protocol : PROTOCOLS) {
            String key = entry.client + " . " + entry.far.address() + " . " + protocol + " . " + entry.far.port()
                + timeout;
            element(text, verb, entry, "pairs", key);
            element(text, verb, entry, "redirected",
                key + " : " + entry.near.address() + " . " + entry.near.port());
        }
    }

    private static void element(StringBuilder text, String verb, Entry entry, String set, String element) {
        text.append(verb).append(" element ").append(name(entry.family())).append(' ').append(TABLE).append(' ')
            .append(set).append(" { ").append(element).append(" }\n");
    }

    private static String creation(String family, String address) {
        String key = address + " . " + address + " . inet_proto . inet_service";
        String bounds = "; size " + MOST_ENTRIES + "; flags timeout; }\n";
        return "add table " + family + " " + TABLE + "\ndelete table " + family + " " + TABLE + "\n"
            + "table " + family + " " + TABLE + " {\n"
            + "set pairs { type " + key + bounds
            + "map redirected { type " + key + " : " + address + " . inet_service" + bounds
            + "chain late { type filter hook prerouting priority mangle; policy accept;\n"
            + "ct state new meta l4proto { tcp, udp } " + family + " daddr . " + family
            + " saddr . meta l4proto . th sport @pairs drop\n}\n"
            + "chain near { type nat hook prerouting priority dstnat - 1; policy accept;\n"
            + "meta l4proto { tcp, udp } dnat " + family + " to " + family + " saddr . " + family
            + " daddr . meta l4proto . th dport map @redirected\n}\n}\n";
    }

    private static String name(Family family) {
        return family == Family.V4 ? "ip" : "ip6";
    }

    private void run(StringBuilder text) throws CommandException {
        commands.run(text.toString(), NFT, "-f", "-");
    }
}
