package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.HexFormat;
import java.util.List;

/** What tells Gnutella over TCP: the handshake, the lines of pushed transfers, and descriptors one after the other. */
final class TcpRules {
    private static final Detection HANDSHAKE = Detection.certain("G1 handshake").announcing();
    private static final Detection GIV = Detection.likely("G3 giv");
    private static final Detection PUSH = Detection.certain("G4 push");
    private static final Detection MIDSTREAM = Detection.certain("midstream descriptors").announcing();
    private static final byte[][] FIRST = {Text.bytes("GNUTELLA CONNECT/0."), Text.bytes("GNUTELLA/0."),
        Text.bytes("GNUTELLA OK")};
    private static final byte[] PUSH_LINE = Text.bytes("PUSH guid:");
    private static final byte[] GIV_LINE = Text.bytes("GIV ");
    private static final int SERVENT = 32;
    private static final int MAX_INDEX = 10;
    /** A chain of descriptors this long is no accident, even if the last one goes on in the next packet. */
    private static final int ENOUGH = 2;

    private TcpRules() {
    }

    static List<Signature> signatures() {
        HexFormat hex = HexFormat.of();
        // One letter of either case: a first segment may be cut anywhere.
        return List.of(
            new Signature.Anchored("G1 G3 first letter", Transport.TCP, 0, Text.bytes("G"), hex.parseHex("df"), 1),
            new Signature.Anchored("G4 first letter", Transport.TCP, 0, Text.bytes("P"), hex.parseHex("df"), 1),
            new Signature.Anchored("midstream", Transport.TCP, 17, hex.parseHex("000000000000"),
                hex.parseHex("f0f00000ffff"), Descriptor.HEADER));
    }

    static Detection detect(Flow flow, Head head) {
        Detection best = Detection.NO;
        for (Direction direction : Direction.values()) {
            best = better(best, firstLine(head.stream(direction)));
        }
        ByteView newest = head.payload(head.newest());
        best = better(best, handshake(newest));
        boolean chain = best == Detection.NO && flow.midstream() && isChain(newest);
        return chain ? MIDSTREAM : best;
    }

    private static Detection better(Detection one, Detection other) {
        return other.certainty().compareTo(one.certainty()) > 0 ? other : one;
    }

    private static Detection firstLine(ByteView stream) {
        return stream.length() == 0 ? Detection.NO
            : better(handshake(stream), better(greeting(stream, GIV_LINE, MAX_INDEX, GIV),
                greeting(stream, PUSH_LINE, 0, PUSH)));
    }

    /** Behind the negotiation with a proxy it begins a packet, not the stream. */
    private static Detection handshake(ByteView bytes) {
        Detection best = Detection.NO;
        for (byte[] line : FIRST) {
            int common = Text.agreement(bytes, 0, line);
            best = better(best, common == line.length ? HANDSHAKE
                : common > 0 && common == bytes.length() ? Detection.NEED_MORE : Detection.NO);
        }
        return best;
    }

    /** A word, perhaps a number and a colon, 32 hexadecimal digits. */
    private static Detection greeting(ByteView stream, byte[] word, int digits, Detection found) {
        int common = Text.agreement(stream, 0, word);
        if (common < word.length) {
            return common == stream.length() ? Detection.NEED_MORE : Detection.NO;
        }
        int at = word.length;
        if (digits > 0) {
            int colon = stream.indexOf(':', at, at + digits + 1);
            if (colon < 0) {
                return stream.length() <= at + digits && allOf(stream, at, stream.length(), 10)
                    ? Detection.NEED_MORE : Detection.NO;
            }
            if (!allOf(stream, at, colon, 10)) {
                return Detection.NO;
            }
            at = colon + 1;
        }
        if (!allOf(stream, at, Math.min(at + SERVENT, stream.length()), 16)) {
            return Detection.NO;
        }
        return stream.length() >= at + SERVENT ? found : Detection.NEED_MORE;
    }

    private static boolean allOf(ByteView bytes, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            if (bytes.u8(i) > 'f' || Character.digit(bytes.u8(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a packet in the middle of a link is descriptors from its first byte on. */
    private static boolean isChain(ByteView packet) {
        int at = 0;
        int sound = 0;
        while (sound < ENOUGH && packet.length() - at >= Descriptor.HEADER && Descriptor.plausible(packet, at)) {
            long length = Descriptor.length(packet, at);
            long end = at + Descriptor.HEADER + length;
            if (end > packet.length() || !DatagramForms.isPayload(packet, at, (int) end, true)) {
                return false;
            }
            sound++;
            at = (int) end;
        }
        return sound >= ENOUGH || sound > 0 && at == packet.length();
    }
}
