package gateway.core.internal.reset;

import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.Netns;

/**
 * Sends TCP resets (RFC 9293, 3.5.2) in the name of others. A receiver takes a reset as such only with the sequence
 * number that it expects next (RFC 5961, 3.2): computing it is the caller's part. One thread; allocates nothing.
 *
 * <pre>{@code
 * resets.from(serverHigh, serverLow, 6881).to(clientHigh, clientLow, 40000).send(nextFromServer);
 * resets.from(clientHigh, clientLow, 40000).to(serverHigh, serverLow, 6881).send(nextFromClient);
 * }</pre>
 *
 * <p>Addresses are the two halves of {@link gateway.api.packet.IpAddress}. What is sent passes OUTPUT and POSTROUTING
 * of the namespace, and there the address translation of the connection that it belongs to.
 */
public final class ResetSender implements AutoCloseable {
    private static final int RST = 0x04;
    private static final int ACK = 0x10;

    private final RawTcp v4;
    private final RawTcp v6;
    private RawTcp family;

    private ResetSender(RawTcp v4, RawTcp v6) {
        this.v4 = v4;
        this.v6 = v6;
        this.family = v4;
    }

    /**
     * @param netns where the gateway forwards
     * @throws NetlinkException where raw sockets are not allowed (CAP_NET_RAW)
     */
    public static ResetSender open(Netns netns) throws NetlinkException {
        try {
            return netns.call(ResetSender::open);
        } catch (NetlinkException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ResetSender open() throws NetlinkException {
        RawTcp v4 = RawTcp.v4();
        try {
            return new ResetSender(v4, RawTcp.v6());
        } catch (NetlinkException failure) {
            if (failure.errno() == Linux.EAFNOSUPPORT) {
                return new ResetSender(v4, null);
            }
            v4.close();
            throw failure;
        }
    }

    /** Whose name is used. Has to come before {@link #to}, which takes an address of the same family. */
    public ResetSender from(long high, long low, int port) {
        family = high == 0 && low >>> 32 == 0xffff ? v4 : v6;
        if (family != null) {
            family.source(high, low, port);
        }
        return this;
    }

    /** Who is told. */
    public ResetSender to(long high, long low, int port) {
        if (family != null) {
            family.target(high, low, port);
        }
        return this;
    }

    /**
     * Sends a reset without an acknowledgement: to a connection that exists.
     *
     * @return false where it could not be sent, for want of a route, of memory, or of IPv6
     */
    public boolean send(int sequence) {
        return family != null && family.send(sequence, 0, RST);
    }

    /** Sends a reset that acknowledges everything before {@code acknowledged}: in answer to a first SYN. */
    public boolean send(int sequence, int acknowledged) {
        return family != null && family.send(sequence, acknowledged, RST | ACK);
    }

    @Override
    public void close() {
        v4.close();
        if (v6 != null) {
            v6.close();
        }
    }
}
