package gateway.lab.link;

import gateway.lab.link.QueueMessages.Queued;
import java.io.IOException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A queue of packets that wait for a verdict, in plain segments: the kernel splits merged ones since it is not asked
 * to leave them whole. One thread receives, any one thread beside it gives verdicts. Needs root.
 */
final class NetfilterQueue {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_NETFILTER = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NO_ENOBUFS = 5;
    private static final int RECEIVE_BYTES = 8 << 20;
    private static final int BUFFER_BYTES = 4096;
    private static final int WAITING = 100_000;

    private final Libc libc = LibraryLoader.create(Libc.class).load("c");
    private final Pointer received = Memory.allocateDirect(Runtime.getRuntime(libc), BUFFER_BYTES);
    private final Pointer sent = Memory.allocateDirect(Runtime.getRuntime(libc), BUFFER_BYTES);
    private final int number;
    private final int descriptor;

    /** Binds the queue of this number. */
    NetfilterQueue(int number) throws IOException {
        this.number = number;
        descriptor = check(libc.socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER), "socket");
        option(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BYTES);
        option(SOL_NETLINK, NO_ENOBUFS, 1);
        configure(QueueMessages.bind(number));
        configure(QueueMessages.length(number, WAITING));
        configure(QueueMessages.copy(number));
    }

    /** The calls of the C library. */
    public interface Libc {
        /** socket(2). */
        int socket(int domain, int type, int protocol);

        /** setsockopt(2). */
        int setsockopt(int descriptor, int level, int option, Pointer value, int length);

        /** send(2). */
        long send(int descriptor, Pointer bytes, long length, int flags);

        /** recv(2). */
        long recv(int descriptor, Pointer bytes, long length, int flags);
    }

    /** Waits for the next packet. */
    Queued receive() throws IOException {
        while (true) {
            Queued packet = QueueMessages.packet(message());
            if (packet != null) {
                return packet;
            }
        }
    }

    /** Lets a packet go on, or loses it. */
    void verdict(int id, boolean goesOn) throws IOException {
        send(QueueMessages.verdict(number, id, goesOn));
    }

    private void configure(byte[] message) throws IOException {
        send(message);
        byte[] answer = message();
        while (QueueMessages.answer(answer) < 0) {
            // A packet that came between two settings goes on.
            Queued early = QueueMessages.packet(answer);
            if (early != null) {
                verdict(early.id(), true);
            }
            answer = message();
        }
        if (QueueMessages.answer(answer) != 0) {
            throw new IOException("queue " + number + ": error " + QueueMessages.answer(answer));
        }
    }

    private byte[] message() throws IOException {
        int length = check((int) libc.recv(descriptor, received, BUFFER_BYTES, 0), "recv");
        byte[] message = new byte[length];
        received.get(0, message, 0, length);
        return message;
    }

    private void send(byte[] message) throws IOException {
        sent.put(0, message, 0, message.length);
        check((int) libc.send(descriptor, sent, message.length, 0), "send");
    }

    private void option(int level, int option, int value) throws IOException {
        sent.putInt(0, value);
        check(libc.setsockopt(descriptor, level, option, sent, Integer.BYTES), "setsockopt");
    }

    private static int check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed");
        }
        return result;
    }
}
