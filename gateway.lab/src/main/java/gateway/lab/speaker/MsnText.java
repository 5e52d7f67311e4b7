package gateway.lab.speaker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What clients send each other, one character a byte. */
final class MsnText {
    static final String CHAT = "text/plain; charset=UTF-8\r\nX-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22";
    static final String INVITATION = "text/x-msmsgsinvite; charset=UTF-8";
    static final String P2P = "application/x-msnmsgrp2p";
    static final String FILE_TRANSFER = "{5D3E02AB-6190-11D3-BBBB-00C04F795683}";
    private static final int HEADER = 48;
    private static final int CONTEXT = 638;

    private MsnText() {
    }

    /** A message of a content type, which may bring other header lines with it. */
    static String message(String type, String body) {
        return "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + body;
    }

    /** UTF-8, one character a byte. */
    static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes that are one character each. */
    static String text(String wire) {
        return new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** A packet of MSNP2P for somebody in the room. */
    static String packet(String to, P2pHeader header, String data) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(header.session).putInt(header.message).putLong(header.offset).putLong(header.total)
            .putInt(data.length()).putInt(header.flags).putInt(header.message + 1).putInt(0).putLong(0);
        return message(P2P + "\r\nP2P-Dest: " + to, new String(bytes.array(), StandardCharsets.ISO_8859_1) + data
            + "\0\0\0" + (header.session == 0 ? '\0' : '\2'));
    }

    /** The numbers in front of a packet. */
    record P2pHeader(int session, int message, long offset, long total, int flags) {
        /** The header of a packet that somebody sent. */
        static P2pHeader of(MsnCommand command) {
            ByteBuffer bytes = ByteBuffer.wrap(command.body().getBytes(StandardCharsets.ISO_8859_1))
                .order(ByteOrder.LITTLE_ENDIAN);
            return new P2pHeader(bytes.getInt(0), bytes.getInt(4), bytes.getLong(8), bytes.getLong(16),
                bytes.getInt(28));
        }
    }

    /** What a packet carries. */
    static String carried(MsnCommand command) {
        String body = command.body();
        return body.substring(HEADER, body.length() - 4);
    }

    /** A text of MSNSLP. */
    static String slp(String line, String from, String to, String type, String lines) {
        String body = lines + "\r\n\0";
        return line + "\r\nTo: <msnmsgr:" + to + ">\r\nFrom: <msnmsgr:" + from + ">\r\n"
            + "Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\nCSeq: 0 \r\n"
            + "Call-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
            + "Content-Type: application/x-msnmsgr-" + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
            + body;
    }

    /** What an invitation to a file transfer says of the file. */
    static String context(String name, long size) {
        ByteBuffer fields = ByteBuffer.allocate(CONTEXT).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(CONTEXT).putInt(3).putLong(size).putInt(1).put(name.getBytes(StandardCharsets.UTF_16LE))
            .putInt(570, -1);
        return Base64.getEncoder().encodeToString(fields.array());
    }
}
