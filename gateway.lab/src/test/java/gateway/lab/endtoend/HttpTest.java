package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One server, one port, two files: the rule means one of them. */
class HttpTest {
    private static final Rule NO_ISO = Rule.of("no-iso", "block", "http").with("fileName", "*.iso");

    @ParameterizedTest
    @EnumSource(Plan.Offloads.class)
    void shouldRefuseOneFileByNameAndLeaveTheOtherAlone(Plan.Offloads offloads) {
        try (Rig rig = Rig.with(Plan.STANDARD.with(offloads), NO_ISO)) {
            Path site = rig.laboratory().directory("www");
            SharedFile bad = SharedFile.create(site.resolve("holiday.iso"), 3_000_000, 1);
            SharedFile good = SharedFile.create(site.resolve("report.pdf"), 3_000_000, 2);
            Nginx.start(rig.laboratory(), rig.server(), site);
            Curl curl = new Curl(rig.client());
            Path got = rig.fresh().resolve("good");
            try (Download going = curl.start(Curl.url4(rig.server(), good), got, good, "600k")) {
                refused(rig, Curl.url4(rig.server(), bad));
                refused(rig, Curl.url6(rig.server(), bad));
                assertTrue(going.await(Duration.ofSeconds(30)), () -> going.program().output());
            }
            Path again = rig.fresh().resolve("good");
            assertTrue(curl.fetch(Curl.url6(rig.server(), good), again).ok());
            assertTrue(good.sameAs(again));
            assertTrue(rig.gateway().records().await(Duration.ofSeconds(5),
                Records.decision("block", "http", Site.SERVER.address4())), rig.gateway()::output);
        }
    }

    private static void refused(Rig rig, String url) {
        Path target = rig.fresh().resolve("bad");
        assertFalse(new Curl(rig.client()).fetch(url, target).ok(), url);
        assertEquals(0, Rig.stored(target), url);
    }
}
