package gateway.lab.speaker;

import gateway.lab.speaker.MsnText.P2pHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file through the switchboard (MSNSLP and MSNP2P).
 *
 * @param room where both are
 * @param own this side's account
 * @param other the other's
 */
record MsnPeerToPeer(MsnConnection room, String own, String other) {
    private static final int SESSION = 452_864_154;
    /** What a packet through a switchboard may hold. */
    private static final int PART = 1202;
    private static final int FILE_DATA = 0x0100_0030;
    private static final int ACKNOWLEDGEMENT = 2;

    /** Offers a file, and sends it once it is wanted. */
    void send(Path file) throws IOException {
        String data = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        split(0, 100, 0, MsnText.slp("INVITE MSNMSGR:" + other + " MSNSLP/1.0", own, other, "sessionreqbody",
            "EUF-GUID: " + MsnText.FILE_TRANSFER + "\r\nSessionID: " + SESSION + "\r\nAppID: 2\r\nContext: "
            + MsnText.context(file.getFileName().toString(), data.length()) + "\r\n"));
        room.await(command -> command.isMessage(MsnText.P2P)
            && MsnText.carried(command).startsWith("MSNSLP/1.0 200 OK"));
        split(SESSION, 101, FILE_DATA, data);
        room.await(command -> command.isMessage(MsnText.P2P)
            && P2pHeader.of(command).flags() == ACKNOWLEDGEMENT && P2pHeader.of(command).session() == SESSION);
        split(0, 102, 0, MsnText.slp("BYE MSNMSGR:" + other + " MSNSLP/1.0", own, other, "sessionclosebody", "\r\n"));
    }

    /** Waits for an offer, takes it, and the file. */
    void receive(Path target) throws IOException {
        StringBuilder offer = new StringBuilder();
        while (offer.indexOf("\r\n\r\n\0") < 0) {
            offer.append(MsnText.carried(packet(0)));
        }
        if (!offer.toString().startsWith("INVITE ")) {
            throw new IOException("not an offer: " + offer.substring(0, offer.indexOf("\r")));
        }
        split(0, 200, 0, MsnText.slp("MSNSLP/1.0 200 OK", own, other, "sessionreqbody",
            "SessionID: " + SESSION + "\r\n"));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        P2pHeader header;
        do {
            MsnCommand part = packet(SESSION);
            header = P2pHeader.of(part);
            file.writeBytes(MsnText.carried(part).getBytes(StandardCharsets.ISO_8859_1));
        } while (file.size() < header.total());
        Files.write(target, file.toByteArray());
        room.message('D', MsnText.packet(other,
            new P2pHeader(SESSION, 201, 0, header.total(), ACKNOWLEDGEMENT), ""));
    }

    private MsnCommand packet(int session) throws IOException {
        return room.await(command -> command.isMessage(MsnText.P2P) && P2pHeader.of(command).session() == session);
    }

    private void split(int session, int message, int flags, String data) throws IOException {
        for (int at = 0; at < data.length(); at += PART) {
            room.message('D', MsnText.packet(other, new P2pHeader(session, message, at, data.length(), flags),
                data.substring(at, Math.min(data.length(), at + PART))));
        }
    }
}
