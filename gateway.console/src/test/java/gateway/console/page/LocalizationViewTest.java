package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.KnownContent;
import gateway.api.locality.KnownContent.Peer;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.LocalityPicture;
import gateway.api.operation.LocalityPicture.Lists;
import gateway.api.operation.LocalityPicture.Redirects;
import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Estimate;
import gateway.api.operation.LocalizingEffect.Group;
import gateway.api.operation.LocalizingEffect.Raised;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalizationViewTest {
    /** A gateway that says one thing, and remembers what was done. */
    private static final class Directory implements LocalityDirectory {
        private final List<String> deeds = new ArrayList<>();
        private String silent = "";
        private String wrong = "";

        @Override
        public LocalityPicture look(int contents, int peers) throws NotAnswering {
            answer();
            Peer peer = new Peer(new Endpoint(IpAddress.v4(0xc6336407), 6881), 120, true, false, 900, 3, 4, 5);
            return new LocalityPicture(true, true, "it\u202e fails", List.of("a.mmdb is new", "<b>"),
                new Lists(1, 2, 3, 4, 5, 6, 7, 8), new Redirects(9, 10, 11, 12),
                List.of(new KnownContent("ppstream", "secret\u202e<img>", 1000, 30, 2, List.of(peer)),
                    new KnownContent("ppstream", "secret too", 900, 1, 0, List.of())),
                List.of(new LearntLayout("film-1\u0007", "film", State.IN_USE, List.of("Entries\u202e"), 7, 40, 90, 24,
                    1, List.of("one"), 50, "why")),
                List.of(new LocalizingEffect("pp\u202estream", LocalizingEffect.Window.HOUR, new Group(20, 1000, 50, 7),
                    new Group(10, 200, 100, 8), Optional.of(new Estimate(0.9, 0.8, 1)), Optional.empty(), 1,
                    List.of(new Raised(IpAddress.v4(0x0a010203), 4, 5, 6)))));
        }

        @Override
        public List<String> explain(IpAddress client, IpAddress peer) throws NotAnswering {
            answer();
            return List.of(client + " is here.", peer + " is\u202e there.");
        }

        @Override
        public String exportLayouts() {
            return "";
        }

        @Override
        public int adoptLayouts(String file) {
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(wrong);
            }
            deeds.add("adopt " + file);
            return 3;
        }

        @Override
        public boolean forgetLayout(String layout) {
            deeds.add("forget " + layout);
            return layout.equals("film-1");
        }

        private void answer() throws NotAnswering {
            if (!silent.isEmpty()) {
                throw new NotAnswering(silent);
            }
        }
    }

    private final Directory directory = new Directory();
    private final Service<LocalityDirectory> service = new Service<>("table of peers", () -> directory);
    private final LocalizationView view = new LocalizationView(service, new Looks());
    private final LayoutView layouts = new LayoutView(service);

    @Test
    void shouldSayWhatBecameOfListsAndFromWhatThatIsKnown() throws Exception {
        String answer = Asked.question(view::all, Asked.VIEWER, Map.of());
        assertTrue(answer.startsWith("200 {\"wanted\":true,\"there\":true,\"problem\":\"it\\\\u202e fails\","
            + "\"sources\":[\"a.mmdb is new\",\"<b>\"],\"lists\":{\"read\":1,\"changed\":2,\"kept\":3,\"control\":4,"
            + "\"passed\":5,\"unwritable\":6,\"replaced\":7,\"moved\":8},\"redirects\":{\"now\":9,\"all\":10,"
            + "\"answered\":11,\"givenUp\":12},\"contents\":["), answer);
        assertTrue(answer.contains("\"seen\":1000,\"known\":30,\"near\":2,\"peers\":[{\"peer\":\"198.51.100.7:6881\","
            + "\"cost\":120,\"near\":true,\"present\":false,\"seen\":900,\"lists\":3,\"answers\":4,\"silences\":5}]}"),
            answer);
    }

    @Test
    void shouldShowNamesOfContentsToAuditorsOnly() throws Exception {
        assertTrue(Asked.question(view::all, Asked.AUDITOR, Map.of()).contains("secret\\\\u202e<img>"));
        for (String other : List.of(Asked.question(view::all, Asked.VIEWER, Map.of()),
            Asked.question(view::all, Asked.ADMINISTRATOR, Map.of()))) {
            assertFalse(other.contains("secret"), other);
            assertTrue(other.contains("198.51.100.7:6881"), other);
        }
    }

    @Test
    void shouldTellContentsApartForThoseWhoMayNotSeeTheirNames() throws Exception {
        List<String> keys = keys(Asked.question(view::all, Asked.VIEWER, Map.of()));
        assertEquals(2, keys.size());
        assertFalse(keys.get(0).equals(keys.get(1)));
        assertEquals(keys, keys(Asked.question(view::all, Asked.AUDITOR, Map.of())), "a page can follow them");
        LocalizationView another = new LocalizationView(service, new Looks());
        assertFalse(keys.equals(keys(Asked.question(another::all, Asked.VIEWER, Map.of()))),
            "nobody finds a name by trying");
    }

    private static List<String> keys(String answer) {
        List<String> keys = new ArrayList<>();
        for (int at = answer.indexOf("{\"key\":\""); at >= 0; at = answer.indexOf("{\"key\":\"", at + 1)) {
            keys.add(answer.substring(at + 8, answer.indexOf('"', at + 8)));
        }
        return keys;
    }

    @Test
    void shouldShowALayoutWithItsEvidence() throws Exception {
        String answer = Asked.question(view::all, Asked.VIEWER, Map.of());
        assertTrue(answer.contains("\"title\":\"film-1\\\\u0007\",\"application\":\"film\",\"state\":\"in_use\","
            + "\"form\":[\"Entries\\\\u202e\"],\"confirmed\":7,\"contacted\":40,\"listed\":90,\"substituted\":24,"
            + "\"substitutedContacted\":1,\"examples\":[\"one\"],\"seen\":50,\"reason\":\"why\"}"), answer);
    }

    @Test
    void shouldShowWhatLocalizingBrings() throws Exception {
        String answer = Asked.question(view::all, Asked.VIEWER, Map.of());
        assertTrue(answer.contains("\"effects\":[{\"application\":\"pp\\\\u202estream\",\"window\":\"hour\","
            + "\"localized\":{\"clients\":20,\"bytes\":1000,\"far\":50,\"rate\":7.0},"
            + "\"control\":{\"clients\":10,\"bytes\":200,\"far\":100,\"rate\":8.0},"
            + "\"saving\":{\"value\":0.9,\"low\":0.8,\"high\":1.0},\"change\":null,\"least\":8,\"raised\":1,"
            + "\"examples\":[{\"client\":\"10.1.2.3\",\"farPeers\":4,\"rate\":5.0,\"reference\":6.0}]}]"), answer);
    }

    @Test
    void shouldSayWhyAPeerIsNear() throws Exception {
        assertEquals("200 {\"sentences\":[\"10.1.2.3 is here.\",\"2001:db8:0:0:0:0:0:1 is\\\\u202e there.\"]}",
            Asked.question(view::distance, Asked.VIEWER, Map.of("client", "10.1.2.3", "peer", " 2001:db8::1 ")));
    }

    @Test
    void shouldRefuseWhatIsNoAddress() throws Exception {
        assertEquals("400 {\"problem\":\"The address of the client is missing.\"}",
            Asked.question(view::distance, Asked.VIEWER, Map.of("peer", "10.1.2.3")));
        String name = Asked.question(view::distance, Asked.VIEWER, Map.of("client", "10.1.2.3", "peer", "a.b\u202e"));
        assertEquals("400 {\"problem\":\"\\\"a.b\\\\u202e\\\" is no address of a peer.\"}", name);
    }

    @Test
    void shouldTakeLayoutsFromAFile() throws Exception {
        assertEquals("200 {\"layouts\":3}", Asked.deed(layouts::adopt, "{\"file\":\"all\\nof it\"}"));
        assertEquals(List.of("adopt all\nof it"), directory.deeds);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        directory.wrong = "layout 2 has no\u202e \"stride\"";
        assertEquals("400 {\"problem\":\"The file cannot be used: layout 2 has no\\\\u202e \\\"stride\\\". "
            + "What was learnt is as it was.\"}", Asked.deed(layouts::adopt, "{\"file\":\"x\"}"));
        assertTrue(Asked.deed(layouts::adopt, "{\"file\":\" \"}").startsWith("400 "));
        assertTrue(Asked.deed(layouts::adopt, "{\"other\":\"x\"}").startsWith("400 "));
        assertEquals(List.of(), directory.deeds);
    }

    @Test
    void shouldForgetALayout() throws Exception {
        assertEquals("200 {}", Asked.deed(layouts::forget, "{\"layout\":\"film-1\"}"));
        assertEquals("404 {\"problem\":\"There is no such layout any more.\"}",
            Asked.deed(layouts::forget, "{\"layout\":\"film-2\"}"));
        assertEquals(List.of("forget film-1", "forget film-2"), directory.deeds);
    }

    @Test
    void shouldPassOnWhyTheGatewayDoesNotAnswer() throws Exception {
        directory.silent = "no bundle knows how far peers are";
        String problem = "503 {\"problem\":\"no bundle knows how far peers are\"}";
        assertEquals(problem, Asked.question(view::all, Asked.VIEWER, Map.of()));
        assertEquals(problem, Asked.question(view::distance, Asked.VIEWER, Map.of("client", "::1", "peer", "::1")));
        LocalizationView nobody = new LocalizationView(new Service<>("table of peers", () -> null), new Looks());
        assertTrue(Asked.question(nobody::all, Asked.VIEWER, Map.of())
            .startsWith("503 {\"problem\":\"The gateway's table of peers cannot be reached"));
    }
}
