package gateway.lab.speaker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A connection between two hosts: heads and bodies of text first, then descriptors, perhaps compressed. */
final class GnutellaLink implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CONNECT_MILLIS = 8_000;
    private static final int MAX_PAYLOAD = 1 << 20;

    private final Socket socket;
    private InputStream in;
    private OutputStream out;

    GnutellaLink(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects; waits for answers no longer than a step may take. */
    static GnutellaLink to(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        return new GnutellaLink(socket);
    }

    byte[] ownAddress() {
        return socket.getLocalAddress().getAddress();
    }

    void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void bytes(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    /** Lines up to an empty one, which belongs to them; one character a byte. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int empty = 0;
        while (empty < 2) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended");
            }
            head.write(b);
            empty = b == '\n' ? empty + 1 : b == '\r' ? empty : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended");
        }
        return bytes;
    }

    /** From here on this side writes one compressed stream, and reads one. */
    void compress() {
        in = new InflaterInputStream(in);
        out = new DeflaterOutputStream(out, new Deflater(), true);
    }

    synchronized void send(byte[] descriptor) throws IOException {
        out.write(descriptor);
        out.flush();
    }

    /** The next descriptor. */
    byte[] receive() throws IOException {
        byte[] header = read(GnutellaMessages.HEADER);
        int length = GnutellaMessages.length(header);
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new IOException("no descriptor");
        }
        byte[] whole = Arrays.copyOf(header, header.length + length);
        System.arraycopy(read(length), 0, whole, header.length, length);
        return whole;
    }

    /** Reads on until a descriptor of this type comes. */
    byte[] await(int type) throws IOException {
        byte[] descriptor = receive();
        while (GnutellaMessages.type(descriptor) != type) {
            descriptor = receive();
        }
        return descriptor;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
