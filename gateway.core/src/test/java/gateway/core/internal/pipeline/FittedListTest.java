package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FittedListTest {
    private static Endpoint peer(String text) {
        int colon = text.indexOf(':');
        return new Endpoint(IpAddress.parse(text.substring(0, colon)).orElseThrow(),
            Integer.parseInt(text.substring(colon + 1)));
    }

    private static List<Endpoint> peers(String... texts) {
        return Stream.of(texts).map(FittedListTest::peer).toList();
    }

    private static List<ListedPeer> listed(String... texts) {
        return Stream.of(texts).map(text -> new ListedPeer(peer(text), 0, text.length())).toList();
    }

    private static RewrittenList fitted(List<ListedPeer> before, RewrittenList wanted) {
        return FittedList.of(before, wanted, (place, peer) -> peer.toString().length() == place.length());
    }

    @Test
    void shouldLeaveAListInWhichAllFit() {
        RewrittenList wanted = new RewrittenList(peers("5.5.5.5:5", "1.1.1.1:1"), 1, 1, 1);
        assertSame(wanted, fitted(listed("1.1.1.1:1", "2.2.2.2:2"), wanted));
    }

    @Test
    void shouldGiveNewcomersPlacesThatFitAndMoveNobody() {
        List<ListedPeer> before = listed("1.1.1.1:10", "2.2.2.2:2", "33.33.33.33:3", "4.4.4.4:4");
        RewrittenList wanted = new RewrittenList(peers("4.4.4.4:4", "5.5.5.5:55", "6.6.6.6:6", "77.7.7.7:777"),
            3, 1, 0);
        RewrittenList fitted = fitted(before, wanted);
        assertEquals(peers("5.5.5.5:55", "6.6.6.6:6", "33.33.33.33:3", "4.4.4.4:4"), fitted.entries());
        assertEquals(2, fitted.replaced());
        assertEquals(0, fitted.moved());
        assertEquals(1, fitted.far(), "one far peer more than was wanted");
    }

    @Test
    void shouldChangeNothingWhereNobodyFits() {
        List<ListedPeer> before = listed("1.1.1.1:10", "2.2.2.2:20");
        RewrittenList fitted = fitted(before, new RewrittenList(peers("5.5.5.5:5", "1.1.1.1:10"), 1, 1, 1));
        assertEquals(before.stream().map(ListedPeer::peer).toList(), fitted.entries());
        assertEquals(false, fitted.changed());
    }
}
