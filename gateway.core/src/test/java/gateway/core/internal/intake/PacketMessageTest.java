package gateway.core.internal.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.source.RawPacket;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The message that hands over a packet, as bytes; numbers of linux/netfilter/nfnetlink_queue.h. */
class PacketMessageTest {
    private static final int READ_QUEUE = 9;

    private final DirectMemory memory = new DirectMemory(512);
    private final PacketMessage message = new PacketMessage(memory, READ_QUEUE);
    private final RawPacket packet = message.packet();
    private int length;

    @Test
    void shouldReadAWholePacket() {
        begin(0x0300, READ_QUEUE);
        attribute(1, 7).putInt(0, 0xfedcba98);
        attribute(3, 4).putInt(0, 0x80010002);
        attribute(4, 4).putInt(0, 3);
        attribute(10, 21).put(0, (byte) 0x45);
        packet.verdict = RawPacket.Verdict.DROP;
        packet.setMark = true;
        assertTrue(read());
        assertEquals(RawPacket.Lane.READ, packet.lane);
        assertEquals(READ_QUEUE, packet.queue);
        assertEquals(0xfedcba98, packet.id);
        assertEquals(0x80010002, packet.mark);
        assertEquals(3, packet.inInterface);
        assertEquals(21, packet.captured);
        assertEquals(21, packet.length);
        assertEquals(0x45, packet.bytes.get(packet.offset));
        assertTrue(packet.checksumComplete);
        assertFalse(packet.merged);
        assertEquals(RawPacket.Verdict.ACCEPT, packet.verdict);
        assertFalse(packet.setMark);
    }

    @Test
    void shouldTellAShortCopyAndForgetTheLastPacket() {
        begin(0x0300, READ_QUEUE);
        attribute(1, 7);
        attribute(3, 4).putInt(0, 5);
        attribute(13, 4).putInt(0, 40_000);
        attribute(14, 4).putInt(0, 3);
        attribute(10, 100);
        assertTrue(read());
        assertEquals(100, packet.captured);
        assertEquals(40_000, packet.length);
        assertTrue(packet.merged);
        assertFalse(packet.checksumComplete);

        begin(0x0300, 4);
        attribute(1, 7);
        attribute(14, 4).putInt(0, 4);
        attribute(10, 28);
        assertTrue(read());
        assertEquals(RawPacket.Lane.CLASSIFY, packet.lane);
        assertEquals(28, packet.length);
        assertEquals(0, packet.mark);
        assertFalse(packet.merged);
        assertTrue(packet.checksumComplete);
    }

    @Test
    void shouldLeaveOutWhatIsNoPacket() {
        begin(2, 0);
        attribute(1, 7);
        assertFalse(read());
        begin(0x0300, 0);
        attribute(10, 28);
        assertFalse(read());
        assertFalse(message.read(0, 3));
    }

    @Test
    void shouldStayInsideOfAnyMessage() {
        Random random = new Random(3);
        byte[] noise = new byte[300];
        for (int round = 0; round < 100_000; round++) {
            begin(0x0300, 0);
            random.nextBytes(noise);
            for (int i = 0; i < 10; i++) {
                attribute(random.nextInt(16), random.nextInt(40) / 4 * 4).put(0, noise, 0, 4);
            }
            if (random.nextBoolean()) {
                memory.nativeOrder().putShort(20, (short) random.nextInt());
            }
            boolean isPacket;
            try {
                isPacket = read();
            } catch (IndexOutOfBoundsException shortAttribute) {
                continue;
            }
            assertTrue(!isPacket || packet.offset + packet.captured <= length && packet.captured <= packet.length);
        }
    }

    private void begin(int type, int queue) {
        memory.networkOrder().put(0, new byte[memory.size()]);
        memory.nativeOrder().putShort(4, (short) type);
        memory.networkOrder().putShort(18, (short) queue);
        length = 20;
    }

    private ByteBuffer attribute(int type, int size) {
        memory.nativeOrder().putShort(length, (short) (4 + size)).putShort(length + 2, (short) type);
        ByteBuffer value = memory.networkOrder().slice(length + 4, Math.max(4, size));
        length += 4 + size + 3 & ~3;
        return value;
    }

    private boolean read() {
        memory.nativeOrder().putInt(0, length);
        return message.read(0, length);
    }
}
