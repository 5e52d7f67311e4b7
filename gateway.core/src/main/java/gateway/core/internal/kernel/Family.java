package gateway.core.internal.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** An IP version as the kernel's interfaces name it. */
public enum Family {
    /** IPv4. */
    V4(2, 4, "iptables", "p2padm-refused4"),
    /** IPv6. */
    V6(10, 16, "ip6tables", "p2padm-refused6");

    private final int number;
    private final int addressBytes;
    private final String command;
    private final String refusedSet;

    Family(int number, int addressBytes, String command, String refusedSet) {
        this.number = number;
        this.addressBytes = addressBytes;
        this.command = command;
        this.refusedSet = refusedSet;
    }

    /** AF_INET or AF_INET6. */
    public int number() {
        return number;
    }

    /** How long an address is. */
    public int addressBytes() {
        return addressBytes;
    }

    /** The rule command; {@code -save} and {@code -restore} are appended to it. */
    public String command() {
        return command;
    }

    /** The ipset that holds this family's refused pairs. */
    public String refusedSet() {
        return refusedSet;
    }

    /**
     * A program of the classic BPF, as xt_bpf takes it from the IP header on, that holds for TCP packets without
     * payload: IP header and TCP header are as long as the packet. Exact, whatever options there are; IPv6 extension
     * headers do not hold.
     */
    String withoutPayload() {
        return this == V4
            // X = (byte 0 & 15) * 4; X += (byte X+12 & 0xf0) / 4; half-word 2 = X?
            ? "13,48 0 0 0,84 0 0 15,100 0 0 2,7 0 0 0,80 0 0 12,84 0 0 240,116 0 0 2,12 0 0 0,7 0 0 0,40 0 0 2,"
                + "29 0 1 0,6 0 0 65535,6 0 0 0"
            // byte 6 = TCP? X = (byte 52 & 0xf0) / 4; half-word 4 = X?
            : "10,48 0 0 6,21 0 7 6,48 0 0 52,84 0 0 240,116 0 0 2,7 0 0 0,40 0 0 4,29 0 1 0,6 0 0 65535,6 0 0 0";
    }

    /** The families that this machine's kernel speaks. */
    public static Set<Family> spoken() {
        return Files.exists(Path.of("/proc/sys/net/ipv6")) ? EnumSet.allOf(Family.class) : EnumSet.of(V4);
    }

    /** The family of an address in two longs, see {@link gateway.api.packet.IpAddress}. */
    public static Family of(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff ? V4 : V6;
    }
}
