package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What this machine offers. As root. */
@Timeout(60)
class KernelFeaturesTest {
    private TestNetwork network;

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
    }

    @AfterEach
    void close() throws IOException {
        if (network != null) {
            network.close();
        }
    }

    private static Feature named(List<Feature> features, String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void shouldFindWhatTheGatewayNeeds() {
        List<Feature> features = new KernelFeatures(network.gateway).check();

        assertEquals(List.of(), features.stream().filter(Feature::isObstacle).toList());
        assertTrue(named(features, "iptables NFQUEUE target").present());
        assertTrue(named(features, "ip6tables set match").present());
        assertTrue(named(features, "program iptables").detail().startsWith("iptables v"));
        assertEquals("net.ipv4.ip_forward = 1", named(features, "forwarding of IPv4").detail());
        assertTrue(features.stream().noneMatch(feature -> feature.detail().contains("\n")));
    }

    @Test
    void shouldChangeNothing() throws IOException {
        String before = state();
        new KernelFeatures(network.gateway).check();
        new KernelFeatures(network.gateway).interfaces();
        assertEquals(before, state());
    }

    private String state() throws IOException {
        return network.savedRules(Family.V4) + network.savedRules(Family.V6)
            + network.onGateway.run("", "ipset", "list") + network.onGateway.run("", "ip", "link");
    }

    @Test
    void shouldSayWhatIsNotForwarded() {
        List<Feature> features = new KernelFeatures(network.client).check();

        Feature forwarding = named(features, "forwarding of IPv4");
        assertFalse(forwarding.present());
        assertTrue(forwarding.detail().contains("net.ipv4.ip_forward = 0"), forwarding.detail());
    }

    @Test
    void shouldGuessWhichInterfaceIsOurs() throws IOException {
        network.onGateway.run("", "ip", "route", "add", "default", "via", TestNetwork.SERVER);

        InterfaceSurvey survey = new KernelFeatures(network.gateway).interfaces();

        assertEquals(List.of("gw-c"), survey.guessInside());
        assertTrue(survey.interfaces().stream().anyMatch(device -> device.name().equals("gw-s") && device.outside()));
    }
}
