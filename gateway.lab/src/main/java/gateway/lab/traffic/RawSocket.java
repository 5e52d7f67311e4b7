package gateway.lab.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A raw IPv4 socket (raw(7)): sends whole packets, headers included, and receives what comes to this host for one
 * protocol. Needs root.
 */
final class RawSocket implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOL_IP = 0;
    private static final int IP_HDRINCL = 3;
    private static final int BUFFER_BYTES = 65_536;
    private static final int ADDRESS_BYTES = 16;

    private final Libc libc = LibraryLoader.create(Libc.class).load("c");
    private final Pointer buffer = Runtime.getRuntime(libc).getMemoryManager().allocateDirect(BUFFER_BYTES);
    private final int descriptor;

    /** Opens a socket that hears {@code protocol} and sends to {@code peer} alone. */
    RawSocket(int protocol, byte[] peer) throws IOException {
        descriptor = check(libc.socket(AF_INET, SOCK_RAW, protocol), "socket");
        buffer.putInt(0, 1);
        check(libc.setsockopt(descriptor, SOL_IP, IP_HDRINCL, buffer, Integer.BYTES), "setsockopt");
        // Connected, so that send() with its four arguments does; jnr-ffi breaks the sixth of sendto().
        ByteBuffer address = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_INET).putShort((short) 0).put(peer);
        buffer.put(0, address.array(), 0, ADDRESS_BYTES);
        check(libc.connect(descriptor, buffer, ADDRESS_BYTES), "connect");
    }

    /** The calls of the C library. */
    public interface Libc {
        /** socket(2). */
        int socket(int domain, int type, int protocol);

        /** setsockopt(2). */
        int setsockopt(int descriptor, int level, int option, Pointer value, int length);

        /** connect(2). */
        int connect(int descriptor, Pointer address, int length);

        /** send(2). */
        long send(int descriptor, Pointer bytes, long length, int flags);

        /** recv(2). */
        long recv(int descriptor, Pointer bytes, long length, int flags);

        /** close(2). */
        int close(int descriptor);
    }

    /** Sends a packet; one that does not fit the interface's queue is lost, as on a wire. */
    void send(byte[] packet, int length) {
        buffer.put(0, packet, 0, length);
        libc.send(descriptor, buffer, length, 0);
    }

    /** Waits for a packet from the peer; empty if the call was interrupted. */
    byte[] receive() {
        int length = (int) libc.recv(descriptor, buffer, BUFFER_BYTES, 0);
        byte[] packet = new byte[Math.max(length, 0)];
        buffer.get(0, packet, 0, packet.length);
        return Arrays.copyOf(packet, packet.length);
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }

    private static int check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed");
        }
        return result;
    }
}
