package gateway.protocol.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
    private static final String SAMPLE = "d1:ad2:id3:abce3:keyli1ei-20e0:e1:zi999999e";

    @ParameterizedTest
    @ValueSource(strings = {"i0e", "i-5e", "0:", "4:spam", "le", "de", "l4:spami1ee", "d3:fooi1ee", SAMPLE + "e"})
    void shouldMeasureWholeValues(String text) {
        ByteView bytes = view(text + "rest");
        assertEquals(text.length(), Bencode.skip(bytes, 0, bytes.length()));
        for (int end = 0; end < text.length(); end++) {
            assertEquals(Bencode.TRUNCATED, Bencode.skip(bytes, 0, end), "up to " + end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "e", "ie", "i-e", "i1x", "i1111111111111111111111e", "1", "d1:ae", "di1ei2ee", "-1:a",
        "1234567890:", "4spam", "l-e"})
    void shouldDenyWhatIsNone(String text) {
        ByteView bytes = view(text);
        assertTrue(Bencode.skip(bytes, 0, bytes.length()) < 0);
    }

    @Test
    void shouldRejectDeepNesting() {
        int deep = Bencode.MAX_DEPTH;
        assertTrue(Bencode.isWhole(view("l".repeat(deep) + "e".repeat(deep)), 0, 2 * deep));
        assertEquals(Bencode.MALFORMED, Bencode.skip(view("l".repeat(100_000)), 0, 100_000));
    }

    @Test
    void shouldNotBelieveLengths() {
        assertEquals(Bencode.TRUNCATED, Bencode.skip(view("999999999:abc"), 0, 13));
        assertEquals(-2, Bencode.textLength(view("5:abc"), 0, 5));
    }

    @Test
    void shouldFindKeys() {
        ByteView bytes = view(SAMPLE + "e");
        int end = bytes.length();
        int inner = Bencode.find(bytes, 0, end, Bencode.key("a"));
        assertEquals(3, Bencode.textLength(bytes, Bencode.find(bytes, inner, end, Bencode.key("id")), end));
        assertEquals(999999, Bencode.integer(bytes, Bencode.find(bytes, 0, end, Bencode.key("z")), end, -1));
        assertTrue(Bencode.find(bytes, 0, end, Bencode.key("id")) < 0);
        assertTrue(Bencode.find(bytes, 4, end, Bencode.key("a")) < 0);
    }

    @Test
    void shouldReadIntegers() {
        assertEquals(-20, Bencode.integer(view("i-20e"), 0, 5, 7));
        assertEquals(7, Bencode.integer(view("4:spam"), 0, 6, 7));
        assertEquals(7, Bencode.integer(view("i9999999999999999999e"), 0, 21, 7));
    }

    @Test
    void shouldNeverThrowOnRandomBytes() {
        Mutator mutator = new Mutator(3);
        byte[] good = Ascii.bytes(SAMPLE + "e");
        for (int i = 0; i < 100_000; i++) {
            ByteView bytes = ByteView.of(i % 3 == 0 ? mutator.noise(60) : mutator.mutate(good));
            int end = bytes.length();
            assertTrue(Bencode.skip(bytes, 0, end) <= end);
            assertTrue(Bencode.find(bytes, 0, end, Bencode.key("z")) < Math.max(1, end));
            Bencode.integer(bytes, 0, end, 0);
        }
    }

    @Test
    void shouldFindTheEndPieceByPieceWhereItIs() {
        Mutator mutator = new Mutator(4);
        byte[] good = Ascii.bytes(SAMPLE + "e");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = i == 0 ? good : mutator.mutate(good);
            int whole = Bencode.skip(ByteView.of(bytes), 0, bytes.length);
            if (whole > 0) {
                assertEquals(whole, scan(bytes));
            }
        }
    }

    @Test
    void shouldGiveUpScanningWhatIsNone() {
        BencodeScanner scanner = new BencodeScanner();
        assertFalse(scanner.add('<'));
        assertTrue(scanner.malformed());
    }

    private static int scan(byte[] bytes) {
        BencodeScanner scanner = new BencodeScanner();
        for (int i = 0; i < bytes.length; i++) {
            if (scanner.add(bytes[i] & 0xff)) {
                return i + 1;
            }
        }
        return -1;
    }

    private static ByteView view(String text) {
        return ByteView.of(Ascii.bytes(text));
    }
}
