package gateway.lab.speaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file that a host shares, and how it is sent: over HTTP, whole or in part.
 *
 * @param urn of its content, {@code urn:sha1:} and base32
 */
record GnutellaFile(String name, byte[] content, String urn) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    static GnutellaFile of(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return new GnutellaFile(file.getFileName().toString(), content, urn(content));
    }

    static String urn(byte[] content) {
        try {
            return "urn:sha1:" + base32(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int value = 0;
            for (int i = bit; i < bit + 5; i++) {
                value = value << 1 | bytes[i / 8] >> 7 - i % 8 & 1;
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }

    /** Answers requests on a connection until it ends. The first request may have been read already. */
    void serve(GnutellaLink link, String firstHead) throws IOException {
        String head = firstHead;
        while (true) {
            String target = head.substring(head.indexOf(' ') + 1, head.lastIndexOf(" HTTP/"));
            if (target.equals("/get/" + GnutellaHost.INDEX + "/" + name) || target.endsWith(urn)) {
                send(link, head);
            } else {
                link.text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
            head = link.head();
        }
    }

    private void send(GnutellaLink link, String request) throws IOException {
        int range = request.indexOf("Range: bytes=");
        int first = 0;
        int last = content.length - 1;
        if (range >= 0) {
            String[] places = request.substring(range + 13, request.indexOf('\r', range)).split("-", 2);
            first = Integer.parseInt(places[0]);
            last = places[1].isEmpty() ? last : Integer.parseInt(places[1]);
        }
        link.text((range < 0 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + first
            + "-" + last + "/" + content.length + "\r\n") + "Server: speaker/1\r\nContent-Type: "
            + "application/octet-stream\r\nX-Gnutella-Content-URN: " + urn + "\r\nContent-Disposition: inline; "
            + "filename=\"" + name + "\"\r\nContent-Length: " + (last - first + 1) + "\r\n\r\n");
        link.bytes(content, first, last - first + 1);
    }
}
