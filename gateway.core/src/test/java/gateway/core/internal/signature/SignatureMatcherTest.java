package gateway.core.internal.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignatureMatcherTest {
    @Test
    void shouldMatchNothingWithoutSignatures() {
        SignatureMatcher matcher = new SignatureMatcher(List.of());
        assertEquals(0, matcher.matches(Transport.TCP, view("anything")));
        assertEquals(0, matcher.matches(Transport.UDP, view("")));
    }

    @Test
    void shouldCompareAnchoredBytesUnderTheirMask() {
        Signature signature = new Signature.Anchored("a", Transport.UDP, 1, bytes(0x40, 0x07), bytes(0xf0, 0xff), 0);
        SignatureMatcher matcher = matcher(signature);
        assertEquals(1, matcher.matches(Transport.UDP, ByteView.of(bytes(9, 0x4f, 7))));
        assertEquals(0, matcher.matches(Transport.UDP, ByteView.of(bytes(9, 0x5f, 7))));
        assertEquals(0, matcher.matches(Transport.UDP, ByteView.of(bytes(9, 0x4f, 6))));
        assertEquals(0, matcher.matches(Transport.TCP, ByteView.of(bytes(9, 0x4f, 7))));
    }

    @Test
    void shouldIgnoreBitsOfASignatureThatItsMaskHides() {
        Signature signature = new Signature.Anchored("a", Transport.TCP, 5, bytes(0xff), bytes(0x80), 0);
        assertEquals(1, matcher(signature).matches(Transport.TCP, ByteView.of(bytes(0, 0, 0, 0, 0, 0x80))));
    }

    @Test
    void shouldRespectTheMinimumLength() {
        Signature signature = new Signature.Anchored("a", Transport.TCP, 0, bytes(1), bytes(0xff), 3);
        assertEquals(0, matcher(signature).matches(Transport.TCP, ByteView.of(bytes(1, 2))));
        assertEquals(1, matcher(signature).matches(Transport.TCP, ByteView.of(bytes(1, 2, 3))));
    }

    @Test
    void shouldAskTheOwnerOfASignatureWithoutBytesWheneverThePayloadIsLongEnough() {
        Signature signature = new Signature.Anchored("any", Transport.TCP, 0, bytes(), bytes(), 2);
        assertEquals(0, matcher(signature).matches(Transport.TCP, ByteView.of(bytes(1))));
        assertEquals(1, matcher(signature).matches(Transport.TCP, ByteView.of(bytes(1, 2))));
    }

    @Test
    void shouldFindFloatingLiteralsOnlyWithinTheirDepth() {
        SignatureMatcher matcher = matcher(floating("peer", 6));
        assertEquals(1, matcher.matches(Transport.TCP, view("__peer")));
        assertEquals(0, matcher.matches(Transport.TCP, view("___peer")));
        assertEquals(0, matcher.matches(Transport.TCP, view("__Peer")));
    }

    @Test
    void shouldFindLiteralsThatOverlapOrContainOneAnother() {
        SignatureMatcher matcher = matcher(floating("he", 64), floating("she", 64), floating("his", 64),
            floating("hers", 64));
        assertEquals(0b1011, matcher.matches(Transport.TCP, view("ushers")));
        assertEquals(0b0100, matcher.matches(Transport.TCP, view("ahishihi")));
    }

    @Test
    void shouldCopeWithLiteralsThatUseEveryByteValue() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        SignatureMatcher matcher = matcher(new Signature.Floating("all", Transport.TCP, all, 300));
        byte[] payload = new byte[300];
        System.arraycopy(all, 0, payload, 44, 256);
        assertEquals(1, matcher.matches(Transport.TCP, ByteView.of(payload)));
        payload[299] = 0;
        assertEquals(0, matcher.matches(Transport.TCP, ByteView.of(payload)));
    }

    @Test
    void shouldMatchExpressionsOverAnyByteAndNewlines() {
        SignatureMatcher matcher = matcher(new Signature.Regex("r", Transport.TCP, "^\\xe3.{2}OK", false));
        assertEquals(1, matcher.matches(Transport.TCP, ByteView.of(bytes(0xe3, '\n', 0x00, 'O', 'K'))));
        assertEquals(0, matcher.matches(Transport.TCP, ByteView.of(bytes(0xe3, '\n', 0x00, 'o', 'k'))));
    }

    @Test
    void shouldIgnoreCaseWhereAnExpressionSaysSo() {
        SignatureMatcher matcher = matcher(new Signature.Regex("r", Transport.TCP, "get /[a-z]+", true));
        assertEquals(1, matcher.matches(Transport.TCP, view("GET /ABC")));
    }

    @Test
    void shouldLookForExpressionsOnlyInTheFirstBytes() {
        SignatureMatcher matcher = matcher(new Signature.Regex("r", Transport.TCP, "end", false));
        String filler = "x".repeat(Signature.MAX_DEPTH - 3);
        assertEquals(1, matcher.matches(Transport.TCP, view(filler + "end")));
        assertEquals(0, matcher.matches(Transport.TCP, view(filler + "xend")));
    }

    @Test
    void shouldAnswerAnExpressionMadeToBacktrackInLinearTime() {
        SignatureMatcher matcher = matcher(new Signature.Regex("r", Transport.TCP, "(a*)*(a|aa)*b", false));
        assertEquals(0, matcher.matches(Transport.TCP, view("a".repeat(Signature.MAX_DEPTH))));
    }

    @Test
    void shouldNameTheSignatureWhoseExpressionIsBroken() {
        Signature broken = new Signature.Regex("bt-17", Transport.TCP, "(unclosed", false);
        assertTrue(SignatureMatcher.problemOf(broken).orElseThrow().contains("bt-17"));
        assertTrue(SignatureMatcher.problemOf(floating("fine", 10)).isEmpty());
        Exception refused = assertThrows(IllegalArgumentException.class, () -> matcher(broken));
        assertTrue(refused.getMessage().contains("bt-17"));
    }

    @Test
    void shouldRefuseTheSixtyFifthOwner() {
        Signature signature = floating("x", 1);
        assertEquals(Long.MIN_VALUE, new OwnedSignature(63, signature).ownerBit());
        assertThrows(IllegalArgumentException.class, () -> new OwnedSignature(64, signature));
    }

    @Test
    void shouldNotFollowChangesOfTheArraysItWasBuiltFrom() {
        byte[] bytes = bytes(1, 2);
        SignatureMatcher matcher = matcher(Signature.at("a", Transport.TCP, 0, bytes));
        bytes[0] = 9;
        assertEquals(1, matcher.matches(Transport.TCP, ByteView.of(bytes(1, 2))));
    }

    private static SignatureMatcher matcher(Signature... signatures) {
        return new SignatureMatcher(IntStream.range(0, signatures.length)
            .mapToObj(i -> new OwnedSignature(i, signatures[i])).toList());
    }

    private static Signature floating(String literal, int depth) {
        return new Signature.Floating(literal, Transport.TCP, literal.getBytes(StandardCharsets.ISO_8859_1), depth);
    }

    private static ByteView view(String text) {
        return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
