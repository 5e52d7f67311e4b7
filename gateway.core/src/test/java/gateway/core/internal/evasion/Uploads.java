package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.Outcome.REFUSED;
import static gateway.core.internal.evasion.Evasion.web;

import java.util.List;

/** Names of files that are sent by HTTP: of a body, and of its parts. */
final class Uploads {
    private static final String FORM = "Content-Type: multipart/form-data; boundary=b\r\n";

    private Uploads() {
    }

    static List<Evasion> all() {
        return List.of(
            uploads("upload with the name in its head",
                "Content-Disposition: attachment; filename=\"umbra.iso\"\r\n", ""),
            uploads("name with an asterisk beside an honest one",
                "Content-Disposition: attachment; filename=apple; filename*=UTF-8''um%62ra\r\n", ""),
            uploads("honest name with an asterisk beside the other",
                "Content-Disposition: attachment; filename=umbra; filename*=UTF-8''apple\r\n", ""),
            uploads("name in pieces",
                "Content-Disposition: attachment; filename*0=\"um\"; filename*1=\"bra\"\r\n", ""),
            uploads("name in an encoded word",
                "Content-Disposition: attachment; filename=\"=?UTF-8?Q?um=62ra?=\"\r\n", ""),
            uploads("two names in two headers", "Content-Disposition: attachment; filename=apple\r\n"
                + "Content-Disposition: attachment; filename=umbra\r\n", ""),
            uploads("name in a header that goes on in the next line",
                "Content-Disposition: attachment;\r\n\tfilename=umbra\r\n", ""),
            uploads("name behind two thousand letters",
                "Content-Disposition: attachment; filename=" + "x".repeat(2000) + "umbra\r\n", ""),
            uploads("form with a file", FORM, part("form-data; name=\"f\"; filename=\"umbra.iso\"")),
            uploads("form with a file, an asterisk", FORM, part("form-data; filename*=utf-8''%75mbra; name=\"f\"")),
            uploads("form with a file, another border", FORM.replace("=b", "=\"c\"; boundary=b"),
                part("form-data; filename=umbra")),
            uploads("form with parts in a part", FORM, "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c"
                + part("file; filename=umbra").substring(3)),
            web("form with a file, one byte a segment", REFUSED, wire -> {
                wire.send(Names.HONEST);
                for (char letter : post(FORM, part("form-data; filename=\"umbra.iso\"")).toCharArray()) {
                    wire.send(String.valueOf(letter));
                }
            }),
            web("form with a file, the name across chunks", REFUSED, wire -> {
                String part = part("form-data; filename=\"umbra.iso\"");
                int cut = part.indexOf("bra");
                wire.send(Names.HONEST).send("POST /in HTTP/1.1\r\nHost: h\r\n" + FORM
                    + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(cut) + "\r\n"
                    + part.substring(0, cut) + "\r\n").send(Integer.toHexString(part.length() - cut) + "\r\n"
                    + part.substring(cut) + "\r\n0\r\n\r\n");
            }));
    }

    private static Evasion uploads(String name, String headers, String body) {
        return web(name, REFUSED, wire -> wire.send(Names.HONEST).send(post(headers, body)));
    }

    private static String post(String headers, String body) {
        String content = body.isEmpty() ? "content" : body;
        return "POST /in HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: " + content.length() + "\r\n\r\n"
            + content;
    }

    private static String part(String disposition) {
        return "--b\r\nContent-Disposition: " + disposition + "\r\n\r\ncontent\r\n--b--\r\n";
    }
}
