package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LayoutLearner;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntList;
import gateway.api.locality.PeerTable;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.LocalityPicture;
import gateway.api.operation.LocalityPicture.Lists;
import gateway.api.operation.LocalityPicture.Redirects;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.locality.LocalizerRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveLocalityTest {
    private static final IpAddress SOMEONE = IpAddress.v4(0x0a010203);

    private final WorkingGateway gateway = new WorkingGateway(100);
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final Seen seen = new Seen();
    private final LiveLocality locality = new LiveLocality(gateway.standing, seen, running -> registry);

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    /** Learns nothing, and answers people as a test wants. */
    private static class Learner implements LayoutLearner {
        @Override
        public void received(String application, Transport transport, IpAddress client, ByteView payload,
                             long nowMillis) {
            throw new IllegalStateException("people do not bring payloads");
        }

        @Override
        public void contacted(IpAddress client, Endpoint peer, long nowMillis) {
            throw new IllegalStateException("people do not contact anybody");
        }

        @Override
        public Optional<LearntList> read(String application, Transport transport, ByteView payload, long first) {
            return Optional.empty();
        }

        @Override
        public void substituted(String layout, IpAddress client, List<Endpoint> newcomers, long nowMillis) {
            throw new IllegalStateException("people do not change lists");
        }

        @Override
        public List<LearntLayout> layouts() {
            return List.of();
        }

        @Override
        public String export() {
            return "all";
        }

        @Override
        public int adopt(String file) {
            if (file.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return file.length();
        }

        @Override
        public boolean forget(String layout) {
            return layout.equals("film-1");
        }
    }

    private static KnownContent content(int peers) {
        KnownContent.Peer peer = new KnownContent.Peer(new Endpoint(SOMEONE, 7), 100, true, true, 5, 1, 0, 0);
        return new KnownContent("film", "x", 5, 90, 9, Collections.nCopies(peers, peer));
    }

    @Test
    void shouldSayWhatBecameOfListsAndRedirectedPeers() throws NotAnswering {
        seen.counters.lists = 20;
        seen.counters.replacedPeers = 6;
        seen.counters.movedPeers = 7;
        seen.counters.redirections = 8;
        seen.counters.redirectionsAnswered = 9;
        seen.counters.redirectionsGivenUp = 10;
        seen.localization = new Localization(true, true, 11, "a database is broken", List.of("It knows."));
        seen.look(0);
        LocalityPicture now = locality.look(10, 10);
        assertTrue(now.wanted() && now.there());
        assertEquals("a database is broken", now.problem());
        assertEquals(List.of("It knows."), now.sources());
        assertEquals(new Lists(20, 0, 0, 0, 0, 0, 6, 7), now.lists());
        assertEquals(new Redirects(11, 8, 9, 10), now.redirects());
        assertEquals(List.of(), now.contents());
        assertEquals(List.of(), now.layouts());
    }

    @Test
    void shouldShowNoMoreContentsAndPeersThanWereAskedFor() throws NotAnswering {
        registry.addTable((contents, peers, nowMillis) -> Collections.nCopies(contents + 3, content(peers + 4)));
        List<KnownContent> shown = locality(2, 5).contents();
        assertEquals(2, shown.size());
        assertEquals(List.of(5, 5), shown.stream().map(each -> each.peers().size()).toList());
        assertEquals(90, shown.get(0).known());
    }

    @Test
    void shouldShowNothingOfATableThatThrows() throws NotAnswering {
        registry.addTable((contents, peers, nowMillis) -> {
            throw new StackOverflowError("as a bundle may");
        });
        assertEquals(List.of(), locality(2, 5).contents());
        registry.addTable((contents, peers, nowMillis) -> null);
        assertEquals(List.of(), locality(2, 5).contents());
    }

    @Test
    void shouldAskATableNoMoreOnceItIsGone() throws NotAnswering {
        PeerTable table = (contents, peers, nowMillis) -> List.of(content(1));
        registry.addTable(table);
        assertEquals(1, locality(2, 5).contents().size());
        registry.removeTable(table);
        assertEquals(List.of(), locality(2, 5).contents());
    }

    private LocalityPicture locality(int contents, int peers) throws NotAnswering {
        seen.look(0);
        return locality.look(contents, peers);
    }

    @Test
    void shouldRefuseNumbersOutOfRange() {
        seen.look(0);
        assertThrows(IllegalArgumentException.class, () -> locality.look(0, 1));
        assertThrows(IllegalArgumentException.class, () -> locality.look(1, LocalityDirectory.MAX_LINES + 1));
    }

    @Test
    void shouldSayThatNobodyKnowsOrLearns() {
        assertEquals("no bundle knows how far peers are",
            assertThrows(NotAnswering.class, () -> locality.explain(SOMEONE, SOMEONE)).getMessage());
        assertEquals("no bundle learns layouts",
            assertThrows(NotAnswering.class, locality::exportLayouts).getMessage());
    }

    @Test
    void shouldPassLayoutsOnInBothDirections() throws NotAnswering {
        registry.addLearner(new Learner());
        assertEquals("all", locality.exportLayouts());
        assertEquals(4, locality.adoptLayouts("file"));
        assertTrue(locality.forgetLayout("film-1"));
        assertEquals(false, locality.forgetLayout("film-2"));
    }

    @Test
    void shouldTellWhatIsWrongWithAFileFromWhatIsWrongWithALearner() {
        registry.addLearner(new Learner());
        assertEquals("it is empty",
            assertThrows(IllegalArgumentException.class, () -> locality.adoptLayouts("")).getMessage());
        registry.addLearner(new Learner() {
            @Override
            public int adopt(String file) {
                throw new IllegalStateException("secret");
            }
        });
        assertEquals("the localizer failed: IllegalStateException",
            assertThrows(NotAnswering.class, () -> locality.adoptLayouts("file")).getMessage());
    }

    @Test
    void shouldSayThatTheGatewayDoesNotRun() {
        gateway.standing.onStopped();
        assertTrue(assertThrows(NotAnswering.class, () -> locality.look(1, 1)).getMessage().contains("was stopped"));
    }

    @Test
    void shouldSayThatNothingWasCountedYet() {
        assertEquals("the gateway has only just started",
            assertThrows(NotAnswering.class, () -> locality.look(1, 1)).getMessage());
    }
}
