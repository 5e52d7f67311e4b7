package gateway.core.internal.packet;

import gateway.core.internal.source.RawPacket;
import java.nio.ByteBuffer;

/**
 * The headers of one packet, decoded in place (RFC 791, 8200, 9293, 768). One object a worker, filled anew for every
 * packet; addresses are in the form of {@link gateway.api.packet.IpAddress}. Fields, not accessors: this is read on
 * every packet.
 */
public final class Packet {
    /** TCP header flags. */
    public static final int FIN = 1;
    /** Synchronise. */
    public static final int SYN = 2;
    /** Reset. */
    public static final int RST = 4;
    /** Acknowledgement is valid. */
    public static final int ACK = 16;
    /** The urgent pointer is valid. */
    public static final int URG = 32;

    /** What decoding came to. */
    public enum Kind {
        /** Everything below is filled in. */
        FLOW,
        /** A later fragment: no ports; passes. */
        FRAGMENT,
        /** Neither TCP nor UDP; passes. */
        OTHER,
        /** Lengths that cannot be. */
        MALFORMED
    }

    /** Source address. */
    public long sourceHigh;
    /** Source address. */
    public long sourceLow;
    /** Destination address. */
    public long destinationHigh;
    /** Destination address. */
    public long destinationLow;
    /** 6 or 17. */
    public int protocol;
    /** Source port. */
    public int sourcePort;
    /** Destination port. */
    public int destinationPort;
    /** TCP sequence number of the first byte (of SYN, where it is set). */
    public int sequence;
    /** TCP acknowledgement number. */
    public int acknowledgement;
    /** TCP flags; 0 for UDP. */
    public int flags;
    /** TCP window as the header has it, not scaled; 0 for UDP. */
    public int window;
    /** The buffer the packet lies in. */
    public ByteBuffer bytes;
    /** Absolute index of the TCP or UDP header. */
    public int transportOffset;
    /** Absolute index of the first byte of payload. */
    public int payloadOffset;
    /** Bytes of payload on the wire. */
    public int payloadLength;
    /** Bytes of payload that are there; fewer where the copy was short. */
    public int payloadCaptured;

    /** IPv6 extension headers walked before giving up. */
    private static final int MAX_EXTENSIONS = 8;
    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;

    private int end;
    private int wireEnd;

    /** Fills this object from a raw packet. Never throws, whatever the bytes. */
    public Kind decode(RawPacket raw) {
        bytes = raw.bytes;
        end = raw.offset + raw.captured;
        if (raw.captured < 20) {
            return Kind.MALFORMED;
        }
        int version = bytes.get(raw.offset) >>> 4 & 0xf;
        return version == 4 ? decodeV4(raw) : version == 6 && raw.captured >= 40 ? decodeV6(raw) : Kind.MALFORMED;
    }

    /** Whether a TCP flag is set. */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private Kind decodeV4(RawPacket raw) {
        int at = raw.offset;
        int header = (bytes.get(at) & 0xf) * 4;
        // Segmentation offload leaves a total length of 0 on packets beyond 64 KB.
        int total = bytes.getShort(at + 2) & 0xffff;
        wireEnd = at + (total == 0 ? raw.length : Math.min(total, raw.length));
        if (header < 20 || header > raw.captured || wireEnd < at + header) {
            return Kind.MALFORMED;
        }
        protocol = bytes.get(at + 9) & 0xff;
        sourceHigh = 0;
        sourceLow = V4_PREFIX | bytes.getInt(at + 12) & 0xffff_ffffL;
        destinationHigh = 0;
        destinationLow = V4_PREFIX | bytes.getInt(at + 16) & 0xffff_ffffL;
        if ((bytes.getShort(at + 6) & 0x1fff) != 0) {
            return Kind.FRAGMENT;
        }
        return transport(at + header);
    }

    private Kind decodeV6(RawPacket raw) {
        int at = raw.offset;
        int payload = bytes.getShort(at + 4) & 0xffff;
        wireEnd = at + (payload == 0 ? raw.length : Math.min(40 + payload, raw.length));
        sourceHigh = bytes.getLong(at + 8);
        sourceLow = bytes.getLong(at + 16);
        destinationHigh = bytes.getLong(at + 24);
        destinationLow = bytes.getLong(at + 32);
        int next = bytes.get(at + 6) & 0xff;
        int position = at + 40;
        for (int i = 0; i < MAX_EXTENSIONS; i++) {
            if (next == 44) {
                if (position + 8 > end) {
                    return Kind.MALFORMED;
                }
                if ((bytes.getShort(position + 2) & 0xfff8) != 0) {
                    return Kind.FRAGMENT;
                }
                next = bytes.get(position) & 0xff;
                position += 8;
            } else if (next == 0 || next == 43 || next == 60) {
                if (position + 8 > end) {
                    return Kind.MALFORMED;
                }
                next = bytes.get(position) & 0xff;
                position += 8 + 8 * (bytes.get(position + 1) & 0xff);
            } else {
                protocol = next;
                return transport(position);
            }
        }
        return Kind.MALFORMED;
    }

    private Kind transport(int at) {
        transportOffset = at;
        if (protocol == 6) {
            return tcp(at);
        }
        if (protocol == 17) {
            return udp(at);
        }
        return Kind.OTHER;
    }

    private Kind tcp(int at) {
        if (at + 20 > end) {
            return Kind.MALFORMED;
        }
        int header = (bytes.get(at + 12) >>> 4 & 0xf) * 4;
        if (header < 20 || at + header > wireEnd) {
            return Kind.MALFORMED;
        }
        ports(at);
        sequence = bytes.getInt(at + 4);
        acknowledgement = bytes.getInt(at + 8);
        flags = bytes.get(at + 13) & 0x3f;
        window = bytes.getShort(at + 14) & 0xffff;
        return payload(at + header);
    }

    private Kind udp(int at) {
        if (at + 8 > end || at + 8 > wireEnd) {
            return Kind.MALFORMED;
        }
        // 0 stands for datagrams too long for the field (RFC 2675); what lies behind the datagram is not its payload.
        int stated = bytes.getShort(at + 4) & 0xffff;
        if (stated != 0) {
            if (stated < 8) {
                return Kind.MALFORMED;
            }
            wireEnd = Math.min(wireEnd, at + stated);
        }
        ports(at);
        flags = 0;
        window = 0;
        return payload(at + 8);
    }

    private void ports(int at) {
        sourcePort = bytes.getShort(at) & 0xffff;
        destinationPort = bytes.getShort(at + 2) & 0xffff;
    }

    private Kind payload(int at) {
        // A copy may end within the TCP options: there is nothing then, and it is not beyond the copy.
        payloadOffset = Math.min(at, end);
        payloadLength = wireEnd - at;
        payloadCaptured = Math.max(0, Math.min(end, wireEnd) - at);
        return Kind.FLOW;
    }
}
