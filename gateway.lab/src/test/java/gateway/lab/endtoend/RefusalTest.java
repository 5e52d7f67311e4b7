package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.network.Router;
import gateway.lab.network.Site;
import gateway.lab.program.Nginx;
import gateway.lab.traffic.StubbornClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is refused stays out of user space, however stubborn the sender is. It goes on once the kernel has learned the
 * decision, however long that took.
 */
class RefusalTest {
    private static final int COUNT = 1000;
    private static final int MOST = 3;
    /** SYN, SYN and ACK, ACK: what opens a connection before anything can be refused. */
    private static final int OPENING = 3;
    private static Rig rig;

    @BeforeAll
    static void build() {
        rig = Rig.with(Rig.NO_BITTORRENT);
        Nginx.start(rig.laboratory(), rig.server(), rig.laboratory().directory("www"));
    }

    @AfterAll
    static void tearDown() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void shouldKeepDatagramsOutOfUserSpace() {
        long queued = queued(() -> datagrams(Site.PEER.address4()));
        assertTrue(queued >= 1 && queued <= MOST, queued + " of " + COUNT + " datagrams reached user space");
    }

    @Test
    void shouldKeepDatagramsOverIpv6OutOfUserSpace() {
        long queued = queued(() -> datagrams(Site.PEER.address6()));
        assertTrue(queued >= 1 && queued <= MOST, queued + " of " + COUNT + " datagrams reached user space");
    }

    @Test
    void shouldKeepSegmentsOutOfUserSpace() {
        long queued = queued(() ->
            new StubbornClient(rig.client(), () -> rig.laboratory().router().drops(Site.SERVER.address4()))
                .segments(Site.SERVER.address4(), 80, COUNT));
        assertTrue(queued >= 1 && queued <= MOST + OPENING,
            queued + " packets of a connection with " + COUNT + " refused segments reached user space");
    }

    private static void datagrams(String address) {
        Router router = rig.laboratory().router();
        new StubbornClient(rig.client(), () -> router.sets().contains(address)).datagrams(address, 6881, COUNT);
    }

    private static long queued(Runnable sending) {
        Router router = rig.laboratory().router();
        long before = router.queuedPackets();
        sending.run();
        return router.queuedPackets() - before;
    }
}
