package gateway.lab.network;

/**
 * A network with one host in it, behind one interface of the router.
 *
 * @param name at most 11 letters: it names the host's namespace and, as {@code to-NAME}, the router's interface
 * @param number the second part of its prefixes: 10.NUMBER.0.0/16 and fd00:NUMBER::/32
 * @param inside whether the gateway calls it ours
 */
public record Site(String name, int number, boolean inside) {
    /** The clients' network, the only one inside. */
    public static final Site CLIENT = new Site("client", 81, true);
    /** Where the first holder of a file is. */
    public static final Site SEEDER = new Site("seeder", 86, false);
    /** Where other peers are. */
    public static final Site PEER = new Site("peer", 49, false);
    /** Where trackers and web servers are. */
    public static final Site SERVER = new Site("server", 1, false);

    /** Checks the shape. */
    public Site {
        if (!name.matches("[a-z]{1,11}") || number < 0 || number > 255) {
            throw new IllegalArgumentException("site " + name + " " + number);
        }
    }

    /** The IPv4 prefix. */
    public String network4() {
        return "10." + number + ".0.0/16";
    }

    /** The IPv6 prefix; the number's decimal digits are taken as hexadecimal ones, for the eye. */
    public String network6() {
        return "fd00:" + number + "::/32";
    }

    /** The host's IPv4 address. */
    public String address4() {
        return "10." + number + ".0.2";
    }

    /** A second IPv4 address of the host, for one who has to look like somebody else. */
    public String secondAddress4() {
        return "10." + number + ".0.3";
    }

    /** Any IPv4 address of the network, from 2 to 65534; a host has it once it is added to it. */
    public String address4(int number) {
        return "10." + this.number + "." + (number >> Byte.SIZE) + "." + (number & 0xff);
    }

    /** The host's IPv6 address. */
    public String address6() {
        return "fd00:" + number + "::2";
    }

    /** The router's IPv4 address on this side. */
    public String router4() {
        return "10." + number + ".0.1";
    }

    /** The router's IPv6 address on this side. */
    public String router6() {
        return "fd00:" + number + "::1";
    }

    /** The router's interface on this side. */
    public String routerInterface() {
        return "to-" + name;
    }
}
