package gateway.core.internal.tap;

import gateway.core.internal.netlink.Descriptor;
import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.SharedMemory;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A packet socket with a ring of frames that the kernel fills (packet(7), TPACKET_V2). Each frame is ours as soon as
 * its packet is there, before that reaches its receiver; rings of blocks (TPACKET_V3) take less memory for small
 * packets but show them milliseconds later. A packet that finds no free frame is not seen.
 *
 * <p>{@link #poll} belongs to one thread, which also has to have ended before {@link #close}.
 */
final class TapRing implements AutoCloseable {
    private static final VarHandle STATUS =
        MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int PAGE = 4096;
    /** Room for the largest packet that the kernel merges, and for what stands in front of it. */
    private static final int FRAME = 17 * PAGE;

    private static final int SOL_PACKET = 263;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_VERSION = 10;
    private static final int TPACKET_V2 = 1;
    private static final int ETH_P_ALL = 3;
    /** A socket cannot be unbound. This type is for experiments, and nobody's (IEEE 802, clause 9.2.4). */
    private static final int NOTHING = 0x88b5;
    private static final int SOCKADDR_LL = 20;

    /** Places in struct tpacket2_hdr. */
    private static final int LENGTH = 4;
    private static final int CAPTURED = 8;
    private static final int NETWORK = 14;
    private static final int KERNELS = 0;
    private static final int OURS = 1;
    private static final int CHECKSUM_NOT_READY = 8;

    private final Descriptor socket;
    private final SharedMemory memory;
    private final ByteBuffer host;
    private final int frames;
    private final RawPacket packet = new RawPacket();
    private int next;

    private TapRing(Descriptor socket, int frames) throws NetlinkException {
        this.socket = socket;
        this.frames = frames;
        this.memory = new SharedMemory("mapping the tap's ring", socket, frames * FRAME);
        this.host = memory.nativeOrder();
        this.packet.bytes = memory.networkOrder();
        this.packet.lane = RawPacket.Lane.READ;
    }

    /**
     * A ring in the namespace that the thread is in, which hears nothing until {@link #listen}.
     *
     * @param bytes about so much memory, of the kernel's
     * @param mark of the packets that it hears of, as they leave
     */
    static TapRing open(long bytes, int mark, int mask) throws NetlinkException {
        // Protocol 0: nothing comes before it is bound.
        Descriptor socket = Descriptor.socket("opening a tap", Linux.AF_PACKET, Linux.SOCK_DGRAM, 0);
        try {
            socket.setOption("choosing the tap's ring", SOL_PACKET, PACKET_VERSION, TPACKET_V2);
            TapFilter.attach(socket, mark, mask);
            int frames = (int) Math.max(2, Math.min(Integer.MAX_VALUE, bytes) / FRAME);
            makeRing(socket, frames);
            return new TapRing(socket, frames);
        } catch (NetlinkException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    /** With struct tpacket_req: a block for each frame. */
    private static void makeRing(Descriptor socket, int frames) throws NetlinkException {
        DirectMemory request = new DirectMemory(4 * Integer.BYTES);
        request.nativeOrder().putInt(0, FRAME).putInt(4, frames).putInt(8, FRAME).putInt(12, frames);
        if (Linux.libc().setsockopt(socket.number(), SOL_PACKET, PACKET_RX_RING, request.address(),
            request.size()) < 0) {
            throw new NetlinkException("making the tap's ring", Linux.errno());
        }
        java.lang.ref.Reference.reachabilityFence(request);
    }

    /** Whether packets come from now on; any thread. While they do, every packet of this host costs a look. */
    void listen(boolean wanted) throws NetlinkException {
        DirectMemory address = new DirectMemory(SOCKADDR_LL);
        address.nativeOrder().putShort(0, (short) Linux.AF_PACKET);
        address.networkOrder().putShort(2, (short) (wanted ? ETH_P_ALL : NOTHING));
        if (Linux.libc().bind(socket.number(), address.address(), SOCKADDR_LL) < 0) {
            throw new NetlinkException("listening at the tap", Linux.errno());
        }
        java.lang.ref.Reference.reachabilityFence(address);
    }

    /** How many packets it holds. */
    int frames() {
        return frames;
    }

    /** Hands over what is there, at most a ring full. */
    int poll(PacketHandler handler) {
        int seen = 0;
        while (seen < frames) {
            int frame = next * FRAME;
            int status = (int) STATUS.getAcquire(host, frame);
            if ((status & OURS) == 0) {
                break;
            }
            try {
                handOver(handler, frame, status);
            } finally {
                STATUS.setRelease(host, frame, KERNELS);
                next = next + 1 == frames ? 0 : next + 1;
            }
            seen++;
        }
        return seen;
    }

    private void handOver(PacketHandler handler, int frame, int status) {
        packet.reset();
        packet.offset = frame + (host.getShort(frame + NETWORK) & 0xffff);
        packet.captured = host.getInt(frame + CAPTURED);
        packet.length = host.getInt(frame + LENGTH);
        packet.checksumComplete = (status & CHECKSUM_NOT_READY) == 0;
        handler.onTapped(packet);
    }

    @Override
    public void close() {
        memory.close();
        socket.close();
    }
}
