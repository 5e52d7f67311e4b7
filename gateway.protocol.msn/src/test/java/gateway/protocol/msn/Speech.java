package gateway.protocol.msn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What clients and servers say, made for tests. One character a byte. */
final class Speech {
    static final String ALICE = "alice@example.net";
    static final String BOB = "bob@example.org";
    static final String GUID = "{5D3E02AB-6190-11D3-BBBB-00C04F795683}";
    static final String TICKET = "USR 1 " + ALICE + " 1115371039.15845\r\n";
    static final String TEXT_TYPE = "Content-Type: text/plain; charset=UTF-8\r\n"
        + "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=0\r\n";
    static final String INVITATION_TYPE = "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n";
    static final String P2P_TYPE = "Content-Type: application/x-msnmsgrp2p\r\n";
    static final int FILE_DATA = 0x0100_0030;

    private Speech() {
    }

    /** The payload of a message. */
    static String mime(String headers, String body) {
        return "MIME-Version: 1.0\r\n" + headers + "\r\n" + body;
    }

    /** A message as a client sends it. */
    static String sent(int number, String payload) {
        return "MSG " + number + " N " + payload.length() + "\r\n" + payload;
    }

    /** A message as a server delivers it. */
    static String delivered(String from, String payload) {
        return "MSG " + from + " nick " + payload.length() + "\r\n" + payload;
    }

    /** A chat message as a client sends it. */
    static String says(int number, String text) {
        return sent(number, mime(TEXT_TYPE, wire(text)));
    }

    /** A chat message as a server delivers it. */
    static String hears(String from, String text) {
        return delivered(from, mime(TEXT_TYPE, wire(text)));
    }

    /** UTF-8, one character a byte. */
    static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A packet of MSNP2P with the first version's header, without a footer. */
    static String p2p(long session, int message, long offset, long total, int flags, String data) {
        byte[] bytes = Text.bytes(data);
        return text(ByteBuffer.allocate(48 + bytes.length).order(ByteOrder.LITTLE_ENDIAN).putInt((int) session)
            .putInt(message).putLong(offset).putLong(total).putInt(bytes.length).putInt(flags).putInt(7).putInt(0)
            .putLong(0).put(bytes).array());
    }

    /** A packet of MSNP2P with the second version's header, without a footer. */
    static String p2p2(long session, int number, int flags, long remaining, String data) {
        byte[] bytes = Text.bytes(data);
        int inner = remaining > 0 ? 20 : 8;
        ByteBuffer packet = ByteBuffer.allocate(8 + inner + bytes.length);
        packet.put((byte) 8).put((byte) 0).putShort((short) (inner + bytes.length)).putInt(1000);
        packet.put((byte) inner).put((byte) flags).putShort((short) number).putInt((int) session);
        if (remaining > 0) {
            packet.put((byte) 1).put((byte) 8).putLong(remaining).putShort((short) 0);
        }
        return text(packet.put(bytes).array());
    }

    /** The packet in a message through a switchboard. */
    static String relayed(String to, String packet) {
        return mime(P2P_TYPE + "P2P-Dest: " + to + "\r\n", packet + "\0\0\0\2");
    }

    /** The packet in a frame of a direct connection. */
    static String framed(String packet) {
        return text(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(packet.length()).array()) + packet;
    }

    /** An invitation to a file transfer by MSNSLP. */
    static String slpInvite(String context, int session) {
        String body = "EUF-GUID: " + GUID + "\r\nSessionID: " + session + "\r\nAppID: 2\r\nContext: " + context
            + "\r\n\r\n\0";
        return slp("INVITE MSNMSGR:" + BOB + " MSNSLP/1.0", "sessionreqbody", body);
    }

    /** A text of MSNSLP from Alice to Bob. */
    static String slp(String line, String type, String body) {
        return line + "\r\nTo: <msnmsgr:" + BOB + ">\r\nFrom: <msnmsgr:" + ALICE + ">\r\n"
            + "Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}\r\nCSeq: 0 \r\n"
            + "Call-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}\r\nMax-Forwards: 0\r\n"
            + "Content-Type: application/x-msnmsgr-" + type + "\r\n"
            + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** What an invitation says of a file. */
    static String context(String name, long size) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer fields = ByteBuffer.allocate(638).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(638).putInt(3).putLong(size).putInt(1).put(letters).putInt(570, -1);
        return Base64.getEncoder().encodeToString(fields.array());
    }

    /** A block of MSNFTP. */
    static String block(String data) {
        return "\0" + (char) (data.length() & 0xff) + (char) (data.length() >> 8) + data;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
