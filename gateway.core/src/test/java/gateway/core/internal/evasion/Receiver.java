package gateway.core.internal.evasion;

import gateway.core.internal.crafted.Checksums;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.packet.Packet;
import java.io.ByteArrayOutputStream;
import java.util.TreeMap;

/** The end that an evader wants to reach: an established TCP connection, and what its application can read. */
final class Receiver {
    private static final int TIMESTAMPS = 8;
    private static final int SIGNATURE = 19;

    private final Stack stack;
    private final Packet packet = new Packet();
    private final ByteArrayOutputStream readable = new ByteArrayOutputStream();
    /** What came behind a gap, by its distance from the first byte of the stream. */
    private final TreeMap<Long, Byte> waiting = new TreeMap<>();
    private final int first;
    private final int sent;
    private long next;
    private long end = Long.MAX_VALUE;
    private long urgent = -1;
    private int newest;
    private boolean stamped;
    private boolean closed;

    /**
     * @param first the number of the first byte of its peer's stream
     * @param sent the number behind the last byte that it sent itself
     */
    Receiver(Stack stack, int first, int sent) {
        this.stack = stack;
        this.first = first;
        this.sent = sent;
    }

    /** A packet arrives. */
    void take(byte[] bytes) {
        if (packet.decode(CraftedPacket.rawOf(bytes)) != Packet.Kind.FLOW || closed) {
            return;
        }
        if (opens()) {
            store(0);
            deliver();
            return;
        }
        if (ignores()) {
            return;
        }
        long from = next + (packet.sequence - number());
        if (packet.has(Packet.RST) || packet.has(Packet.SYN)) {
            reset(from);
            return;
        }
        if (packet.has(Packet.URG)) {
            int pointer = packet.bytes.getShort(packet.transportOffset + 18) & 0xffff;
            urgent = stack.urgentApart() ? from + pointer - 1 : -1;
        }
        if (packet.has(Packet.FIN) && end == Long.MAX_VALUE && from + packet.payloadLength >= next) {
            end = from + packet.payloadLength;
        }
        store(from);
        deliver();
    }

    /** What its application can read so far. */
    byte[] readable() {
        return readable.toByteArray();
    }

    /** The number of the byte that it waits for. */
    int number() {
        return first + (int) next + (next > end ? 1 : 0);
    }

    private boolean opens() {
        return stack.fastOpen() && packet.has(Packet.SYN) && next == 0 && packet.sequence == first - 1
            && (!stack.checks() || Checksums.isRight(packet));
    }

    private boolean ignores() {
        if (stack.checks() && !Checksums.isRight(packet)) {
            return true;
        }
        if (!stack.strict()) {
            return false;
        }
        boolean unasked = !packet.has(Packet.ACK) && !packet.has(Packet.RST)
            || packet.acknowledgement - sent > 0 && !packet.has(Packet.RST) || option(SIGNATURE) >= 0;
        return unasked || !packet.has(Packet.RST) && isOld();
    }

    private boolean isOld() {
        int at = option(TIMESTAMPS);
        if (at < 0) {
            return false;
        }
        int stamp = packet.bytes.getInt(at + 2);
        if (stamped && stamp - newest < 0) {
            return true;
        }
        if (packet.sequence - number() <= 0) {
            newest = stamp;
            stamped = true;
        }
        return false;
    }

    private int option(int wanted) {
        for (int at = packet.transportOffset + 20; at + 1 < packet.payloadOffset;) {
            int kind = packet.bytes.get(at);
            if (kind == wanted) {
                return at;
            }
            int length = kind == 1 ? 1 : packet.bytes.get(at + 1) & 0xff;
            if (kind == 0 || length == 0) {
                return -1;
            }
            at += length;
        }
        return -1;
    }

    private void reset(long from) {
        boolean inWindow = from >= next && from < next + stack.window();
        closed = packet.has(Packet.RST) ? from == next || !stack.strict() && inWindow : !stack.strict() && inWindow;
    }

    private void store(long from) {
        for (int i = 0; i < packet.payloadLength; i++) {
            long at = from + i;
            byte value = packet.bytes.get(packet.payloadOffset + i);
            if (at < next || at >= next + stack.window()) {
                continue;
            }
            if (stack.overlap() == Stack.Overlap.LAST) {
                waiting.put(at, value);
            } else {
                waiting.putIfAbsent(at, value);
            }
        }
    }

    private void deliver() {
        while (next < end && waiting.containsKey(next)) {
            byte value = waiting.remove(next);
            if (next != urgent) {
                readable.write(value);
            }
            next++;
        }
        if (next == end) {
            next++;
        }
    }
}
