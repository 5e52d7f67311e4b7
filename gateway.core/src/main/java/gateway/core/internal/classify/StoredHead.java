package gateway.core.internal.classify;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import java.nio.ByteBuffer;

/**
 * The first packets with payload of one flow, kept until classification ends. Each direction has its half of the
 * memory, so that the bytes of a TCP direction lie together whatever the packets' borders.
 */
final class StoredHead {
    static final int HALF = 4096;
    static final int BYTES = 2 * HALF;

    private final ByteBuffer memory;
    private final ByteView view = new ByteView();
    private final short[] start = new short[Head.MAX_PACKETS];
    private final short[] stored = new short[Head.MAX_PACKETS];
    private final int[] length = new int[Head.MAX_PACKETS];
    private int toClientBits;
    private int gapBits;
    private int packets;
    private int usedToServer;
    private int usedToClient;

    StoredHead(ByteBuffer memory) {
        this.memory = memory;
    }

    void clear() {
        packets = 0;
        usedToServer = 0;
        usedToClient = 0;
        toClientBits = 0;
        gapBits = 0;
    }

    /**
     * Adds a packet with payload.
     *
     * @param payload the new bytes that are there
     * @param wireLength how many new bytes it had on the wire
     * @param gapBefore whether bytes are missing before it
     */
    void add(Direction direction, ByteView payload, int wireLength, boolean gapBefore) {
        int used = used(direction);
        int fits = Math.min(payload.length(), HALF - used);
        payload.copyTo(0, fits, memory, base(direction) + used);
        start[packets] = (short) used;
        stored[packets] = (short) fits;
        length[packets] = wireLength;
        if (gapBefore) {
            gapBits |= 1 << packets;
        }
        if (direction == Direction.TO_CLIENT) {
            toClientBits |= 1 << packets;
            usedToClient += fits;
        } else {
            usedToServer += fits;
        }
        packets++;
    }

    int packets() {
        return packets;
    }

    Direction direction(int index) {
        return (toClientBits >>> index & 1) == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
    }

    boolean gapBefore(int index) {
        return (gapBits >>> index & 1) != 0;
    }

    int length(int index) {
        return length[index];
    }

    int stored(int index) {
        return stored[index];
    }

    ByteView payload(int index) {
        return view.aim(memory, base(direction(index)) + start[index], stored[index]);
    }

    /** TCP: the bytes of a direction up to its first gap. */
    ByteView stream(Direction direction, ByteView into) {
        int end = 0;
        for (int i = 0; i < packets; i++) {
            if (direction(i) == direction) {
                if (gapBefore(i)) {
                    break;
                }
                end = start[i] + stored[i];
                if (stored[i] < length[i]) {
                    break;
                }
            }
        }
        return into.aim(memory, base(direction), end);
    }

    /** UDP: the first datagram of a direction. */
    ByteView firstDatagram(Direction direction, ByteView into) {
        for (int i = 0; i < packets; i++) {
            if (direction(i) == direction) {
                return into.aim(memory, base(direction) + start[i], stored[i]);
            }
        }
        return into.aim(memory, 0, 0);
    }

    private int used(Direction direction) {
        return direction == Direction.TO_SERVER ? usedToServer : usedToClient;
    }

    private static int base(Direction direction) {
        return direction == Direction.TO_SERVER ? 0 : HALF;
    }
}
