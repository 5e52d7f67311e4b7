package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTextTest {
    private final EndpointText text = new EndpointText();

    private EndpointText of(IpAddress address, int port) {
        return text.set(address.high(), address.low(), port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.0.255", "255.255.255.255", "::", "::1", "2001:db8::a:0:1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
    void shouldWriteEndpointsAsTheyWriteThemselves(String address) {
        for (int port : new int[] {0, 9, 80, 65_535}) {
            Endpoint endpoint = new Endpoint(IpAddress.parse(address).orElseThrow(), port);
            assertEquals(endpoint.toString(), of(endpoint.address(), port).toString());
        }
    }

    @Test
    void shouldWriteAnyAddress() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            IpAddress address = i % 2 == 0 ? IpAddress.v4(random.nextInt())
                : new IpAddress(random.nextLong(), random.nextLong() & random.nextLong());
            assertEquals(new Endpoint(address, i).toString(), of(address, i).toString());
        }
    }

    @Test
    void shouldFindParts() {
        EndpointText written = of(IpAddress.parse("10.1.0.5").orElseThrow(), 6881);

        assertTrue(written.holds("10.1"));
        assertTrue(written.holds("5:68"));
        assertTrue(written.holds("6881"));
        assertFalse(written.holds("6882"));
        assertFalse(written.holds("10.1.0.5:68810"));
    }

    @Test
    void shouldKnowWhatCannotBeAPart() {
        assertTrue(EndpointText.mayHold("[fe80:"));
        assertFalse(EndpointText.mayHold("bittorrent"));
    }
}
