package gateway.lab.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Fetches a file from a web server and keeps nothing: {@code ADDRESS PATH}. Who ends it before the file is here resets
 * the connection, as no other client does for sure: most just close it, and nobody can tell whether they still listen.
 */
public final class Fetch {
    private static final int PORT = 80;
    private static final int PIECE = 1 << 18;

    private Fetch() {
    }

    /** Runs it until the server closes the connection. */
    public static void main(String[] arguments) throws IOException {
        try (Socket socket = new Socket(arguments[0], PORT)) {
            socket.setSoLinger(true, 0);
            String request = "GET " + arguments[1] + " HTTP/1.1\r\nHost: " + arguments[0]
                + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            byte[] piece = new byte[PIECE];
            while (answer.read(piece) >= 0) {
                continue;
            }
        }
    }
}
