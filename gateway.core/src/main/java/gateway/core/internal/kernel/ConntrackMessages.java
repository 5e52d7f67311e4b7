package gateway.core.internal.kernel;

import gateway.core.internal.netlink.NetlinkReader;
import gateway.core.internal.netlink.NetlinkWriter;

/** Requests to ctnetlink and what it says (linux/netfilter/nfnetlink_conntrack.h). Allocates nothing. */
final class ConntrackMessages {
    /** The multicast group of connections that ended (NFNLGRP_CONNTRACK_DESTROY). */
    static final int DESTROY_GROUP = 3;
    /** The type of a message about a connection that ended, or has to. */
    static final int DELETED = 0x102;

    private static final int SET = 0x100;
    private static final int GET = 0x101;
    private static final int GET_STATISTICS = 0x105;
    private static final int STATISTICS_ENTRIES = 1;
    private static final int STATISTICS_MAX_ENTRIES = 2;

    private static final int TUPLE_ORIGINAL = 1;
    private static final int TUPLE_REPLY = 2;
    private static final int PROTOCOL_INFO = 4;
    private static final int PROTOCOL_INFO_TCP = 1;
    private static final int TCP_STATE = 1;
    /** TIME_WAIT and CLOSE: the last states of a TCP connection, in which conntrack keeps it for two minutes. */
    private static final int FIRST_LAST_STATE = 7;
    private static final int TIMEOUT = 7;
    private static final int MARK = 8;
    private static final int COUNTERS_ORIGINAL = 9;
    private static final int COUNTERS_REPLY = 10;
    private static final int ZONE = 18;
    private static final int MARK_MASK = 21;

    private static final int TUPLE_IP = 1;
    private static final int TUPLE_PROTO = 2;
    private static final int IP_V4_SOURCE = 1;
    private static final int IP_V4_DESTINATION = 2;
    private static final int IP_V6_SOURCE = 3;
    private static final int IP_V6_DESTINATION = 4;
    private static final int PROTO_NUMBER = 1;
    private static final int PROTO_SOURCE_PORT = 2;
    private static final int PROTO_DESTINATION_PORT = 3;
    private static final int COUNTER_PACKETS = 1;
    private static final int COUNTER_BYTES = 2;
    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;
    private static final int ANY_FAMILY = 0;

    private ConntrackMessages() {
    }

    /** Asks for all connections, of both families, whose mark under {@code mask} is {@code bits}. */
    static void dump(NetlinkWriter writer, int bits, int mask) {
        writer.clear().message(GET, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_DUMP).family(ANY_FAMILY, 0);
        if (mask != 0) {
            writer.u32(MARK, bits).u32(MARK_MASK, mask);
        }
        writer.end();
    }

    /** Asks how full the table is. */
    static void level(NetlinkWriter writer) {
        writer.clear().message(GET_STATISTICS, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK)
            .family(ANY_FAMILY, 0).end();
    }

    /** What the kernel says to {@link #level}. */
    static ConntrackLevel level(NetlinkReader answer) {
        int entries = 0;
        int maximum = 0;
        answer.attributes(NetlinkReader.NFGENMSG);
        while (answer.nextAttribute()) {
            switch (answer.attribute()) {
                case STATISTICS_ENTRIES -> entries = answer.u32();
                case STATISTICS_MAX_ENTRIES -> maximum = answer.u32();
                default -> { }
            }
        }
        return new ConntrackLevel(entries, maximum);
    }

    /**
     * Opens a message that changes the mark of a connection, of which this is either tuple; {@code bits} lie under
     * {@code mask}. Zone 0 is where connections are unless the administrator has made zones.
     */
    static void setMark(NetlinkWriter writer, int protocol, long sourceHigh, long sourceLow, int sourcePort,
                        long destinationHigh, long destinationLow, int destinationPort, int zone, int bits, int mask) {
        original(writer, SET, protocol, sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow,
            destinationPort);
        if (zone != 0) {
            writer.u16(ZONE, zone);
        }
        writer.u32(MARK, bits).u32(MARK_MASK, mask).end();
    }

    /** Writes a message that deletes a connection in zone 0, of which this is the original tuple. */
    static void delete(NetlinkWriter writer, int protocol, long sourceHigh, long sourceLow, int sourcePort,
                       long destinationHigh, long destinationLow, int destinationPort) {
        original(writer, DELETED, protocol, sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow,
            destinationPort);
        writer.end();
    }

