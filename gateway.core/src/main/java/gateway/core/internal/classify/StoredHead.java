package gateway.core.internal.classify;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import java.nio.ByteBuffer;

/**
 * The first packets with payload of one flow, kept until classification ends. Each direction has its half of the
 * memory, in which the bytes of a TCP direction lie in the order of the stream, whatever the packets' borders and
 * whenever they came.
 */
final class StoredHead {
    static final int HALF = 4096;
    static final int BYTES = 2 * HALF;

    private final ByteBuffer memory;
    private final short[] start = new short[Head.MAX_PACKETS];
    private final short[] stored = new short[Head.MAX_PACKETS];
    private final int[] length = new int[Head.MAX_PACKETS];
    private final int[] sequence = new int[Head.MAX_PACKETS];
    /** The packets' indices as a dissector gets them: as they came, but what came late at its place. */
    private final byte[] order = new byte[Head.MAX_PACKETS];
    private boolean datagrams;
    private int toClientBits;
    private int packets;
    private int usedToServer;
    private int usedToClient;

    StoredHead(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Empties it for another flow. */
    void begin(boolean ofDatagrams) {
        datagrams = ofDatagrams;
        packets = 0;
        usedToServer = 0;
        usedToClient = 0;
        toClientBits = 0;
    }

    /** Adds a packet with payload, of which {@code payload} shows the new bytes. */
    void add(Direction direction, ByteView payload, UnseenBytes unseen) {
        int place = unseen.late ? placeOf(direction, unseen.sequence) : packets;
        int used = used(direction);
        int fits = Math.min(payload.length(), HALF - used);
        int at = place < packets ? start[order[place]] : used;
        makeRoom(direction, at, used, fits);
        payload.copyTo(0, fits, memory, base(direction) + at);
        System.arraycopy(order, place, order, place + 1, packets - place);
        order[place] = (byte) packets;
        start[packets] = (short) at;
        stored[packets] = (short) fits;
        length[packets] = unseen.wireLength;
        sequence[packets] = unseen.sequence;
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

    /** Whether it takes no packet any more. */
    boolean full() {
        return packets == order.length;
    }

    Direction direction(int index) {
        return (toClientBits >>> index & 1) == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
    }

    /** The packet that a dissector gets at this {@code place}, from 0. */
    int inOrder(int place) {
        return order[place];
    }

    /** Whether bytes between the packet at this place of the order and its forerunner were never seen. */
    boolean gapBefore(int place) {
        if (datagrams) {
            return false;
        }
        int index = order[place];
        for (int before = place - 1; before >= 0; before--) {
            int earlier = order[before];
            if (direction(earlier) == direction(index)) {
                return sequence[earlier] + length[earlier] != sequence[index];
            }
        }
        return false;
    }

    int length(int index) {
        return length[index];
    }

    int stored(int index) {
        return stored[index];
    }

    ByteView payload(int index, ByteView into) {
        return into.aim(memory, base(direction(index)) + start[index], stored[index]);
    }

    /** TCP: the bytes of a direction from the first that was seen up to its first gap. */
    ByteView stream(Direction direction, ByteView into) {
        int end = 0;
        for (int place = 0; place < packets; place++) {
            int index = order[place];
            if (direction(index) == direction) {
                if (gapBefore(place)) {
                    break;
                }
                end = start[index] + stored[index];
                if (stored[index] < length[index]) {
                    break;
                }
            }
        }
        return into.aim(memory, base(direction), end);
    }

    /** TCP: the bytes of a direction behind the last that were not seen or not stored. */
    void lastRun(Direction direction, PassedBytes to) {
        int first = -1;
        int last = -1;
        for (int place = 0; place < packets; place++) {
            int index = order[place];
            if (direction(index) == direction) {
                boolean begins = last < 0 || gapBefore(place) || stored[last] < length[last];
                first = begins ? index : first;
                last = index;
            }
        }
        if (first >= 0) {
            to.onBytes(sequence[first], memory, base(direction) + start[first],
                start[last] + stored[last] - start[first]);
        }
    }

    /** UDP: the first datagram of a direction. */
    ByteView firstDatagram(Direction direction, ByteView into) {
        for (int i = 0; i < packets; i++) {
            if (direction(i) == direction) {
                return payload(i, into);
            }
        }
        return into.aim(memory, 0, 0);
    }

    /** Where in the order bytes belong that came late: before the first of their direction that stand behind them. */
    private int placeOf(Direction direction, int first) {
        for (int place = 0; place < packets; place++) {
            if (direction(order[place]) == direction && sequence[order[place]] - first > 0) {
                return place;
            }
        }
        return packets;
    }

    private void makeRoom(Direction direction, int at, int used, int bytes) {
        if (at == used) {
            return;
        }
        memory.put(base(direction) + at + bytes, memory, base(direction) + at, used - at);
        for (int i = 0; i < packets; i++) {
            if (direction(i) == direction && start[i] >= at) {
                start[i] += (short) bytes;
            }
        }
    }

    private int used(Direction direction) {
        return direction == Direction.TO_SERVER ? usedToServer : usedToClient;
    }

    private static int base(Direction direction) {
        return direction == Direction.TO_SERVER ? 0 : HALF;
    }
}
