package gateway.lab.speaker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * A file over a connection of its own (MSNFTP), agreed upon in a room.
 *
 * @param room where both are
 */
record MsnFileTransfer(MsnConnection room) {
    private static final int PORT = 6891;
    private static final int BLOCK = 2045;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String RECEIVED = "16777989";

    /** Offers a file, and sends it once it is wanted. */
    void send(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int cookie = new Random().nextInt(1_000_000);
        room.message('N', MsnText.message(MsnText.INVITATION, "Application-Name: File Transfer\r\n"
            + "Application-GUID: " + MsnText.FILE_TRANSFER + "\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: "
            + cookie + "\r\nApplication-File: " + MsnText.wire(file.getFileName().toString())
            + "\r\nApplication-FileSize: " + bytes.length + "\r\nConnectivity: N\r\n\r\n"));
        room.await(command -> command.field("Invitation-Command").equals("ACCEPT"));
        try (ServerSocket listening = new ServerSocket(PORT)) {
            listening.setSoTimeout(PATIENCE_MILLIS);
            room.message('N', MsnText.message(MsnText.INVITATION, "Invitation-Command: ACCEPT\r\nInvitation-Cookie: "
                + cookie + "\r\nIP-Address: " + room.ownAddress() + "\r\nPort: " + PORT + "\r\nAuthCookie: "
                + (cookie + 1) + "\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"));
            try (MsnConnection receiver = new MsnConnection(listening.accept())) {
                serve(receiver, bytes);
            }
        }
    }

    private static void serve(MsnConnection receiver, byte[] bytes) throws IOException {
        receiver.await(command -> command.is("VER"));
        receiver.send("VER MSNFTP\r\n");
        receiver.await(command -> command.is("USR"));
        receiver.send("FIL " + bytes.length + "\r\n");
        receiver.await(command -> command.is("TFR"));
        for (int at = 0; at < bytes.length; at += BLOCK) {
            byte[] block = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BLOCK));
            receiver.send("\0" + (char) (block.length & 0xff) + (char) (block.length >> 8)
                + new String(block, StandardCharsets.ISO_8859_1));
        }
        receiver.send("\1\0\0");
        receiver.await(command -> command.is("BYE") && command.word(1).equals(RECEIVED));
    }

    /** Waits for an offer, takes it, and fetches the file. */
    void receive(String account, Path target) throws IOException {
        MsnCommand offer = room.await(command -> command.field("Invitation-Command").equals("INVITE"));
        room.message('N', MsnText.message(MsnText.INVITATION, "Invitation-Command: ACCEPT\r\nInvitation-Cookie: "
            + offer.field("Invitation-Cookie") + "\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n"));
        MsnCommand where = room.await(command -> !command.field("IP-Address").isEmpty());
        try (MsnConnection sender = MsnConnection.to(where.field("IP-Address"),
            Integer.parseInt(where.field("Port")))) {
            sender.send("VER MSNFTP\r\n");
            sender.await(command -> command.is("VER"));
            sender.send("USR " + account + " " + where.field("AuthCookie") + "\r\n");
            int size = Integer.parseInt(sender.await(command -> command.is("FIL")).word(1));
            sender.send("TFR\r\n");
            Files.write(target, fetch(sender, size));
            sender.send("BYE " + RECEIVED + "\r\n");
        }
    }

    private static byte[] fetch(MsnConnection sender, int size) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] header = sender.read(3);
        while (header[0] == 0) {
            file.writeBytes(sender.read((header[1] & 0xff) | (header[2] & 0xff) << 8));
            header = sender.read(3);
        }
        if (file.size() != size) {
            throw new IOException("got " + file.size() + " bytes of " + size);
        }
        return file.toByteArray();
    }
}
