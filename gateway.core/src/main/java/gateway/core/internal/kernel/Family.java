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

    /** The families that this machine's kernel speaks. */
    public static Set<Family> spoken() {
        return Files.exists(Path.of("/proc/sys/net/ipv6")) ? EnumSet.allOf(Family.class) : EnumSet.of(V4);
    }

    /** The family of an address in two longs, see {@link gateway.api.packet.IpAddress}. */
    public static Family of(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff ? V4 : V6;
    }
}
