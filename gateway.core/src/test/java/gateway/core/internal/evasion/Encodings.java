package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.harmless;
import static gateway.core.internal.evasion.Evasion.refused;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The word in other letters, other encodings, and in the places where MSN carries text. */
final class Encodings {
    private Encodings() {
    }

    static List<Evasion> all() {
        return List.of(
            says("capitals", "it is UmBrA"),
            says("wide letters", "it is \uff55\uff4d\uff42\uff52\uff41"),
            says("zero width spaces", "it is u\u200bm\u200bb\u200cr\u2060a"),
            says("soft hyphens", "it is um\u00adbra"),
            says("direction marks", "it is um\u200e\u200fbra"),
            says("letters in circles", "it is \u24e4\u24dc\u24d1\u24e1\u24d0"),
            says("percent-encoded", "see http://x/%75%6dbra"),
            says("percent-encoded twice", "see http://x/%2575mbra"),
            says("numbers for letters", "it is &#117;mbr&#x61;"),
            refused("quoted-printable", wire -> wire.send(Chat.encoded("quoted-printable", "it is =75mbr=61"))),
            refused("quoted-printable, broken lines", wire ->
                wire.send(Chat.encoded("Quoted-Printable", "it is um=\r\nbra"))),
            refused("base64", wire -> wire.send(Chat.encoded("base64", base64("it is umbra",
                StandardCharsets.UTF_8)))),
            refused("base64 in broken lines", wire -> wire.send(Chat.encoded("BASE64",
                String.join("\r\n", base64("it is umbra", StandardCharsets.UTF_8).split("(?<=\\G.{5})"))))),
            refused("UTF-16", wire -> wire.send(Chat.inCharset("UTF-16LE", wide("it is umbra")))),
            refused("UTF-16 in base64", wire -> wire.send(Chat.message("Content-Type: text/plain; charset=utf-16\r\n"
                + "Content-Transfer-Encoding: base64\r\n", base64("it is umbra", StandardCharsets.UTF_16LE)))),
            refused("no content type", wire -> wire.send(Chat.message("", "it is umbra"))),
            refused("text in several parts", wire -> wire.send(Chat.message(
                "Content-Type: multipart/mixed; boundary=x\r\n", "--x\r\n\r\nit is umbra\r\n--x--"))),
            refused("two messages in a segment", wire -> wire.send(Chat.says("well") + Chat.says("umbra"))),
            refused("pieces of a message, the word across them", wire ->
                wire.send(Chat.firstOf(2, "it is um")).send(Chat.piece(1, "bra"))),
            refused("pieces of a message, the word in the first", wire -> wire.send(Chat.firstOf(3, "it is umbra"))),
            refused("pieces of a message that never ends", wire ->
                wire.send(Chat.firstOf(9, "it is u")).send(Chat.piece(1, "mb")).send(Chat.piece(2, "ra"))),
            refused("pieces of a message in base64", wire -> wire.send(Chat.message(
                "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n"
                    + "Message-ID: {1}\r\nChunks: 3\r\n", base64("it is um", StandardCharsets.UTF_8).substring(0, 8)))
                .send(Chat.piece(1, base64("it is umbra", StandardCharsets.UTF_8).substring(8)))),
            refused("an invitation to a file", wire -> wire.send(Chat.message(
                "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n", "Application-Name: File Transfer\r\n"
                    + "Application-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nInvitation-Command: INVITE\r\n"
                    + "Invitation-Cookie: 33267\r\nApplication-File: umbra.doc\r\nApplication-FileSize: 100\r\n"
                    + "\r\n"))),
            unfinished("unfinished message, the rest in another segment", "it is umbra, really", 8),
            unfinished("unfinished message, word across segments", "it is umbra, really", 11),
            unfinished("unfinished message, one letter to come", "it is umbra!", 1),
            harmless("half the word, and then nothing", wire -> wire.send(Chat.says("it is umb"))
                .send(Chat.says("ella weather"))));
    }

    private static Evasion says(String name, String text) {
        return refused(name, wire -> wire.send(Chat.says(text)));
    }

    /** The last letters come later, so that the message is not complete when the word has come. */
    private static Evasion unfinished(String name, String text, int later) {
        return refused(name, wire -> {
            String message = Chat.says(text);
            int cut = message.length() - later;
            wire.send(message.substring(0, cut)).send(message.substring(cut, cut + later / 2))
                .send(message.substring(cut + later / 2));
        });
    }

    private static String base64(String text, java.nio.charset.Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    private static String wide(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }
}
