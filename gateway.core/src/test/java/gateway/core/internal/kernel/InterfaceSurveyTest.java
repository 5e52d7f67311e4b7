package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.kernel.InterfaceSurvey.Device;
import gateway.core.internal.locality.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceSurveyTest {
    @Test
    void shouldReadWhatIpPrints() {
        InterfaceSurvey survey = InterfaceSurvey.parse("""
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\\    link/loopback 00:00:00:00:00:00
            2: wan: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP\\    link/ether 02:00:00:00:00:01
            3: lan.7@lan: <BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue\\    link/ether 02:00:00:00:00:02
            4: spare: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN\\    link/ether 02:00:00:00:00:03
            """, """
            1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
            2: wan    inet 203.0.113.5/24 brd 203.0.113.255 scope global wan\\       valid_lft forever
            2: wan    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
            3: lan.7    inet 192.168.7.1/24 scope global lan.7\\       valid_lft forever
            3: lan.7    inet6 2001:db8:7::1/64 scope global \\       valid_lft forever
            """, """
            default via 203.0.113.1 dev wan proto static
            default via fe80::9 dev wan proto ra metric 100 pref medium
            """);

        assertEquals(List.of(
            new Device("wan", List.of("203.0.113.5/24", "fe80::1/64"), true),
            new Device("lan.7", List.of("192.168.7.1/24", "2001:db8:7::1/64"), false),
            new Device("spare", List.of(), false)), survey.interfaces());
        assertEquals(List.of("lan.7"), survey.guessInside());
        assertEquals(List.of(IpPrefix.parse("192.168.7.0/24"), IpPrefix.parse("2001:db8:7::/64")),
            survey.prefixesOf("lan.7"));
        assertEquals(List.of(IpPrefix.parse("203.0.113.0/24")), survey.prefixesOf("wan"));
        assertEquals(List.of(), survey.prefixesOf("no-such-device"));
    }

    @Test
    void shouldTakePrivateNetworksForOurs() {
        for (String ours : List.of("10.1.2.3/8", "172.16.0.1/12", "172.31.255.255/16", "192.168.0.1/24",
            "100.64.0.1/10", "fc00::1/7", "fdff::1/64")) {
            assertTrue(new Device("x", List.of(ours), false).isProbablyInside(), ours);
            assertFalse(new Device("x", List.of(ours), true).isProbablyInside(), ours + " with the default route");
        }
        for (String notOurs : List.of("11.0.0.1/8", "172.32.0.1/16", "192.169.0.1/16", "100.128.0.1/10", "fe80::1/64",
            "2001:db8::1/32")) {
            assertFalse(new Device("x", List.of(notOurs), false).isProbablyInside(), notOurs);
        }
    }

    @Test
    void shouldSurviveAnyText() {
        InterfaceSurvey survey = InterfaceSurvey.parse("\n\nnonsense\n1:\n2: a:\n", "2: a inet\n2: a    inet x/y\n",
            "default dev\n\n");
        assertEquals(List.of(new Device("a", List.of("x/y"), false)), survey.interfaces());
        assertEquals(List.of(), survey.guessInside());
    }

    @Test
    void shouldSeeBridgesAndTheirPorts() {
        String links = """
            2: to-client@if2: <BROADCAST,UP> mtu 1500 qdisc noqueue master br0 state UP mode DEFAULT group default
            3: to-server@if2: <BROADCAST,UP> mtu 1500 qdisc noqueue master br0 state UP mode DEFAULT group default
            4: br0: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
            5: eth5: <BROADCAST,UP> mtu 1500 qdisc noqueue master bond0 state UP mode DEFAULT group default
            """;
        var ports = InterfaceSurvey.ports("4: br0: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP\n", links);
        assertEquals(java.util.Map.of("br0", java.util.List.of("to-client", "to-server")), ports);
        String setUp = new InterfaceSurvey(java.util.List.of(), ports).setUp();
        assertTrue(setUp.startsWith("bridge br0 (to-client, to-server); "), setUp);
    }

    @Test
    void shouldTellARouterFromAHost() {
        String links = "1: lo: <UP>\n2: eth0: <UP>\n3: eth1: <UP>\n";
        String one = "2: eth0    inet 10.0.0.1/24 scope global eth0\n";
        assertTrue(InterfaceSurvey.parse(links, one, "").setUp().startsWith("neither a router"));
        String two = one + "3: eth1    inet 192.0.2.1/24 scope global eth1\n";
        assertTrue(InterfaceSurvey.parse(links, two, "").setUp().startsWith("router between 2 interfaces"));
    }
}
