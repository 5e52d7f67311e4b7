package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.Outcome.HARMLESS;
import static gateway.core.internal.evasion.Evasion.Outcome.OVER;
import static gateway.core.internal.evasion.Evasion.Outcome.REFUSED;
import static gateway.core.internal.evasion.Evasion.opening;

import java.util.List;

/** Data in a SYN (RFC 7413, RFC 9293): some receivers take them, others wait for them to come again. */
final class FastOpen {
    private static final String BAD = Chat.SIGN_IN + Chat.says("it is " + Wire.WORD);
    private static final String GOOD = Chat.SIGN_IN + Chat.says("it is " + Wire.OTHER);
    private static final byte[] COOKIE = {34, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1};
    private static final byte[] SHARED = {(byte) 254, 12, (byte) 0xf9, (byte) 0x89, 1, 2, 3, 4, 5, 6, 7, 8};

    private FastOpen() {
    }

    static List<Evasion> all() {
        return List.of(
            opening("the word in the SYN, and again", REFUSED, wire -> wire.open(BAD).send(BAD)),
            opening("the word in the SYN alone", OVER, wire -> wire.open(BAD)),
            opening("Fast Open: the word in the SYN with a cookie", REFUSED, wire ->
                wire.open(BAD, COOKIE).send(BAD)),
            opening("Fast Open with the experimental option", REFUSED, wire -> wire.open(BAD, SHARED).send(BAD)),
            opening("Fast Open: honest bytes in the SYN, then the word", REFUSED, wire ->
                wire.open(GOOD, COOKIE).send(BAD)),
            opening("Fast Open: the word in the SYN, then honest bytes", HARMLESS, wire ->
                wire.open(BAD, COOKIE).send(GOOD)),
            opening("half of the word in the SYN, half behind it", REFUSED, wire -> {
                wire.open(BAD.substring(0, BAD.length() - 3), COOKIE).send(BAD);
            }),
            opening("a name in the SYN, another behind it", REFUSED, wire ->
                wire.open(Names.HONEST, COOKIE).send(Names.HONEST.replace(Wire.OTHER, Wire.WORD))));
    }
}