    private static void original(NetlinkWriter writer, int type, int protocol, long sourceHigh, long sourceLow,
                                 int sourcePort, long destinationHigh, long destinationLow, int destinationPort) {
        Family family = Family.of(sourceHigh, sourceLow);
        writer.message(type, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK).family(family.number(), 0)
            .nest(TUPLE_ORIGINAL).nest(TUPLE_IP);
        if (family == Family.V4) {
            writer.u32(IP_V4_SOURCE, (int) sourceLow).u32(IP_V4_DESTINATION, (int) destinationLow);
        } else {
            writer.u128(IP_V6_SOURCE, sourceHigh, sourceLow).u128(IP_V6_DESTINATION, destinationHigh, destinationLow);
        }
        writer.end().nest(TUPLE_PROTO).u8(PROTO_NUMBER, protocol).u16(PROTO_SOURCE_PORT, sourcePort)
            .u16(PROTO_DESTINATION_PORT, destinationPort).end().end();
    }

    /** Reads a message about a connection. */
    static void read(NetlinkReader message, Connection into) {
        into.clear();
        message.attributes(NetlinkReader.NFGENMSG);
        while (message.nextAttribute()) {
            switch (message.attribute()) {
                case TUPLE_ORIGINAL -> readTuple(message, into, true);
                case TUPLE_REPLY -> readTuple(message, into, false);
                case PROTOCOL_INFO -> readState(message, into);
                case TIMEOUT -> into.timeoutSeconds = message.u32();
                case MARK -> into.mark = message.u32();
                case COUNTERS_ORIGINAL -> readCounters(message, into, true);
                case COUNTERS_REPLY -> readCounters(message, into, false);
                case ZONE -> into.zone = message.u16();
                default -> { }
            }
        }
    }

    private static void readState(NetlinkReader message, Connection into) {
        message.enter();
        while (message.nextAttribute()) {
            if (message.attribute() == PROTOCOL_INFO_TCP) {
                message.enter();
                while (message.nextAttribute()) {
                    into.closed |= message.attribute() == TCP_STATE && message.u8() >= FIRST_LAST_STATE;
                }
                message.leave();
            }
        }
        message.leave();
    }

    private static void readTuple(NetlinkReader message, Connection into, boolean original) {
        message.enter();
        while (message.nextAttribute()) {
            switch (message.attribute()) {
                case TUPLE_IP -> readAddresses(message, into, original);
                case TUPLE_PROTO -> readProtocol(message, into, original);
                default -> { }
            }
        }
        message.leave();
    }

    private static void readAddresses(NetlinkReader message, Connection into, boolean original) {
        message.enter();
        while (message.nextAttribute()) {
            switch (message.attribute()) {
                case IP_V4_SOURCE -> setSource(into, original, 0, V4_PREFIX | message.u32() & 0xffff_ffffL);
                case IP_V6_SOURCE -> setSource(into, original, message.u64(0), message.u64(8));
                case IP_V4_DESTINATION -> setDestination(into, original, 0, V4_PREFIX | message.u32() & 0xffff_ffffL);
                case IP_V6_DESTINATION -> setDestination(into, original, message.u64(0), message.u64(8));
                default -> { }
            }
        }
        message.leave();
    }

    /** The source of replies is where the first direction goes, see {@link Connection}. */
    private static void setSource(Connection into, boolean original, long high, long low) {
        if (original) {
            into.sourceHigh = high;
            into.sourceLow = low;
        } else {
            into.destinationHigh = high;
            into.destinationLow = low;
        }
    }

    private static void setDestination(Connection into, boolean original, long high, long low) {
        if (original) {
            into.originalHigh = high;
            into.originalLow = low;
        }
    }

    private static void readProtocol(NetlinkReader message, Connection into, boolean original) {
        message.enter();
        while (message.nextAttribute()) {
            switch (message.attribute()) {
                case PROTO_NUMBER -> into.protocol = message.u8();
                case PROTO_SOURCE_PORT -> {
                    if (original) {
                        into.sourcePort = message.u16();
                    } else {
                        into.destinationPort = message.u16();
                    }
                }
                case PROTO_DESTINATION_PORT ->
                    into.originalPort = original ? message.u16() : into.originalPort;
                default -> { }
            }
        }
        message.leave();
    }

    private static void readCounters(NetlinkReader message, Connection into, boolean forth) {
        long packets = 0;
        long bytes = 0;
        message.enter();
        while (message.nextAttribute()) {
            switch (message.attribute()) {
                case COUNTER_PACKETS -> packets = message.u64();
                case COUNTER_BYTES -> bytes = message.u64();
                default -> { }
            }
        }
        message.leave();
        if (forth) {
            into.packetsForth = packets;
            into.bytesForth = bytes;
        } else {
            into.packetsBack = packets;
            into.bytesBack = bytes;
        }
    }
}
