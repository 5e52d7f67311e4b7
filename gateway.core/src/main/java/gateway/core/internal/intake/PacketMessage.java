package gateway.core.internal.intake;

import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.NetlinkReader;
import gateway.core.internal.source.RawPacket;

/**
 * Reads the message in which the kernel hands over one packet (NFQNL_MSG_PACKET, linux/netfilter/nfnetlink_queue.h),
 * where it lies. Owned by one worker.
 */
final class PacketMessage {
    private static final int MSG_PACKET = 0x0300;
    private static final int PACKET_HDR = 1;
    private static final int MARK = 3;
    private static final int IFINDEX_INDEV = 4;
    private static final int PAYLOAD = 10;
    private static final int CAP_LEN = 13;
    private static final int SKB_INFO = 14;
    private static final int CHECKSUM_NOT_READY = 1;
    private static final int IS_GSO = 2;

    private final int readQueue;
    private final NetlinkReader reader;
    private final RawPacket packet = new RawPacket();

    PacketMessage(DirectMemory memory, int readQueue) {
        this.readQueue = readQueue;
        this.reader = new NetlinkReader(memory);
        this.packet.bytes = memory.networkOrder();
    }

    /** The packet that was read last; the same object every time. */
    RawPacket packet() {
        return packet;
    }

    /**
     * Reads the message there.
     *
     * @return false where it is none that hands over a packet: an error about a verdict that came too late
     */
    boolean read(int offset, int length) {
        reader.aim(offset, length);
        if (!reader.nextMessage() || reader.type() != MSG_PACKET) {
            return false;
        }
        begin();
        boolean hasId = false;
        reader.attributes(NetlinkReader.NFGENMSG);
        while (reader.nextAttribute()) {
            switch (reader.attribute()) {
                case PACKET_HDR -> {
                    packet.id = reader.u32();
                    hasId = true;
                }
                case MARK -> packet.mark = reader.u32();
                case IFINDEX_INDEV -> packet.inInterface = reader.u32();
                case SKB_INFO -> info(reader.u32());
                case CAP_LEN -> packet.length = reader.u32();
                case PAYLOAD -> payload();
                default -> { }
            }
        }
        packet.length = Math.max(packet.length, packet.captured);
        return hasId;
    }

    private void begin() {
        packet.reset();
        packet.queue = reader.resource();
        packet.lane = packet.queue == readQueue ? RawPacket.Lane.READ : RawPacket.Lane.CLASSIFY;
        packet.offset = 0;
        packet.captured = 0;
        packet.length = 0;
        packet.mark = 0;
        packet.inInterface = 0;
        packet.merged = false;
        packet.checksumComplete = true;
    }

    private void info(int bits) {
        packet.merged = (bits & IS_GSO) != 0;
        packet.checksumComplete = (bits & (CHECKSUM_NOT_READY | IS_GSO)) == 0;
    }

    private void payload() {
        packet.offset = reader.offset();
        packet.captured = reader.length();
    }
}
