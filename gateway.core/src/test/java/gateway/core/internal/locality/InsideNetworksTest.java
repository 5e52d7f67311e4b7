package gateway.core.internal.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow;
import gateway.api.packet.IpAddress;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsideNetworksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.0.0.0/8 | 10.255.255.255 | true", "10.0.0.0/8 | 11.0.0.0 | false", "10.0.0.0/8 | 9.255.255.255 | false",
        "10.1.2.3 | 10.1.2.3 | true", "10.1.2.3 | 10.1.2.2 | false", "10.1.2.3/32 | 10.1.2.3 | true",
        "0.0.0.0/0 | 255.255.255.255 | true", "0.0.0.0/0 | 2001:db8::1 | false", "0.0.0.0/0 | :: | false",
        "::/0 | 2001:db8::1 | true", "::/0 | 10.0.0.1 | false",
        "fd00::/8 | fdff::1 | true", "fd00::/8 | fe00::1 | false",
        "2001:db8::/63 | 2001:db8:0:1::1 | true", "2001:db8::/64 | 2001:db8:0:1::1 | false",
        "2001:db8::/65 | 2001:db8::7fff:ffff:ffff:ffff | true", "2001:db8::/65 | 2001:db8::8000:0:0:0 | false",
        "2001:db8::1 | 2001:db8::1 | true", "10.0.0.0/8, fd00::/8 | fd00::1 | true",
        "192.168.0.0/16  10.0.0.0/8 | 10.0.0.1 | true", "'' | 10.0.0.1 | false",
    })
    void shouldContain(String networks, String address, boolean inside) {
        assertEquals(inside, contains(parse(networks), address));
    }

    @Test
    void shouldResolveInterfaces() {
        InsideNetworks networks = InsideNetworks.parse("eth1, 10.0.0.0/8",
            name -> "eth1".equals(name) ? List.of(new IpPrefix(address("192.168.7.1"), 24)) : List.of());
        assertTrue(contains(networks, "192.168.7.200"));
        assertTrue(contains(networks, "10.9.9.9"));
        assertFalse(contains(networks, "192.168.8.1"));
        assertEquals("192.168.7.0/24, 10.0.0.0/8", networks.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.0.0.0/33 | \"10.0.0.0/33\": an IPv4 prefix has 0 to 32 bits, not 33",
        "fd00::/129 | \"fd00::/129\": an IPv6 prefix has 0 to 128 bits, not 129",
        "10.0.0.0/x | \"10.0.0.0/x\": \"x\" is not a number of bits",
        "10.0.0.0/ | \"10.0.0.0/\": \"\" is not a number of bits",
        "10.0.0/8 | \"10.0.0/8\": \"10.0.0\" is not an address",
        "10.1.0.0/8 | \"10.1.0.0/8\": bits are set behind the prefix; 10.0.0.0/8 would be right",
        "10.0.0.0/8,eth9 | \"eth9\": there is no such interface, or it has no address",
    })
    void shouldSayInOneSentenceWhatIsWrong(String text, String sentence) {
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> parse(text));
        assertEquals(sentence, wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/8", "1.2.3.4.5/8", "::1::/8", "..", "a/b", "10.0.0.0/8/8", "-1", "256.1.1.1"})
    void shouldRefuse(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Test
    void shouldSayWhichEndIsOurs() {
        InsideNetworks networks = parse("10.0.0.0/8");
        IpAddress ours = address("10.0.0.1");
        IpAddress theirs = address("81.2.3.4");
        assertEquals(Flow.Side.CLIENT, side(networks, ours, theirs));
        assertEquals(Flow.Side.SERVER, side(networks, theirs, ours));
        assertEquals(Flow.Side.BOTH, side(networks, ours, ours));
        assertEquals(Flow.Side.NEITHER, side(networks, theirs, theirs));
        assertEquals(Flow.Side.NEITHER, side(InsideNetworks.NONE, ours, theirs));
    }

    @Test
    void shouldAgreeWithArithmeticOnBigNumbers() {
        Random random = new Random(41);
        int inside = 0;
        for (int i = 0; i < 50_000; i++) {
            boolean v4 = random.nextBoolean();
            IpAddress network = random(random, v4);
            int all = v4 ? 32 : 128;
            int bits = random.nextInt(all + 1);
            IpPrefix prefix = new IpPrefix(network, bits);
            IpAddress other = random.nextInt(3) == 0 ? random(random, v4) : flip(network, random.nextInt(all));
            boolean expected = other.isV4() == v4
                && number(network).shiftRight(all - bits).equals(number(other).shiftRight(all - bits));
            assertEquals(expected, prefix.contains(other.high(), other.low()), prefix + " " + other);
            assertEquals(prefix, IpPrefix.parse(prefix.toString()));
            inside += expected ? 1 : 0;
        }
        assertTrue(inside > 10_000 && inside < 40_000);
    }

    private static InsideNetworks parse(String text) {
        return InsideNetworks.parse(text, name -> List.of());
    }

    private static boolean contains(InsideNetworks networks, String address) {
        return networks.contains(address(address).high(), address(address).low());
    }

    private static Flow.Side side(InsideNetworks networks, IpAddress client, IpAddress server) {
        return networks.side(client.high(), client.low(), server.high(), server.low());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static IpAddress random(Random random, boolean v4) {
        return v4 ? IpAddress.v4(random.nextInt()) : new IpAddress(random.nextLong() | 1L << 61, random.nextLong());
    }

    private static IpAddress flip(IpAddress address, int bitFromEnd) {
        return bitFromEnd < 64 ? new IpAddress(address.high(), address.low() ^ 1L << bitFromEnd)
            : new IpAddress(address.high() ^ 1L << bitFromEnd - 64, address.low());
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.bytes());
    }
}
