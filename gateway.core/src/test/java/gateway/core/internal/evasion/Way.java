package gateway.core.internal.evasion;

import gateway.api.packet.IpAddress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.hold.Settlement;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One connection's way through the gateway's kernel, with its lanes, marks and Q2, and through routers behind it. */
final class Way implements Settlement, Enforcement {
    /** Routers between the gateway and the server. */
    static final int HOPS = 3;
    private static final int COPY_RANGE = 2048;
    private static final int TIME_TO_LIVE = 8;

    private final int generation;
    private final Consumer<byte[]> server;
    private final IpAddress serverAddress;
    private final Map<Integer, RawPacket> held = new HashMap<>();
    private PacketHandler gateway;
    private int mark;
    private int ids;

    Way(int generation, IpAddress serverAddress, Consumer<byte[]> server) {
        this.generation = generation;
        this.serverAddress = serverAddress;
        this.server = server;
    }

    void through(PacketHandler pipeline) {
        gateway = pipeline;
    }

    /** Whether the kernel drops the connection alone. */
    boolean refused() {
        return mark == Marks.bits(Marks.DROP, generation);
    }

    /** Whether the kernel passes the connection alone. */
    boolean passedOver() {
        return mark == Marks.bits(Marks.ACCEPT, generation);
    }

    /** How many packets wait. */
    int waiting() {
        return held.size();
    }

    /** A packet comes to the gateway's host. */
    void send(byte[] packet) {
        if (passedOver()) {
            arrive(packet);
        } else if (!refused()) {
            queue(packet, mark == Marks.bits(Marks.READ, generation) ? Lane.READ : Lane.CLASSIFY);
        }
    }

    private void queue(byte[] packet, Lane lane) {
        RawPacket raw = CraftedPacket.rawOf(packet);
        raw.lane = lane;
        raw.captured = lane == Lane.READ ? raw.length : Math.min(COPY_RANGE, raw.length);
        raw.checksumComplete = true;
        raw.id = ++ids;
        gateway.onPacket(raw);
        switch (raw.verdict) {
            case HOLD -> held.put(raw.id, raw);
            case READ -> queue(packet, Lane.READ);
            case REPEAT -> mark = raw.newMark & Marks.MASK;
            case ACCEPT -> goOn(raw, raw.setMark ? raw.newMark : 0);
            default -> { }
        }
    }

    private void goOn(RawPacket raw, int newMark) {
        mark = newMark == 0 ? mark : newMark & Marks.MASK;
        byte[] packet = new byte[raw.length];
        raw.bytes.get(raw.offset, packet);
        arrive(packet);
    }

    private void arrive(byte[] packet) {
        boolean toServer = Arrays.equals(Arrays.copyOfRange(packet, 16, 20), serverAddress.bytes());
        if (toServer && (packet[TIME_TO_LIVE] & 0xff) > HOPS) {
            server.accept(packet);
        }
    }

    @Override
    public void settle(int queue, int id, Verdict verdict) {
        settle(queue, id, verdict, 0);
    }

    @Override
    public void settle(int queue, int id, Verdict verdict, int newMark) {
        RawPacket raw = held.remove(id);
        if (verdict == Verdict.ACCEPT) {
            goOn(raw, newMark);
        }
    }

    @Override
    public void settle(RawPacket changed) {
        held.remove(changed.id);
        goOn(changed, changed.setMark ? changed.newMark : 0);
    }

    @Override
    public void reset(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort, int sequence,
                      int acknowledgement, boolean acknowledges) {
        CraftedPacket reset = CraftedPacket.tcp().from(new IpAddress(fromHigh, fromLow).toString(), fromPort)
            .to(new IpAddress(toHigh, toLow).toString(), toPort).seq(sequence).ack(acknowledgement)
            .flags(Packet.RST | (acknowledges ? Packet.ACK : 0));
        arrive(Wire.bytesOf(reset));
    }

    @Override
    public void keepOut(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol,
                        int destinationPort, int seconds) {
    }
}
