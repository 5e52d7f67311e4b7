package gateway.core.internal.evasion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.evasion.Evasion.Outcome;
import gateway.core.internal.evasion.Evasion.Talk;
import gateway.core.internal.policy.KeywordCondition.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a sender tries, what a receiver's application can read never holds the word. */
class EvasionCatalogueTest {
    private static final int FIRST = 1_000;
    /** The stream's numbers run over 2^32 within the first message. */
    private static final int FIRST_BEFORE_WRAP = -100;
    private static final String LATER = "all is well";

    static List<Evasion> catalogue() {
        List<Evasion> all = new ArrayList<>(Ordering.all());
        all.addAll(Replacing.all());
        all.addAll(Insertion.all());
        all.addAll(FastOpen.all());
        all.addAll(Fragments.all());
        all.addAll(Encodings.all());
        all.addAll(Names.all());
        all.addAll(Uploads.all());
        return all;
    }

    @Test
    void shouldHoldMoreThanSixty() {
        assertTrue(catalogue().stream().map(Evasion::name).distinct().count() >= 60);
        assertEquals(catalogue().size(), catalogue().stream().map(Evasion::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void shouldKeepTheWordFromEveryReceiver(Evasion evasion) {
        for (Stack stack : Stack.all()) {
            for (int first : new int[] {FIRST, FIRST_BEFORE_WRAP}) {
                judge(evasion, stack, Effect.REFUSE, first);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void shouldKeepTheWordFromEveryReceiverWhereItIsOverwritten(Evasion evasion) {
        for (Stack stack : Stack.all()) {
            judge(evasion, stack, Effect.OVERWRITE, FIRST);
        }
    }

    private static void judge(Evasion evasion, Stack stack, Effect effect, int first) {
        Wire wire = open(evasion.talk(), stack, effect, first);
        evasion.attempt().accept(wire);
        String readable = new String(wire.readable(), StandardCharsets.ISO_8859_1);
        String told = evasion + ", " + stack + ", " + effect + ": " + readable;
        assertFalse(Readable.holds(wire.readable(), Wire.WORD), told);
        if (effect == Effect.REFUSE && evasion.outcome() != Outcome.OVER) {
            assertEquals(evasion.outcome() == Outcome.REFUSED, wire.refused(), told);
        }
        if (evasion.outcome() == Outcome.HARMLESS && stack == Stack.LINUX) {
            wire.send(evasion.talk() == Talk.WEB ? Names.HONEST.replace("apple", LATER.replace(' ', '-'))
                : Chat.says(LATER));
            String after = new String(wire.readable(), StandardCharsets.ISO_8859_1).replace('-', ' ');
            assertTrue(after.contains(LATER), () -> evasion + ", " + effect + ": " + after);
            assertEquals(0, wire.waiting());
        }
    }

    private static Wire open(Talk talk, Stack stack, Effect effect, int first) {
        Wire wire = new Wire(stack, effect, first);
        if (talk != Talk.CLOSED) {
            wire.open("");
        }
        if (talk == Talk.CHAT) {
            wire.send(Chat.SIGN_IN).send(Chat.says("hello"));
        }
        return wire;
    }

    @Test
    void shouldFindTheWordWhereAReceiverWould() {
        for (String text : new String[] {"it is umbra", "UM\u200bBRA", "%2575mbra", "=75mbra", "&#x75;mbra",
            "aXQgaXMgdW1icmE=", "u\0m\0b\0r\0a\0"}) {
            assertTrue(Readable.holds(Wire.utf8(text).getBytes(StandardCharsets.ISO_8859_1), Wire.WORD), text);
        }
        assertFalse(Readable.holds("um bra, apple".getBytes(StandardCharsets.ISO_8859_1), Wire.WORD));
    }

    @Test
    void shouldLetAnHonestTalkThroughToEveryReceiver() {
        for (Stack stack : Stack.all()) {
            for (Effect effect : Effect.values()) {
                Wire wire = open(Talk.CHAT, stack, effect, FIRST).send(Chat.says(LATER));
                assertTrue(new String(wire.readable(), StandardCharsets.ISO_8859_1).endsWith(LATER));
                assertFalse(wire.refused());
            }
        }
    }
}
