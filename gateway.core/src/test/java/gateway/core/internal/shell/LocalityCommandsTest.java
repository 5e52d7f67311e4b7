package gateway.core.internal.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.KnownContent;
import gateway.api.locality.KnownContent.Peer;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalityCommandsTest {
    private static LearntLayout layout(String id, State state, String reason) {
        return new LearntLayout(id, "film", state, List.of("Entries are 6 bytes apart."), 7, 40, 90, 24, 0,
            List.of("one", "two"), 0, reason);
    }

    @Test
    void shouldSayWhatSpeaksForALayoutAndAgainstIt() {
        String text = LocalityCommands.layouts(List.of(layout("film-1", State.IN_USE, ""),
            layout("film-2", State.WITHDRAWN, "nobody was contacted")));
        List<String> lines = text.lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals("film-1 film in use 7 40 90 24 0", lines.get(1));
        assertTrue(lines.contains("2 layouts"), text);
        assertTrue(lines.contains("film-2: nobody was contacted"), text);
        assertTrue(lines.contains("film-1: Entries are 6 bytes apart."), text);
        assertTrue(lines.contains("film-1: one"), text);
    }

    @Test
    void shouldShowNothingOfTheWireAsItIs() {
        String text = LocalityCommands.layouts(List.of(layout("film\u001b[2J", State.CANDIDATE, "why")));
        assertFalse(text.contains("\u001b"), text);
    }

    @Test
    void shouldSayThatThereAreNone() {
        assertTrue(LocalityCommands.layouts(List.of()).endsWith("0 layouts"));
    }

    @Test
    void shouldShowTheNearestPeersOfAContent() {
        Endpoint near = new Endpoint(IpAddress.parse("192.0.2.7").orElseThrow(), 6881);
        Endpoint far = new Endpoint(IpAddress.parse("2001:db8::9").orElseThrow(), 80);
        KnownContent film = new KnownContent("bittorrent", "film\u001b[2J", 4_000, 30, 2, List.of(
            new Peer(near, 12, true, true, 4_000, 3, 2, 0), new Peer(far, 1000, false, false, 1_000, 1, 0, 4)));
        String text = LocalityCommands.contents(List.of(film), 9_000);
        List<String> lines = text.lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals("bittorrent film\\u001b[2J 30 2 192.0.2.7:6881 12 near 5 s ago 3 2 0", lines.get(1));
        assertEquals(" [2001:db8:0:0:0:0:0:9]:80 1000 silent 8 s ago 1 0 4", lines.get(2));
        assertEquals("1 content", lines.get(3));
    }
}
