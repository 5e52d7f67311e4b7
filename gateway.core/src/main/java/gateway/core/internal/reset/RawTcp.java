package gateway.core.internal.reset;

import gateway.core.internal.netlink.Descriptor;
import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import java.nio.ByteBuffer;

/**
 * A raw socket of one family, and one TCP header without payload that is sent through it again and again with other
 * numbers. IPPROTO_RAW means that we write the IP header ourselves, in both families (raw(7), ipv6(7)); the kernel
 * adds the checksum and the identification of the IPv4 header. sendmsg, since sendto has an argument too many (see
 * {@link gateway.core.internal.netlink.Libc}).
 */
final class RawTcp implements AutoCloseable {
    private static final int IPPROTO_RAW = 255;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_HEADER = 20;
    private static final int HOPS = 64;

    /** Where struct msghdr, iovec, sockaddr and the packet lie in the memory; 64-bit Linux. */
    private static final int MSG_NAME = 0;
    private static final int MSG_NAMELEN = 8;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int IOVEC = 56;
    private static final int ADDRESS = 72;
    private static final int PACKET = 104;

    private final Descriptor socket;
    private final boolean isV4;
    private final int tcp;
    private final DirectMemory memory;
    private final ByteBuffer net;
    private long sourceSum;
    private long targetSum;

    private RawTcp(Descriptor socket, boolean isV4) {
        int ipHeader = isV4 ? 20 : 40;
        this.socket = socket;
        this.isV4 = isV4;
        this.tcp = PACKET + ipHeader;
        this.memory = new DirectMemory(tcp + TCP_HEADER);
        this.net = memory.networkOrder();
        writeStructures(ipHeader + TCP_HEADER);
        if (isV4) {
            net.putShort(PACKET, (short) 0x4500).putShort(PACKET + 2, (short) (ipHeader + TCP_HEADER));
            net.putShort(PACKET + 6, (short) 0x4000).put(PACKET + 8, (byte) HOPS).put(PACKET + 9, (byte) IPPROTO_TCP);
        } else {
            net.putInt(PACKET, 6 << 28).putShort(PACKET + 4, (short) TCP_HEADER);
            net.put(PACKET + 6, (byte) IPPROTO_TCP).put(PACKET + 7, (byte) HOPS);
        }
        net.put(tcp + 12, (byte) (TCP_HEADER / 4 << 4));
    }

    static RawTcp v4() throws NetlinkException {
        return new RawTcp(socket("IPv4", Linux.AF_INET), true);
    }

    static RawTcp v6() throws NetlinkException {
        return new RawTcp(socket("IPv6", Linux.AF_INET6), false);
    }

    private static Descriptor socket(String name, int family) throws NetlinkException {
        return Descriptor.socket("opening a raw " + name + " socket", family, Linux.SOCK_RAW, IPPROTO_RAW);
    }

    private void writeStructures(int packetLength) {
        ByteBuffer host = memory.nativeOrder();
        host.putLong(MSG_NAME, memory.address() + ADDRESS).putInt(MSG_NAMELEN, isV4 ? 16 : 28);
        host.putLong(MSG_IOV, memory.address() + IOVEC).putLong(MSG_IOVLEN, 1);
        host.putLong(IOVEC, memory.address() + PACKET).putLong(IOVEC + 8, packetLength);
        host.putShort(ADDRESS, (short) (isV4 ? Linux.AF_INET : Linux.AF_INET6));
    }

    void source(long high, long low, int port) {
        if (isV4) {
            net.putInt(PACKET + 12, (int) low);
        } else {
            net.putLong(PACKET + 8, high).putLong(PACKET + 16, low);
        }
        net.putShort(tcp, (short) port);
        sourceSum = sum(high, low);
    }

    void target(long high, long low, int port) {
        if (isV4) {
            net.putInt(PACKET + 16, (int) low);
            net.putInt(ADDRESS + 4, (int) low);
        } else {
            net.putLong(PACKET + 24, high).putLong(PACKET + 32, low);
            net.putLong(ADDRESS + 8, high).putLong(ADDRESS + 16, low);
        }
        net.putShort(tcp + 2, (short) port);
        targetSum = sum(high, low);
    }

    boolean send(int sequence, int acknowledged, int flags) {
        net.putInt(tcp + 4, sequence);
        net.putInt(tcp + 8, acknowledged);
        net.put(tcp + 13, (byte) flags);
        net.putShort(tcp + 16, (short) 0);
        net.putShort(tcp + 16, checksum());
        return Linux.libc().sendmsg(socket.number(), memory.address(), Linux.MSG_DONTWAIT) >= 0;
    }

    /** The checksum over header and pseudo-header (RFC 9293, 3.1; RFC 8200, 8.1). */
    private short checksum() {
        long sum = sourceSum + targetSum + IPPROTO_TCP + TCP_HEADER;
        for (int at = tcp; at < tcp + TCP_HEADER; at += 2) {
            sum += net.getShort(at) & 0xffff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    private long sum(long high, long low) {
        return isV4 ? words(low & 0xffff_ffffL) : words(high) + words(low);
    }

    private static long words(long bits) {
        return (bits >>> 48) + (bits >>> 32 & 0xffff) + (bits >>> 16 & 0xffff) + (bits & 0xffff);
    }

    @Override
    public void close() {
        socket.close();
    }
}
