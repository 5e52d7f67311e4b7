package gateway.core.internal.source;

import java.nio.ByteBuffer;

/** What an Ethernet type says follows: IP, or one of the wrappings that can stand before it. Stateless. */
final class EtherType {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int VLAN = 0x8100;
    private static final int PROVIDER_VLAN = 0x88a8;
    private static final int OLD_PROVIDER_VLAN = 0x9100;
    private static final int MPLS = 0x8847;
    private static final int MPLS_UPSTREAM = 0x8848;
    private static final int PPPOE_SESSION = 0x8864;
    /** Smaller numbers are lengths (IEEE 802.3) and LLC follows. */
    private static final int FIRST_TYPE = 0x0600;
    /** Tags and labels before one packet; nobody stacks more. */
    private static final int MAX_STACK = 8;

    private EtherType() {
    }

    /**
     * Index of the IP header, or {@link LinkLayer#NOT_IP}.
     *
     * @param typeAt where the type stands
     * @param at where what it announces begins
     * @param end the end of the frame
     */
    static int ipHeader(ByteBuffer bytes, int typeAt, int at, int end) {
        int typeIndex = typeAt;
        int payload = at;
        for (int depth = 0; depth < MAX_STACK && payload <= end; depth++) {
            int type = bytes.getShort(typeIndex) & 0xffff;
            switch (type) {
                case IPV4, IPV6 -> {
                    return LinkLayer.ip(bytes, payload, end);
                }
                case VLAN, PROVIDER_VLAN, OLD_PROVIDER_VLAN -> {
                    typeIndex = payload + 2;
                    payload += 4;
                }
                case MPLS, MPLS_UPSTREAM -> {
                    return mpls(bytes, payload, end);
                }
                case PPPOE_SESSION -> {
                    return LinkLayer.pppoe(bytes, payload, end);
                }
                default -> {
                    if (type >= FIRST_TYPE || !isSnap(bytes, payload, end)) {
                        return LinkLayer.NOT_IP;
                    }
                    typeIndex = payload + 6;
                    payload += 8;
                }
            }
        }
        return LinkLayer.NOT_IP;
    }

    /** Labels of four bytes up to the one with the bottom-of-stack bit; IP by its version (RFC 3032). */
    private static int mpls(ByteBuffer bytes, int at, int end) {
        int label = at;
        for (int depth = 0; depth < MAX_STACK && end - label >= 4; depth++) {
            boolean bottom = (bytes.get(label + 2) & 1) != 0;
            label += 4;
            if (bottom) {
                return LinkLayer.ip(bytes, label, end);
            }
        }
        return LinkLayer.NOT_IP;
    }

    /** An LLC header that announces an Ethernet type after all (RFC 1042). */
    private static boolean isSnap(ByteBuffer bytes, int at, int end) {
        return end - at >= 8 && bytes.getInt(at) == 0xaaaa0300 && bytes.getShort(at + 4) == 0;
    }
}
