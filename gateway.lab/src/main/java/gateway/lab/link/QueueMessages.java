package gateway.lab.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The messages between a netfilter queue and its program (linux/netfilter/nfnetlink_queue.h): host order where
 * netlink speaks, network order in what the queue says.
 */
final class QueueMessages {
    /** Whole headers of IPv4 and TCP with all options. */
    static final int COPIED = 120;
    private static final int NETLINK_HEADER = 16;
    private static final int HEADERS = 20;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int ERROR = 2;
    private static final int SUBSYSTEM = 3 << 8;
    private static final int PACKET = SUBSYSTEM;
    private static final int VERDICT = SUBSYSTEM | 1;
    private static final int CONFIGURATION = SUBSYSTEM | 2;
    private static final short REQUEST = 1;
    private static final short ACKNOWLEDGE = 4;
    private static final int TYPE_MASK = 0x3fff;
    private static final int COMMAND = 1;
    private static final int PARAMETERS = 2;
    private static final int LENGTH = 3;
    private static final int PACKET_HEADER = 1;
    private static final int VERDICT_HEADER = 2;
    private static final int PAYLOAD = 10;
    private static final byte BIND = 1;
    private static final byte COPY_PACKET = 2;
    private static final int IPV4 = 2;

    private QueueMessages() {
    }

    /**
     * A packet that waits.
     *
     * @param id for its verdict
     * @param start its first bytes, from the network header on
     */
    record Queued(int id, byte[] start) {
        private static final int MIN_IP = 20;
        private static final int MIN_TCP = 20;

        /** The TCP port that it goes to. */
        int port() {
            return ByteBuffer.wrap(start).getShort(ip() + 2) & 0xffff;
        }

        /** Whether it is a segment of TCP over IPv4 that carries bytes. */
        boolean carriesBytes() {
            if (start.length < MIN_IP + MIN_TCP || start.length < ip() + MIN_TCP) {
                return false;
            }
            int total = ByteBuffer.wrap(start).getShort(2) & 0xffff;
            int tcp = ((start[ip() + 12] & 0xf0) >> 4) * 4;
            return total > ip() + tcp;
        }

        private int ip() {
            return (start[0] & 0x0f) * 4;
        }
    }

    /** Binds a queue. */
    static byte[] bind(int queue) {
        ByteBuffer message = message(CONFIGURATION, ACKNOWLEDGE, queue, 4);
        attribute(message, COMMAND, 4);
        message.put(BIND).put((byte) 0).order(ByteOrder.BIG_ENDIAN).putShort((short) IPV4);
        return message.array();
    }

    /** Asks for the first bytes of each packet. */
    static byte[] copy(int queue) {
        // Five bytes, padded to eight.
        ByteBuffer message = message(CONFIGURATION, ACKNOWLEDGE, queue, 8);
        attribute(message, PARAMETERS, 5);
        message.order(ByteOrder.BIG_ENDIAN).putInt(COPIED).put(COPY_PACKET);
        return message.array();
    }

    /** Lets so many packets wait. */
    static byte[] length(int queue, int packets) {
        ByteBuffer message = message(CONFIGURATION, ACKNOWLEDGE, queue, 4);
        attribute(message, LENGTH, 4);
        message.order(ByteOrder.BIG_ENDIAN).putInt(packets);
        return message.array();
    }

    /** Lets a packet go on or takes it off the wire. */
    static byte[] verdict(int queue, int id, boolean goesOn) {
        ByteBuffer message = message(VERDICT, (short) 0, queue, 8);
        attribute(message, VERDICT_HEADER, 8);
        message.order(ByteOrder.BIG_ENDIAN).putInt(goesOn ? 1 : 0).putInt(id);
        return message.array();
    }

    /**
     * The errno of an answer, 0 for well done.
     *
     * @return -1 if the message is no answer
     */
    static int answer(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        boolean answers = message.length >= HEADERS && bytes.getShort(4) == ERROR;
        return answers ? -bytes.getInt(NETLINK_HEADER) : -1;
    }

    /** The packet in a message, or null if it holds none. */
    static Queued packet(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        if (message.length < HEADERS || bytes.getShort(4) != PACKET) {
            return null;
        }
        int id = 0;
        byte[] start = new byte[0];
        int at = HEADERS;
        while (at + ATTRIBUTE_HEADER <= message.length) {
            int length = Math.max(bytes.getShort(at) & 0xffff, ATTRIBUTE_HEADER);
            int type = bytes.getShort(at + 2) & TYPE_MASK;
            if (type == PACKET_HEADER) {
                id = ByteBuffer.wrap(message).getInt(at + ATTRIBUTE_HEADER);
            } else if (type == PAYLOAD) {
                start = new byte[length - ATTRIBUTE_HEADER];
                bytes.get(at + ATTRIBUTE_HEADER, start);
            }
            at += length + 3 & ~3;
        }
        return new Queued(id, start);
    }

    private static ByteBuffer message(int type, short flags, int queue, int valueBytes) {
        int length = HEADERS + ATTRIBUTE_HEADER + valueBytes;
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        message.putInt(length).putShort((short) type).putShort((short) (flags | REQUEST)).putInt(0).putInt(0);
        message.put((byte) 0).put((byte) 0).order(ByteOrder.BIG_ENDIAN).putShort((short) queue);
        return message.order(ByteOrder.nativeOrder());
    }

    private static void attribute(ByteBuffer message, int type, int valueBytes) {
        message.putShort((short) (ATTRIBUTE_HEADER + valueBytes)).putShort((short) type);
    }
}
