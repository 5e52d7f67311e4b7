package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.harmless;
import static gateway.core.internal.evasion.Evasion.refused;

import java.util.List;
import java.util.stream.Stream;

/** Two texts for the same place in the stream, one for the gateway and one for the receiver. */
final class Replacing {
    private static final String BAD = Chat.says("it is " + Wire.WORD);
    private static final String GOOD = Chat.says("it is " + Wire.OTHER);
    private static final int END = BAD.length();
    private static final int WORD = END - 5;

    private Replacing() {
    }

    static List<Evasion> all() {
        return Stream.concat(repeated().stream(), behindGaps().stream()).toList();
    }

    /** Where the honest bytes were delivered. */
    private static List<Evasion> repeated() {
        return List.of(
            harmless("repeated with other bytes", wire -> {
                int at = wire.here();
                wire.send(GOOD).pass(wire.at(at, BAD));
            }),
            harmless("repeated with other bytes a minute later", wire -> {
                int at = wire.here();
                wire.send(GOOD).wait(60_000).pass(wire.at(at, BAD));
            }),
            refused("repeated with other bytes and more behind", wire -> {
                int at = wire.here();
                wire.send(GOOD).pass(wire.at(at, BAD + BAD));
            }),
            harmless("repeated in pieces with other bytes", wire -> {
                int at = wire.here();
                wire.send(GOOD);
                for (int i = WORD; i < END; i++) {
                    wire.pass(wire.at(at + i, BAD.substring(i, i + 1)));
                }
            }));
    }

    /** Where the receiver has neither of them yet, or one only. */
    private static List<Evasion> behindGaps() {
        return List.of(
            harmless("other bytes behind a gap, the honest ones first", wire -> {
                wire.pass(wire.at(wire.here() + WORD, Wire.OTHER)).pass(wire.at(wire.here() + WORD, Wire.WORD));
                wire.send(GOOD.substring(0, WORD)).skip(5);
            }),
            refused("other bytes behind a gap, the honest ones last", wire -> {
                wire.pass(wire.at(wire.here() + WORD, Wire.WORD)).pass(wire.at(wire.here() + WORD, Wire.OTHER));
                wire.send(BAD.substring(0, WORD));
            }),
            harmless("behind a gap, overlapping to the left", wire -> {
                wire.pass(wire.at(wire.here() + WORD, Wire.OTHER));
                wire.pass(wire.at(wire.here() + WORD - 4, BAD.substring(WORD - 4, WORD + 3)));
                wire.send(GOOD.substring(0, WORD)).skip(5);
            }),
            harmless("behind a gap, overlapping to the right", wire -> {
                wire.pass(wire.at(wire.here() + WORD - 4, GOOD.substring(WORD - 4, WORD + 3)));
                wire.pass(wire.at(wire.here() + WORD, Wire.WORD));
                wire.send(GOOD);
            }),
            harmless("behind a gap, one segment around another", wire -> {
                wire.pass(wire.at(wire.here() + WORD + 1, Wire.OTHER.substring(1, 3)));
                wire.pass(wire.at(wire.here() + 5, BAD.substring(5)));
                wire.send(GOOD);
            }),
            harmless("behind a gap, one segment within another", wire -> {
                wire.pass(wire.at(wire.here() + 5, GOOD.substring(5)));
                wire.pass(wire.at(wire.here() + WORD, Wire.WORD.substring(0, 2)));
                wire.send(GOOD.substring(0, 5)).skip(END - 5);
            }),
            harmless("the filler of a gap brings other bytes", wire -> {
                wire.pass(wire.at(wire.here() + WORD, Wire.OTHER)).pass(wire.at(wire.here(), BAD));
                wire.send(GOOD);
            }),
            harmless("every second byte twice", wire -> {
                int at = wire.here();
                for (int i = 0; i < 5; i += 2) {
                    wire.pass(wire.at(at + WORD + i, Wire.OTHER.substring(i, i + 1)));
                    wire.pass(wire.at(at + WORD + i, Wire.WORD.substring(i, i + 1)));
                }
                wire.send(GOOD);
            }),
            harmless("a keep-alive with a wrong byte", wire -> {
                wire.send(GOOD).pass(wire.at(wire.here() - 1, "a")).pass(wire.at(wire.here() - 1, "b"));
            }),
            refused("one segment over old and new", wire -> {
                wire.send(GOOD.substring(0, WORD));
                int begin = wire.here() - 20;
                wire.pass(wire.at(begin, "y".repeat(20) + Wire.WORD));
                wire.send(Wire.OTHER);
            }),
            refused("one segment over acknowledged and new", wire -> {
                wire.send(BAD.substring(0, WORD));
                wire.pass(wire.at(wire.here() - 20, BAD.substring(WORD - 20)));
            }),
            harmless("other bytes a window later", wire ->
                wire.pass(wire.at(wire.here() + 1_000_000, BAD)).send(GOOD)),
            harmless("other bytes 2^31 behind", wire ->
                wire.pass(wire.at(wire.here() + Integer.MIN_VALUE, BAD)).send(GOOD)));
    }
}
