package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.Outcome.HARMLESS;
import static gateway.core.internal.evasion.Evasion.Outcome.REFUSED;
import static gateway.core.internal.evasion.Evasion.web;

import java.util.List;

/** Names of files in requests of HTTP. */
final class Names {
    static final String HONEST = get("/apple.iso");
    private static final String GATEWAY = "POST /gateway/gateway.dll?SessionID=1.1 HTTP/1.1\r\nHost: h\r\n"
        + "Content-Type: application/x-msn-messenger\r\n";

    private Names() {
    }

    static List<Evasion> all() {
        return List.of(
            asks("plain name", "/umbra.iso"),
            asks("name with letters percent-encoded", "/%75m%62ra.iso"),
            asks("name percent-encoded twice", "/%2575mbra.iso"),
            asks("name in the query", "/get?file=umbra.iso"),
            asks("name in wide letters", "/%EF%BD%95mbra.iso"),
            asks("name in a whole URI", "http://h/umbra.iso"),
            asks("name with dots", "/a/./b/../umbra.iso"),
            asks("name with a semicolon", "/x;umbra.iso"),
            web("name one byte a segment", REFUSED, wire -> {
                wire.send(HONEST);
                for (char letter : get("/umbra.iso").toCharArray()) {
                    wire.send(String.valueOf(letter));
                }
            }),
            web("second request on a connection", REFUSED, wire -> wire.send(HONEST).send(get("/umbra.iso"))),
            web("second request in a segment", REFUSED, wire -> wire.send(HONEST + get("/umbra.iso"))),
            web("lines that end with LF alone", REFUSED, wire ->
                wire.send(HONEST).send("GET /umbra.iso HTTP/1.1\nHost: h\n\n")),
            web("empty lines before a request", REFUSED, wire ->
                wire.send(HONEST).send("\r\n\r\n" + get("/umbra.iso"))),
            web("a range at a time", REFUSED, wire -> wire.send(HONEST).send(
                "GET /umbra.iso HTTP/1.1\r\nHost: h\r\nRange: bytes=0-0\r\n\r\n")),
            web("a method that nobody knows", REFUSED, wire -> wire.send(HONEST).send(
                "SEARCH /umbra.iso HTTP/1.1\r\nHost: h\r\n\r\n")),
            web("behind a chunked body", REFUSED, wire -> wire.send("POST /x HTTP/1.1\r\nHost: h\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n").send(get("/umbra.iso"))),
            web("behind a body of two lengths", REFUSED, wire -> wire.send("POST /x HTTP/1.1\r\nHost: h\r\n"
                + "Content-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").send(get("/umbra.iso"))),
            web("behind a chunk with an extension", REFUSED, wire -> wire.send("POST /x HTTP/1.1\r\nHost: h\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3;x=\"y\"\r\nabc\r\n0\r\nT: 1\r\n\r\n").send(get("/umbra.iso"))),
            web("MSN by HTTP, the word across chunks", REFUSED, wire -> {
                String message = Chat.SIGN_IN + Chat.says("it is umbra");
                int cut = message.length() - 3;
                wire.send(HONEST).send(GATEWAY + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(cut)
                    + "\r\n" + message.substring(0, cut) + "\r\n").send("3\r\nbra\r\n0\r\n\r\n");
            }),
            web("MSN by HTTP, the word across requests", REFUSED, wire -> {
                String message = Chat.SIGN_IN + Chat.says("it is umbra");
                int cut = message.length() - 3;
                wire.send(HONEST).send(GATEWAY + "Content-Length: " + cut + "\r\n\r\n" + message.substring(0, cut));
                wire.send(GATEWAY + "Content-Length: 3\r\n\r\nbra");
            }),
            web("half a name, and then another", HARMLESS, wire -> wire.send(get("/umb")).send(get("/ra"))));
    }

    private static Evasion asks(String name, String target) {
        return web(name, REFUSED, wire -> wire.send(HONEST).send(get(target)));
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }
}
