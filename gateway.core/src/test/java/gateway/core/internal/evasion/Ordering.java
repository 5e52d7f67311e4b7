package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.Outcome.REFUSED;
import static gateway.core.internal.evasion.Evasion.fresh;
import static gateway.core.internal.evasion.Evasion.harmless;
import static gateway.core.internal.evasion.Evasion.refused;

import gateway.core.internal.packet.Packet;
import java.util.List;
import java.util.stream.Stream;

/** The word is cut, mixed up and sent in strange segments, but it is sent: it has to be put together and read. */
final class Ordering {
    private static final String BAD = Chat.says("it is umbra");
    private static final int CUT = BAD.length() - 3;

    private Ordering() {
    }

    static List<Evasion> all() {
        return Stream.concat(pieces().stream(), surroundings().stream()).toList();
    }

    /** The word in pieces. */
    private static List<Evasion> pieces() {
        return List.of(
            refused("one byte a segment", wire -> inPieces(wire, BAD, 1)),
            refused("cut within the word", wire -> wire.send(BAD.substring(0, CUT)).send(BAD.substring(CUT))),
            refused("cut within a letter", wire -> {
                String wide = Chat.says("\uff55\uff4d\uff42\uff52\uff41");
                wire.send(wide.substring(0, wide.length() - 4)).send(wide.substring(wide.length() - 4));
            }),
            refused("segments in reverse", wire -> {
                for (int at = BAD.length() - 1; at >= 0; at--) {
                    wire.pass(wire.at(wire.here() + at, BAD.substring(at, at + 1)));
                }
            }),
            refused("even bytes first, then odd ones", wire -> {
                for (int at = 0; at < 2 * BAD.length(); at += 2) {
                    int place = at < BAD.length() ? at : at - BAD.length() / 2 * 2 - (BAD.length() % 2 == 0 ? -1 : 1);
                    if (place < BAD.length()) {
                        wire.pass(wire.at(wire.here() + place, BAD.substring(place, place + 1)));
                    }
                }
            }),
            refused("the end before the beginning", wire -> {
                wire.pass(wire.at(wire.here() + CUT, BAD.substring(CUT)));
                wire.send(BAD.substring(0, CUT));
            }),
            refused("a gap that is filled last", wire -> {
                wire.pass(wire.at(wire.here() + 3, BAD.substring(3))).wait(20_000);
                wire.send(BAD.substring(0, 3));
            }),
            refused("empty segments between", wire -> {
                for (int at = 0; at < BAD.length(); at += 5) {
                    wire.pass(wire.bare()).send(BAD.substring(at, Math.min(BAD.length(), at + 5)));
                }
            }),
            refused("one large merged segment", wire ->
                wire.send(Chat.says("x".repeat(1000)).repeat(20) + BAD)),
            refused("behind much that is honest", wire -> {
                for (int i = 0; i < 60; i++) {
                    wire.send(Chat.says("nothing " + i));
                }
                wire.send(BAD);
            }));
    }

    /** The word in one piece, in a strange segment or at a strange time. */
    private static List<Evasion> surroundings() {
        return List.of(
            refused("with the FIN", wire ->
                wire.pass(wire.at(wire.here(), BAD).flags(Packet.ACK | Packet.FIN))),
            refused("behind a FIN", wire -> wire.pass(wire.bare().flags(Packet.ACK | Packet.FIN)).send(BAD)),
            refused("with PSH and ECN flags", wire ->
                wire.pass(wire.at(wire.here(), BAD).flags(Packet.ACK | 0x08 | 0xc0))),
            refused("without timestamps", wire -> wire.pass(wire.bare().payload(BAD))),
            refused("small window announced", wire -> wire.pass(wire.at(wire.here(), BAD).window(0))),
            refused("after a long silence", wire -> wire.wait(100_000).send(BAD)),
            refused("unknown options", wire -> wire.pass(wire.at(wire.here(), BAD)
                .options(new byte[] {(byte) 253, 8, 1, 2, 3, 4, 5, 6}))),
            harmless("text in the options", wire -> wire.pass(wire.bare()
                .options(new byte[] {(byte) 253, 8, 'u', 'm', 'b', 'r', 'a', 0}))),
            fresh("with the sign-in, in one segment", REFUSED, wire -> wire.send(Chat.SIGN_IN + BAD)),
            fresh("a first segment of one byte", REFUSED, wire -> inPieces(wire.send("U").send("SR 1 "),
                Chat.SIGN_IN.substring(6) + BAD, 20)),
            fresh("the sign-in in reverse", REFUSED, wire -> {
                wire.pass(wire.at(10, Chat.SIGN_IN.substring(10))).pass(wire.at(0, Chat.SIGN_IN.substring(0, 10)));
                wire.skip(Chat.SIGN_IN.length()).send(Chat.SIGN_IN).send(BAD);
            }));
    }

    private static void inPieces(Wire wire, String text, int size) {
        for (int at = 0; at < text.length(); at += size) {
            wire.send(text.substring(at, Math.min(text.length(), at + size)));
        }
    }
}
