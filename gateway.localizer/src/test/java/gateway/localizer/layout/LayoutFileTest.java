package gateway.localizer.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutFileTest {
    private static final String LETTERS = "0123456789-\"{}[],:aeft. \u0000\u4e2d";
    private static final String RIGHT = """
        {"layouts":[{"application":"pptv","transport":"udp","mark":"55..12","first":24,"stride":22,"address":"IPv4",
        "addressReversed":false,"port":4,"portAgain":6,"portReversed":true,"tail":14,"count":22,"countBytes":1}]}
        """;

    @ParameterizedTest
    @EnumSource(Wire.class)
    void shouldTakeToAnotherPlaceWhatWasLearnt(Wire wire) {
        Neighbourhood there = new Neighbourhood(1);
        there.live(wire, 12);
        Neighbourhood here = new Neighbourhood(2);
        assertEquals(1, here.learner.adopt(there.learner.export()));
        assertEquals(there.learner.export(), here.learner.export());
        List<Endpoint> peers = here.peers(12);
        LearntList list = here.read(wire, wire.bytes(peers, here.random)).orElseThrow();
        assertEquals(peers, list.peers().stream().map(ListedPeer::peer).toList());
        assertEquals(1, here.learner.adopt(there.learner.export()));
        assertEquals(1, here.learner.layouts().size(), "it is the same");
        here.live(wire, 6);
        assertTrue(here.learner.layouts().get(0).confirmed() >= 5, here.learner.layouts()::toString);
    }

    @Test
    void shouldWithdrawWhatCameFromAFileAndDoesNotWork() {
        Neighbourhood there = new Neighbourhood(1);
        there.live(Wire.CHECKED, 12);
        Neighbourhood here = new Neighbourhood(2);
        here.learner.adopt(there.learner.export());
        here.rewrite(Wire.CHECKED, 6, true);
        assertTrue(here.in(gateway.api.locality.LearntLayout.State.IN_USE).isEmpty());
    }

    @Test
    void shouldReadWhatPeopleWrite() {
        Layout layout = LayoutFile.read(RIGHT).get(0);
        assertEquals(6, layout.twin());
        assertEquals(-1 + 22, layout.first() - 3);
        assertEquals(LayoutFile.read(RIGHT), LayoutFile.read(LayoutFile.write(List.of(layout))));
        assertEquals(List.of(), LayoutFile.read("{\"layouts\":[]}"));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertEquals("it does not begin with {\"layouts\":[", reason("[]"));
        assertEquals("it does not begin with {\"layouts\":[", reason(""));
        assertEquals("it is not JSON as it should be, at line 1", reason("{\"layouts\":[{]}"));
        assertEquals("layout 1 has a name that means nothing", reason(RIGHT.replace("\"tail\"", "\"tial\"")));
        assertEquals("layout 1: transport is udp or tcp", reason(RIGHT.replace("udp", "sctp")));
        assertEquals("layout 1: stride is a whole number", reason(RIGHT.replace("\"stride\":22", "\"stride\":\"22\"")));
        assertEquals("layout 1: entries are not 5 bytes apart", reason(RIGHT.replace("\"stride\":22", "\"stride\":5")));
        assertEquals("layout 1: a port does not stand at 300 of an address",
            reason(RIGHT.replace("\"port\":4", "\"port\":300")));
        assertEquals("layout 1: an application's name has 1 to 64 small letters, digits, . _ -",
            reason(RIGHT.replace("pptv", "<b>")));
        assertTrue(reason(RIGHT.replace("55..12", "....12")).startsWith("layout 1: at least 2 bytes of a mark"));
        assertTrue(reason(RIGHT.replace("\"count\":22", "\"count\":30")).startsWith("layout 1: at least 2 bytes"));
        assertTrue(reason(RIGHT + "x").contains("at line"));
        assertEquals("it is larger than a megabyte", reason(" ".repeat(LayoutFile.MOST_CHARACTERS + 1)));
        String one = RIGHT.strip().substring("{\"layouts\":[".length(), RIGHT.strip().length() - 2);
        assertEquals("it has more than 32 layouts", reason("{\"layouts\":[" + (one + ",").repeat(40) + one + "]}"));
    }

    /** Whatever stands in a file, there is one kind of exception, and a layout that is taken reads without throwing. */
    @Test
    void shouldThrowNothingElseWhateverIsBroken() {
        SplittableRandom random = new SplittableRandom(4);
        Neighbourhood here = new Neighbourhood(4);
        byte[] payload = Wire.PPSTREAM.bytes(here.peers(30), random);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(RIGHT);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            try {
                LayoutFile.read(text.toString()).forEach(layout -> layout.read(
                    ByteView.of(payload), 0, Neighbourhood.TERMS.admission()));
            } catch (IllegalArgumentException wrong) {
                refused++;
            }
        }
        assertTrue(refused > 10_000 && refused < 20_000, refused + " refused");
    }

    private static String reason(String file) {
        return assertThrows(IllegalArgumentException.class, () -> LayoutFile.read(file)).getMessage();
    }
}
