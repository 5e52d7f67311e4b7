package gateway.lab.network;

import gateway.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP port of loopback that nobody uses at the moment. */
public final class FreePort {
    private FreePort() {
    }

    /** One that was free a moment ago. */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LabException("no free port: " + e.getMessage(), e);
        }
    }
}
