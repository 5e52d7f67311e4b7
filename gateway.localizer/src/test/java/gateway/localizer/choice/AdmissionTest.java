package gateway.localizer.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.localizer.Peers;
import gateway.localizer.place.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final Admission USUAL = new Admission(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0.1:1", "20.81.0.1:6881", "100.63.0.1:1", "172.15.0.1:1", "172.32.0.1:1",
        "192.0.3.1:1", "198.17.0.1:1", "223.255.255.254:65535", "2400:81::1!6881", "2001:200::1!1"})
    void shouldAdmitPublicAddresses(String peer) {
        assertTrue(USUAL.admits(Peers.peer(peer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "0.1.2.3:1", "10.0.0.1:1", "100.64.0.1:1", "127.0.0.1:1", "169.254.1.1:1",
        "172.16.0.1:1", "192.0.2.1:1", "192.168.1.1:1", "198.18.0.1:1", "198.51.100.1:1", "203.0.113.1:1",
        "224.0.0.1:1", "239.255.255.250:1", "240.0.0.1:1", "255.255.255.255:1", "20.81.0.1:0",
        "::!1", "::1!1", "fe80::1!1", "fd00::1!1",
        "ff02::1!1", "2001:db8::1!1", "64:ff9b::1!1", "2002:a00:1::!1", "100::1!1"})
    void shouldNotAdmitOthers(String peer) {
        assertFalse(USUAL.admits(Peers.peer(peer)));
    }

    @Test
    void shouldAdmitPrivateNetworksThatTheAdministratorNames() {
        Admission own = new Admission(List.of(Prefix.parse("10.81.0.0/16"), Prefix.parse("fd00:81::/32")));
        assertTrue(own.admits(Peers.peer("10.81.3.4:1")));
        assertTrue(own.admits(Peers.peer("fd00:81::1!1")));
        assertFalse(own.admits(Peers.peer("10.82.3.4:1")));
        assertFalse(own.admits(Peers.peer("10.81.3.4:0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8", "224.0.0.0/4", "0.0.0.0/0", "20.0.0.0/8", "::/0", "fe80::/10", "10.0.0.0/7"})
    void shouldRefuseToNameOthers(String network) {
        Prefix prefix = network.equals("10.0.0.0/7") ? new Prefix(0, 0xffff_0a00_0000L, 103) : Prefix.parse(network);
        assertEquals(prefix + " is not a private network",
            assertThrows(IllegalArgumentException.class, () -> new Admission(List.of(prefix))).getMessage());
    }
}
