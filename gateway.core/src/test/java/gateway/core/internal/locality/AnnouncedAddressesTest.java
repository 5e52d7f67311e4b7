package gateway.core.internal.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.AddressList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnouncedAddressesTest {
    private static final long LIFETIME = 1000;
    private static final long NOW = 1_700_000_000_000L;

    @Test
    void shouldFindAnAnnouncementUntilItExpires() {
        AnnouncedAddresses list = list(64);
        list.announce("bittorrent", 1, 2, 3, 4, 5, NOW);
        assertEquals("bittorrent", list.applicationOf(1, 2, 3, 4, 5, NOW));
        assertEquals("bittorrent", list.applicationOf(1, 2, 3, 4, 5, NOW + LIFETIME - 1));
        assertNull(list.applicationOf(1, 2, 3, 4, 5, NOW + LIFETIME));
    }

    @Test
    void shouldTellEveryPartOfTheKeyApart() {
        AnnouncedAddresses list = list(64);
        list.announce("bittorrent", 1, 2, 3, 4, 5, NOW);
        assertNull(list.applicationOf(9, 2, 3, 4, 5, NOW));
        assertNull(list.applicationOf(1, 9, 3, 4, 5, NOW));
        assertNull(list.applicationOf(1, 2, 9, 4, 5, NOW));
        assertNull(list.applicationOf(1, 2, 3, 9, 5, NOW));
        assertNull(list.applicationOf(1, 2, 3, 4, 9, NOW));
    }

    @Test
    void shouldLetTheLaterApplicationCount() {
        AnnouncedAddresses list = list(64);
        list.announce("bittorrent", 1, 2, 3, 4, 5, NOW);
        list.announce("ppstream", 1, 2, 3, 4, 5, NOW + 1);
        assertEquals("ppstream", list.applicationOf(1, 2, 3, 4, 5, NOW + 2));
        assertEquals(1, list.size());
        assertEquals(0, list.displaced());
    }

    @Test
    void shouldLastLongerWhenAnnouncedAgain() {
        AnnouncedAddresses list = list(64);
        list.announce("bittorrent", 1, 2, 3, 4, 5, NOW);
        list.announce("bittorrent", 1, 2, 3, 4, 5, NOW + 900);
        assertEquals("bittorrent", list.applicationOf(1, 2, 3, 4, 5, NOW + 1800));
        assertEquals(1, list.size());
    }

    @Test
    void shouldShowAnAnnouncementAsAValue() {
        IpAddress host = IpAddress.v4(0x0a000001);
        Endpoint peer = new Endpoint(IpAddress.parse("2001:db8::7").orElseThrow(), 6881);
        AnnouncedAddresses list = list(64);
        assertEquals(Optional.empty(), list.find(host, peer, NOW));
        list.announce("bittorrent", host.high(), host.low(), peer.address().high(), peer.address().low(), 6881, NOW);
        assertEquals(Optional.of(new AddressList.Announcement("bittorrent", host, peer, NOW + LIFETIME)),
            list.find(host, peer, NOW));
    }

    @Test
    void shouldAnswerAsAMapWhileThereIsRoom() {
        Random random = new Random(31);
        AnnouncedAddresses list = list(1 << 16);
        Map<Integer, Long> expiry = new HashMap<>();
        long now = NOW;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(3);
            int key = random.nextInt(2000);
            if (random.nextInt(4) == 0) {
                list.announce("a" + key % 7, 0, key & 7, key >> 3, 0, key, now);
                long before = expiry.getOrDefault(key, 0L);
                expiry.put(key, now + LIFETIME - before < LIFETIME / 16 ? before : now + LIFETIME);
            }
            boolean known = expiry.getOrDefault(key, Long.MIN_VALUE) > now;
            assertEquals(known ? "a" + key % 7 : null, list.applicationOf(0, key & 7, key >> 3, 0, key, now));
        }
        assertEquals(0, list.displaced());
        assertEquals(expiry.size(), list.size());
    }

    @Test
    void shouldStayWithinItsBoundAndKeepTheNewest() {
        AnnouncedAddresses list = list(256);
        for (int i = 0; i < 10_000; i++) {
            list.announce("bittorrent", 0, 0, 0, i, 1, NOW + i / 100);
            assertEquals("bittorrent", list.applicationOf(0, 0, 0, i, 1, NOW + i / 100));
        }
        assertEquals(256, list.size());
        assertEquals(256, list.capacity());
        assertEquals(10_000 - 256, list.displaced());
    }

    @Test
    void shouldReplaceExpiredEntriesBeforeOthers() {
        AnnouncedAddresses list = list(AnnouncedAddresses.BUCKET);
        for (int i = 0; i < AnnouncedAddresses.BUCKET; i++) {
            list.announce("bittorrent", 0, 0, 0, i, 1, i == 5 ? NOW - 5000 : NOW);
        }
        list.announce("bittorrent", 0, 0, 0, 100, 1, NOW);
        for (int i = 0; i < AnnouncedAddresses.BUCKET; i++) {
            assertEquals(i == 5 ? null : "bittorrent", list.applicationOf(0, 0, 0, i, 1, NOW));
        }
        assertEquals(0, list.displaced());
    }

    @Test
    void shouldSpreadNeighbouringAddressesOverTheTable() {
        AnnouncedAddresses list = list(1 << 14);
        for (int i = 0; i < 1 << 13; i++) {
            list.announce("bittorrent", 0, 0xffff_0a00_0001L, 0, 0xffff_0000_0000L | 0x51000000 + i, 6881, NOW);
        }
        assertTrue(list.displaced() < 200, list.displaced() + " displaced of a half-full table");
    }

    @Test
    void shouldRefuseSizesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new AnnouncedAddresses(0, LIFETIME, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnnouncedAddresses(8, 0, 1));
        assertEquals(AnnouncedAddresses.BUCKET, new AnnouncedAddresses(1, 1, 1).capacity());
    }

    private static AnnouncedAddresses list(int capacity) {
        return new AnnouncedAddresses(capacity, LIFETIME, 0x1234_5678_9abc_def0L);
    }
}
