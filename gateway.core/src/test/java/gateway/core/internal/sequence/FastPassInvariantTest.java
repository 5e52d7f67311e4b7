package gateway.core.internal.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariant of fast pass as it is stated: whatever a sender sends in whatever order, whatever gets lost or late
 * behind us, and whichever bytes the receiver prefers where segments overlap, nothing is available to the receiving
 * application that was not read before, or that is held.
 */
class FastPassInvariantTest {
    private static final int STREAM = 3000;
    private static final int STEPS = 4000;

    private final Random random = new Random();
    private final CollectedStream read = new CollectedStream();
    private final PagePool pool = new PagePool(1 << 20);
    private final StreamSequence sequence = new StreamSequence(pool, 1 << 18, true);
    private final List<Packet> waiting = new ArrayList<>();
    private final List<Packet> underWay = new ArrayList<>();
    /** How much the receiver may have; what lies beyond is held. */
    private int letOn = Integer.MAX_VALUE;
    private int isn;
    private byte[] stream;
    private Receiver receiver;

    /** What a host does with segments: keeps either the first or the last of bytes that it has not given away. */
    private static final class Receiver {
        private final byte[] bytes = new byte[STREAM];
        private final boolean[] there = new boolean[STREAM];
        private final boolean firstWins;
        private int available;

        Receiver(boolean firstWins) {
            this.firstWins = firstWins;
        }

        void take(int from, byte[] payload) {
            for (int i = 0; i < payload.length; i++) {
                int at = from + i;
                if (at >= available && at < STREAM && (!there[at] || !firstWins)) {
                    bytes[at] = payload[i];
                    there[at] = true;
                }
            }
            while (available < STREAM && there[available]) {
                available++;
            }
        }
    }

    private void begin(int seed) {
        random.setSeed(seed);
        isn = random.nextInt();
        stream = new byte[STREAM];
        random.nextBytes(stream);
        receiver = new Receiver(random.nextBoolean());
        sequence.begin(isn);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldMakeNothingAvailableThatWasNotRead(int seed) {
        begin(seed);
        for (int step = 0; step < STEPS; step++) {
            send(random.nextInt(4) == 0);
            happen();
            check();
        }
        assertTrue(receiver.available > 0);
        sequence.close();
        assertEquals(0, pool.bytesInUse());
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
    void shouldCarryAnHonestTransferThroughLossAndHolding(int seed) {
        begin(seed);
        for (int step = 0; receiver.available < STREAM; step++) {
            assertTrue(step < 100 * STEPS, "stuck at " + receiver.available);
            send(false);
            happen();
            check();
        }
        assertArrayEquals(stream, read.bytes());
        assertEquals(0, read.gaps(), "everything comes this way");
        assertArrayEquals(stream, receiver.bytes);
    }

    private void send(boolean forged) {
        int from = Math.max(0, Math.min(STREAM - 1, receiver.available + random.nextInt(120) - 30));
        byte[] payload = Arrays.copyOfRange(stream, from, Math.min(STREAM, from + 1 + random.nextInt(40)));
        if (forged) {
            payload[random.nextInt(payload.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Packet packet = Segments.of(isn + from, payload);
        int before = read.size();
        switch (sequence.onSegment(packet, read, 0)) {
            case PASS -> {
                if (read.size() > before && random.nextInt(5) == 0) {
                    sequence.hold(read.size() - before);
                    letOn = before;
                    waiting.add(packet);
                } else {
                    underWay.add(packet);
                }
            }
            case WAIT -> waiting.add(packet);
            default -> { }
        }
    }

    /** What is under way gets lost, arrives early or late; what is held goes on some time. */
    private void happen() {
        if (!underWay.isEmpty() && random.nextInt(3) > 0) {
            Packet packet = underWay.remove(random.nextInt(underWay.size()));
            if (random.nextInt(10) > 0) {
                byte[] payload = new byte[packet.payloadLength];
                packet.bytes.get(packet.payloadOffset, payload);
                receiver.take(packet.sequence - isn, payload);
                sequence.onAcknowledgement(isn + receiver.available, 65535, read, 0);
            }
        }
        if (sequence.holding() && random.nextInt(4) == 0) {
            sequence.resume();
            letOn = Integer.MAX_VALUE;
            waiting.forEach(packet -> assertTrue(sequence.mayGo(packet.sequence, packet.payloadLength)));
            underWay.addAll(waiting);
            waiting.clear();
        }
    }

    private void check() {
        byte[] bytes = read.bytes();
        assertTrue(receiver.available <= Math.min(letOn, bytes.length),
            receiver.available + " bytes available, " + bytes.length + " read, let on " + letOn);
        assertArrayEquals(Arrays.copyOf(bytes, receiver.available),
            Arrays.copyOf(receiver.bytes, receiver.available));
    }
}
