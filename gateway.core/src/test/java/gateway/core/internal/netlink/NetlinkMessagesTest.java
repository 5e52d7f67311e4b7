package gateway.core.internal.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages as bytes: what the writer wrote, the reader reads; what is broken ends the iteration. */
class NetlinkMessagesTest {
    private final DirectMemory memory = new DirectMemory(256);
    private final NetlinkWriter writer = new NetlinkWriter(memory);
    private final NetlinkReader reader = new NetlinkReader(memory);

    @Test
    void shouldReadWhatWasWritten() {
        writer.message(0x0609, NetlinkWriter.NLM_F_REQUEST).family(2, 77).u8(1, 7).text(2, "name")
            .nest(7).u16(4 | NetlinkWriter.NET_BYTEORDER, 6881).nest(1).u32(1, 0x0a000001).end().u64(9, -2).end()
            .u128(3, 1, 2).end();
        writer.message(5, 0).family(10, 0).end();
        reader.aim(0, writer.length());

        assertTrue(reader.nextMessage());
        assertEquals(0x0609, reader.type());
        assertEquals(2, reader.family());
        assertEquals(77, reader.resource());
        reader.attributes(NetlinkReader.NFGENMSG);
        next(1);
        assertEquals(7, reader.u8());
        next(2);
        assertEquals("name", reader.text());
        next(7);
        reader.enter();
        next(4);
        assertEquals(6881, reader.u16());
        next(1);
        reader.enter();
        next(1);
        assertEquals(0x0a000001, reader.u32());
        assertFalse(reader.nextAttribute());
        reader.leave();
        next(9);
        assertEquals(-2, reader.u64());
        assertFalse(reader.nextAttribute());
        reader.leave();
        next(3);
        assertEquals(1, reader.u64(0));
        assertEquals(2, reader.u64(8));
        assertFalse(reader.nextAttribute());
        assertTrue(reader.nextMessage());
        assertEquals(5, reader.type());
        assertEquals(writer.sequence(), reader.sequence());
        assertFalse(reader.nextMessage());
    }

    private void next(int attribute) {
        assertTrue(reader.nextAttribute());
        assertEquals(attribute, reader.attribute());
    }

    @Test
    void shouldZeroThePaddingOfReusedMemory() {
        for (int i = 0; i < memory.size(); i++) {
            memory.nativeOrder().put(i, (byte) 0xff);
        }
        writer.message(1, 0).u8(1, 5).end();
        assertEquals(24, writer.length());
        assertEquals(5, memory.nativeOrder().get(20));
        assertEquals(0, memory.nativeOrder().get(21) | memory.nativeOrder().getShort(22));
    }

    @Test
    void shouldRefuseToWritePastTheEnd() {
        writer.message(1, 0);
        byte[] longText = new byte[300];
        assertThrows(IndexOutOfBoundsException.class, () -> writer.text(1, new String(longText)));
    }

    @Test
    void shouldRefuseToReadPastAnAttribute() {
        writer.message(1, 0).u8(1, 5).end();
        reader.aim(0, writer.length()).nextMessage();
        reader.nextAttribute();
        assertThrows(IndexOutOfBoundsException.class, reader::u32);
    }

    @Test
    void shouldStayInsideOfAnyBytes() {
        Random random = new Random(1);
        byte[] noise = new byte[memory.size()];
        for (int round = 0; round < 50_000; round++) {
            random.nextBytes(noise);
            ByteBuffer bytes = memory.nativeOrder().put(0, noise);
            bytes.putInt(0, random.nextInt(300));
            bytes.putShort(20, (short) random.nextInt(64));
            int length = random.nextInt(memory.size() + 1);
            reader.aim(0, length);
            for (int messages = 0; reader.nextMessage(); messages++) {
                assertTrue(messages < memory.size() / 16);
                for (int attributes = 0; reader.nextAttribute(); attributes++) {
                    assertTrue(attributes < memory.size() / 4);
                    assertTrue(reader.offset() + reader.length() <= length);
                }
            }
        }
    }
}
