package gateway.lab.speaker;

import gateway.lab.LabException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A connection whose bytes are lines and counted payloads. One thread reads; writing is for all. */
final class MsnConnection implements AutoCloseable {
    /** How long a step of a script waits for the other side. */
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CONNECT_MILLIS = 8_000;
    private static final Set<String> WITH_PAYLOAD = Set.of("MSG");

    private final Socket socket;
    private final InputStream in;
    private int transactions;

    MsnConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects; waits for answers no longer than a step may take. */
    static MsnConnection to(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new MsnConnection(socket);
    }

    /** Connects to a notification server and agrees on a version. */
    static MsnConnection greeted(String address, int port) throws IOException {
        MsnConnection notification = to(address, port);
        notification.send("VER " + notification.next() + " MSNP12 MSNP11 CVR0\r\n");
        notification.await(command -> command.is("VER"));
        return notification;
    }

    /** The address of this side. */
    String ownAddress() {
        return socket.getLocalAddress().getHostAddress();
    }

    /** The next number of a transaction. */
    int next() {
        return ++transactions;
    }

    /** Sends text, one byte a character. */
    synchronized void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a message to the others in the room. */
    void message(char kind, String payload) throws IOException {
        send("MSG " + next() + " " + kind + " " + payload.length() + "\r\n" + payload);
    }

    /** Lets its end be a reset, at once, whatever has not arrived. */
    void resetAtEnd() throws IOException {
        socket.setSoLinger(true, 0);
    }

    /** Reads bytes that are no line. */
    byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended");
        }
        return bytes;
    }

    /** The next command; empty where the connection ends. */
    Optional<MsnCommand> command() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        if (b < 0) {
            return Optional.empty();
        }
        String[] words = line.toString(StandardCharsets.UTF_8).strip().split(" ");
        boolean counted = WITH_PAYLOAD.contains(words[0]);
        byte[] payload = counted ? read(Integer.parseInt(words[words.length - 1])) : new byte[0];
        return Optional.of(new MsnCommand(words, payload));
    }

    /** Reads on until something comes that fits; everything else is passed over. */
    MsnCommand await(Predicate<MsnCommand> wanted) throws IOException {
        while (true) {
            MsnCommand command = command().orElseThrow(() -> new IOException("the connection ended"));
            if (wanted.test(command)) {
                return command;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new LabException("cannot close a connection: " + e.getMessage(), e);
        }
    }
}
