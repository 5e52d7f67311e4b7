package gateway.core.internal.keyword;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.WireText;
import gateway.api.protocol.WireText.Encoding;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every part of a text in every encoding: same length, the part gone, all else as it was. */
class OverwritingTest {
    private static final String TEXT = "ab\u00e9\u20ac \ud83d\ude00=%z+_~/?\r\n\u00fcend";

    private static byte[] encode(Encoding encoding, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return switch (encoding) {
            case ISO_8859_1 -> text.getBytes(StandardCharsets.ISO_8859_1);
            case UTF_8 -> utf8;
            case UTF_16LE -> text.getBytes(StandardCharsets.UTF_16LE);
            case PERCENT -> ascii(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
            case QUOTED_PRINTABLE -> quotedPrintable(utf8);
            case BASE64 -> Base64.getMimeEncoder(8, ascii("\r\n")).encode(utf8);
            case BASE64_UTF_16LE -> Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_16LE));
        };
    }

    private static String decode(Encoding encoding, byte[] wire) {
        return switch (encoding) {
            case ISO_8859_1 -> new String(wire, StandardCharsets.ISO_8859_1);
            case UTF_8 -> new String(wire, StandardCharsets.UTF_8);
            case UTF_16LE -> new String(wire, StandardCharsets.UTF_16LE);
            case PERCENT -> URLDecoder.decode(new String(wire, StandardCharsets.US_ASCII), StandardCharsets.UTF_8);
            case QUOTED_PRINTABLE -> plain(new String(wire, StandardCharsets.US_ASCII).replace("=\r\n", ""));
            case BASE64 -> new String(Base64.getMimeDecoder().decode(wire), StandardCharsets.UTF_8);
            case BASE64_UTF_16LE -> new String(Base64.getDecoder().decode(wire), StandardCharsets.UTF_16LE);
        };
    }

    /** Every second byte as an escape, and a soft line break after every fifth. */
    private static byte[] quotedPrintable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            boolean plain = i % 2 == 0 && bytes[i] > ' ' && bytes[i] != '=';
            text.append(plain ? String.valueOf((char) bytes[i]) : String.format("=%02X", bytes[i] & 0xff));
            text.append(i % 5 == 4 ? "=\r\n" : "");
        }
        return ascii(text.toString());
    }

    private static String plain(String quoted) {
        byte[] bytes = new byte[quoted.length()];
        int length = 0;
        for (int i = 0; i < quoted.length(); i++) {
            boolean escape = quoted.charAt(i) == '=';
            bytes[length++] = (byte) (escape ? Integer.parseInt(quoted.substring(i + 1, i + 3), 16)
                : quoted.charAt(i));
            i += escape ? 2 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] patched(byte[] wire, List<Overwriting.Patch> patches) {
        byte[] bytes = wire.clone();
        patches.forEach(patch -> System.arraycopy(patch.bytes(), 0, bytes, patch.offset(), patch.bytes().length));
        return bytes;
    }

    /** As many fillers as the encoding has units. */
    private static String fillers(Encoding encoding, String part) {
        int units = switch (encoding) {
            case UTF_16LE, BASE64_UTF_16LE, ISO_8859_1 -> part.length();
            default -> part.getBytes(StandardCharsets.UTF_8).length;
        };
        return "*".repeat(units);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldOverwriteEveryPartAndNothingElse(Encoding encoding) {
        String text = encoding == Encoding.ISO_8859_1 ? "ab\u00e9=%z+_~/?\r\n\u00fcend" : TEXT;
        byte[] wire = encode(encoding, text);
        assertEquals(text, decode(encoding, wire), "the test's own encoding");
        int parts = 0;
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                if (inPair(text, from) || inPair(text, to)) {
                    continue;
                }
                WireText said = new WireText(text, encoding, 0, wire.length);
                byte[] after = patched(wire,
                    Overwriting.of(said, wire, new int[] {from, to}, '*').orElseThrow());
                assertEquals(wire.length, after.length);
                assertEquals(text.substring(0, from) + fillers(encoding, text.substring(from, to))
                    + text.substring(to), decode(encoding, after), from + " to " + to);
                parts++;
            }
        }
        assertTrue(parts > 100);
    }

    private static boolean inPair(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void shouldOverwriteSeveralPartsAtOnce(Encoding encoding) {
        String text = "one two three";
        byte[] wire = encode(encoding, text);
        WireText said = new WireText(text, encoding, 0, wire.length);
        byte[] after = patched(wire, Overwriting.of(said, wire, new int[] {0, 3, 8, 13, 9, 11}, 'x').orElseThrow());
        assertEquals("xxx two xxxxx", decode(encoding, after));
    }

    @Test
    void shouldLeaveTheLettersOfBase64ThatHoldNothingOfIt() {
        byte[] wire = ascii("YWFhYmJi");
        List<Overwriting.Patch> patches = Overwriting.of(new WireText("aaabbb", Encoding.BASE64, 0, 8), wire,
            new int[] {3, 6}, '*').orElseThrow();
        assertEquals("YWFhKioq", new String(patched(wire, patches), StandardCharsets.US_ASCII));
        assertTrue(patches.stream().allMatch(patch -> patch.offset() >= 4));
    }

    @Test
    void shouldKeepTheCaseOfWhatItDoesNotTouch() {
        byte[] wire = ascii("%c3%A9bomb%2a");
        List<Overwriting.Patch> patches = Overwriting.of(new WireText("\u00e9bomb*", Encoding.PERCENT, 0, wire.length),
            wire, new int[] {1, 5}, '*').orElseThrow();
        assertEquals("%c3%A9****%2a", new String(patched(wire, patches), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldReadBrokenBytesAsTheDissectorDid() {
        byte[][] broken = {{(byte) 0xff, 'a', 'b'}, {'a', (byte) 0xe2, (byte) 0x82, 'b'}, {'a', 'b', (byte) 0xe2},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 'a'}, {(byte) 0xf0, (byte) 0x9f, 'a'}, {(byte) 0xc0, (byte) 0x80}};
        for (byte[] wire : broken) {
            String text = new String(wire, StandardCharsets.UTF_8);
            WireText said = new WireText(text, Encoding.UTF_8, 0, wire.length);
            byte[] after = patched(wire,
                Overwriting.of(said, wire, new int[] {0, text.length()}, '*').orElseThrow());
            assertArrayEquals(ascii("*".repeat(wire.length)), after);
        }
    }

    @Test
    void shouldRefuseBytesThatAreNotTheText() {
        WireText said = new WireText("bomb", Encoding.UTF_8, 0, 4);
        assertEquals(Optional.empty(), Overwriting.of(said, ascii("bumb"), new int[] {0, 4}, '*'));
        assertEquals(Optional.empty(), Overwriting.of(said, ascii("bom"), new int[] {0, 4}, '*'));
        assertEquals(Optional.empty(), Overwriting.of(new WireText("bomb", Encoding.UTF_16LE, 0, 4), ascii("bomb"),
            new int[] {0, 4}, '*'));
    }

    @Test
    void shouldNeverThrowAndNeverChangeTheLength() {
        Random random = new Random(109);
        for (int round = 0; round < 20_000; round++) {
            byte[] wire = new byte[random.nextInt(40)];
            random.nextBytes(wire);
            for (int i = 0; i < wire.length; i++) {
                wire[i] = random.nextBoolean() ? (byte) "=%4aAZ+/\r\n".charAt(random.nextInt(10)) : wire[i];
            }
            Encoding encoding = Encoding.values()[random.nextInt(Encoding.values().length)];
            String text = text(encoding, TransferLayer.of(encoding, wire).plain());
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            Optional<List<Overwriting.Patch>> patches =
                Overwriting.of(new WireText(text, encoding, 0, wire.length), wire, new int[] {from, to}, '*');
            assertTrue(patches.isPresent(), () -> encoding + " " + text);
            patches.get().forEach(patch -> assertTrue(patch.offset() + patch.bytes().length <= wire.length));
        }
    }

    private static String text(Encoding encoding, byte[] plain) {
        if (!CharacterBorders.isWide(encoding)) {
            return new String(plain, encoding == Encoding.ISO_8859_1 ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8);
        }
        StringBuilder units = new StringBuilder();
        for (int i = 0; i < plain.length; i += 2) {
            units.append(i + 1 < plain.length ? (char) (plain[i] & 0xff | plain[i + 1] << 8) : '\ufffd');
        }
        return units.toString();
    }
}
