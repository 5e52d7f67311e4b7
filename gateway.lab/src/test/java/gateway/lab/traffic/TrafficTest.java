package gateway.lab.traffic;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.network.Traffic;
import gateway.lab.program.Nginx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The generators send what they say, where no gateway stands in the way. */
class TrafficTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static Laboratory laboratory;

    @BeforeAll
    static void build() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        laboratory = Laboratory.build(
            new Plan(List.of(Site.CLIENT, Site.SERVER), Plan.Offloads.ON, false));
        // A neighbour that was asked for before its link was up is asked again after a second only.
        client().run(LIMIT, List.of("ping", "-c", "1", "-W", "10", Site.SERVER.address6())).check();
        Nginx.start(laboratory, laboratory.host(Site.SERVER), laboratory.directory("www"));
    }

    @AfterAll
    static void tearDown() {
        if (laboratory != null) {
            laboratory.close();
        }
    }

    @Test
    void shouldSendDatagramsInRhythm() {
        long start = System.nanoTime();
        long sent = carried(() -> new JavaProgram(PacedDatagrams.class).run(client(), LIMIT,
            Site.SERVER.address6(), 6881, 200, 1000, "/"));
        assertTrue(sent >= 200 && sent < 250, "sent " + sent);
        assertTrue(System.nanoTime() - start >= 200_000_000L);
    }

    @Test
    void shouldSendSegmentsOfAnOpenConnection() {
        long sent = carried(() ->
            new StubbornClient(client()).segments(Site.SERVER.address4(), 80, 200));
        // SYN, ACK, handshake, one segment and the 200; neighbour discovery may add a few.
        assertTrue(sent >= 204 && sent < 220, "sent " + sent);
    }

    @Test
    void shouldFloodFromManyAddresses() {
        client().run("iptables", "-I", "INPUT", "!", "-d", Site.CLIENT.address4(), "-j", "DROP");
        long sent = carried(() -> new JavaProgram(SynFlood.class).run(client(), LIMIT,
            "10.81.0.0", Site.SERVER.address4(), 80, 10_000));
        client().run("iptables", "-F", "INPUT");
        assertTrue(sent >= 9_900, "sent " + sent);
    }

    @Test
    void shouldMeasureTheWayThereAndBack() {
        Echo.start(laboratory.host(Site.SERVER), 7777);
        RoundTrips times = RoundTrips.by(PingPong.class, client(), LIMIT, Site.SERVER.address4(), 7777, 2000);
        assertTrue(times.medianMicros() > 0.5 && times.medianMicros() <= times.p99Micros(), times::toString);
    }

    private static long carried(Runnable sending) {
        Traffic before = laboratory.router().traffic(Site.SERVER);
        sending.run();
        return laboratory.router().traffic(Site.SERVER).since(before).sentPackets();
    }

    private static Host client() {
        return laboratory.host(Site.CLIENT);
    }
}
