package gateway.localizer.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SwarmsTest {
    private final Neighbourhood here = new Neighbourhood(41);
    private final Swarms swarms = new Swarms();

    private String contentOf(List<Endpoint> peers) {
        return swarms.contentOf("film", peers.stream().map(peer -> new ListedPeer(peer, 0, 6)).toList());
    }

    private static List<Endpoint> some(List<Endpoint> peers, int count, Random random) {
        List<Endpoint> mixed = new ArrayList<>(peers);
        Collections.shuffle(mixed, random);
        return mixed.subList(0, count);
    }

    private static List<Endpoint> join(List<Endpoint> first, List<Endpoint> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    void shouldTellChannelsApartHoweverTheirListsAreMixed() {
        Random random = new Random(1);
        List<Endpoint> news = here.peers(60);
        List<Endpoint> football = here.peers(60);
        Set<String> ofNews = new HashSet<>();
        Set<String> ofFootball = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ofNews.add(contentOf(some(news, 30, random)));
            ofFootball.add(contentOf(some(football, 30, random)));
        }
        assertEquals(1, ofNews.size(), ofNews::toString);
        assertEquals(1, ofFootball.size(), ofFootball::toString);
        assertNotEquals(ofNews, ofFootball);
    }

    @Test
    void shouldNotTakeAFewWhoWentFromOneChannelToAnotherForTheChannel() {
        List<Endpoint> news = here.peers(40);
        List<Endpoint> football = here.peers(37);
        String first = contentOf(news);
        assertNotEquals(first, contentOf(join(football, news.subList(0, 3))), "three of forty");
        assertNotEquals(first, contentOf(join(here.peers(2), news.subList(30, 32))), "two of four");
        assertEquals(first, contentOf(join(here.peers(30), news.subList(10, 20))), "ten of forty");
    }

    @Test
    void shouldFollowAPeerToItsNewChannel() {
        List<Endpoint> news = here.peers(10);
        List<Endpoint> football = here.peers(30);
        contentOf(news);
        String ball = contentOf(football);
        assertEquals(ball, contentOf(join(football, news.subList(0, 5))));
        assertEquals(ball, contentOf(join(news.subList(0, 5), here.peers(3))));
    }

    @Test
    void shouldKeepApplicationsApart() {
        List<ListedPeer> peers = here.peers(10).stream().map(peer -> new ListedPeer(peer, 0, 6)).toList();
        assertNotEquals(swarms.contentOf("one", peers), swarms.contentOf("other", peers));
    }

    @Test
    void shouldForgetWhoWasNotListedForLong() {
        Swarms few = new Swarms(100);
        List<ListedPeer> first = listed(20);
        List<ListedPeer> faithful = listed(20);
        String content = few.contentOf("film", first);
        String kept = few.contentOf("film", faithful);
        for (int i = 0; i < 20; i++) {
            few.contentOf("film", listed(20));
            assertEquals(kept, few.contentOf("film", faithful), "listed again and again");
        }
        assertNotEquals(content, few.contentOf("film", first));
    }

    private List<ListedPeer> listed(int count) {
        return here.peers(count).stream().map(peer -> new ListedPeer(peer, 0, 6)).toList();
    }
}
