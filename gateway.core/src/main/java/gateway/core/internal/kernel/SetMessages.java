package gateway.core.internal.kernel;

import gateway.core.internal.netlink.NetlinkWriter;
import java.nio.charset.StandardCharsets;

/**
 * Requests to ipset (linux/netfilter/ipset/ip_set.h, protocol 7) about sets of type {@code hash:ip,port,ip}. Each
 * method writes one message that asks for its answer. Only {@link #add} is written to allocate nothing.
 */
final class SetMessages {
    /** The set is full (IPSET_ERR_HASH_FULL). */
    static final int FULL = 4352;
    /** The set is in use by a rule (IPSET_ERR_BUSY). */
    static final int BUSY = 4100;
    /** There is no entry like that, or one too many (IPSET_ERR_EXIST). */
    static final int NO_SUCH_ENTRY = 4103;
    /** Longer lifetimes are cut, in seconds: the kernel counts milliseconds in 31 bits. */
    static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

    static final int PROTOCOL = 1;
    static final int SETNAME = 2;
    static final int DATA = 7;
    static final int ENTRIES = 8;
    static final int IP = 1;
    static final int PORT = 4;
    static final int TIMEOUT = 6;
    static final int PROTO = 7;
    static final int IP2 = 20;
    static final int IPADDR_V4 = 1;
    static final int IPADDR_V6 = 2;

    private static final int SUBSYSTEM = 6 << 8;
    private static final int CMD_PROTOCOL = SUBSYSTEM | 1;
    private static final int CMD_CREATE = SUBSYSTEM | 2;
    private static final int CMD_DESTROY = SUBSYSTEM | 3;
    private static final int CMD_FLUSH = SUBSYSTEM | 4;
    private static final int CMD_SWAP = SUBSYSTEM | 6;
    private static final int CMD_LIST = SUBSYSTEM | 7;
    private static final int CMD_ADD = SUBSYSTEM | 9;
    private static final int CMD_DELETE = SUBSYSTEM | 10;

    private static final int VERSION = 7;
    private static final int TYPENAME = 3;
    private static final int REVISION = 4;
    private static final int FAMILY = 5;
    private static final int HASHSIZE = 18;
    private static final int MAXELEM = 19;
    /** The type's revision of Linux 3.18; later ones add options that are not used here. */
    private static final int TYPE_REVISION = 5;
    /** What an entry without a lifetime of its own would get; every entry has one. */
    private static final int DEFAULT_SECONDS = 60;
    private static final int SMALLEST_HASH = 1024;
    private static final int ORDER = NetlinkWriter.NET_BYTEORDER;

    private SetMessages() {
    }

    /** Asks for the kernel's protocol version; the answer has {@link #PROTOCOL}. */
    static void protocol(NetlinkWriter writer) {
        begin(writer.clear(), CMD_PROTOCOL, 0, Family.V4).end();
    }

    /** Creates an empty set; the hash is as large as it can become, so that no addition has to wait for growth. */
    static void create(NetlinkWriter writer, Family family, String set, int maxEntries) {
        int buckets = Math.max(SMALLEST_HASH, Integer.highestOneBit(maxEntries));
        begin(writer.clear(), CMD_CREATE, NetlinkWriter.NLM_F_CREATE | NetlinkWriter.NLM_F_EXCL, family)
            .text(SETNAME, set).text(TYPENAME, "hash:ip,port,ip").u8(REVISION, TYPE_REVISION)
            .u8(FAMILY, family.number())
            .nest(DATA)
            .u32(TIMEOUT | ORDER, DEFAULT_SECONDS).u32(MAXELEM | ORDER, maxEntries).u32(HASHSIZE | ORDER, buckets)
            .end().end();
    }

    static void destroy(NetlinkWriter writer, Family family, String set) {
        begin(writer.clear(), CMD_DESTROY, 0, family).text(SETNAME, set).end();
    }

    static void flush(NetlinkWriter writer, Family family, String set) {
        begin(writer.clear(), CMD_FLUSH, 0, family).text(SETNAME, set).end();
    }

    /** Exchanges two sets of the same type, whatever rules refer to them. */
    static void swap(NetlinkWriter writer, Family family, String set, String other) {
        begin(writer.clear(), CMD_SWAP, 0, family).text(SETNAME, set).text(TYPENAME, other).end();
    }

    /** Asks for everything in a set, as a dump. */
    static void list(NetlinkWriter writer, Family family, String set) {
        writer.clear().message(CMD_LIST, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_DUMP)
            .family(family.number(), 0).u8(PROTOCOL, VERSION).text(SETNAME, set).end();
    }

    /** Adds an entry, or gives the one that is there a new lifetime of 1 to {@value #MAX_SECONDS} seconds. */
    static void add(NetlinkWriter writer, Family family, byte[] set, int protocol, long clientHigh, long clientLow,
                    long serverHigh, long serverLow, int serverPort, int seconds) {
        begin(writer.clear(), CMD_ADD, 0, family).bytes(SETNAME, set).nest(DATA);
        pair(writer, family, protocol, clientHigh, clientLow, serverHigh, serverLow, serverPort);
        writer.u32(TIMEOUT | ORDER, Math.max(1, Math.min(seconds, MAX_SECONDS))).end().end();
    }

    static void delete(NetlinkWriter writer, Family family, byte[] set, int protocol, long clientHigh, long clientLow,
                       long serverHigh, long serverLow, int serverPort) {
        begin(writer.clear(), CMD_DELETE, NetlinkWriter.NLM_F_EXCL, family).bytes(SETNAME, set).nest(DATA);
        pair(writer, family, protocol, clientHigh, clientLow, serverHigh, serverLow, serverPort);
        writer.end().end();
    }

    /** A set's name as {@link #add} wants it. */
    static byte[] name(String set) {
        return (set + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static NetlinkWriter begin(NetlinkWriter writer, int command, int flags, Family family) {
        return writer.message(command, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK | flags)
            .family(family.number(), 0).u8(PROTOCOL, VERSION);
    }

    private static void pair(NetlinkWriter writer, Family family, int protocol, long clientHigh, long clientLow,
                             long serverHigh, long serverLow, int serverPort) {
        address(writer, family, IP, clientHigh, clientLow);
        writer.u16(PORT | ORDER, serverPort).u8(PROTO, protocol);
        address(writer, family, IP2, serverHigh, serverLow);
    }

    private static void address(NetlinkWriter writer, Family family, int type, long high, long low) {
        writer.nest(type);
        if (family == Family.V4) {
            writer.u32(IPADDR_V4 | ORDER, (int) low);
        } else {
            writer.u128(IPADDR_V6 | ORDER, high, low);
        }
        writer.end();
    }
}
