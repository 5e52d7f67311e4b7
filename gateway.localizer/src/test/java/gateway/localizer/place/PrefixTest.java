package gateway.localizer.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.localizer.Peers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.0.0.0/8", "0.0.0.0/0,0.0.0.0/0", "1.2.3.4,1.2.3.4/32", "fd00::/8,fd00:0:0:0:0:0:0:0/8",
        "::/0,0:0:0:0:0:0:0:0/0", "2001:db8::1,2001:db8:0:0:0:0:0:1/128"})
    void shouldReadNetworks(String text, String shown) {
        assertEquals(shown, Prefix.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "::/129", "example.org/8", "10.0.0.0/", "1/1",
        "10.0.0.0/-1", "fd00::1/64", "10.0.0.0/8/8"})
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse(text));
    }

    @Test
    void shouldKeepTheFamiliesApart() {
        IpAddress four = Peers.address("1.2.3.4");
        IpAddress six = Peers.address("2001:db8::1");
        assertFalse(Prefix.parse("::/0").contains(four.high(), four.low()));
        assertTrue(Prefix.parse("::/0").contains(six.high(), six.low()));
        assertFalse(Prefix.parse("0.0.0.0/0").contains(six.high(), six.low()));
        PrefixTable<String> table = PrefixTable.of(Map.of(Prefix.parse("::/0"), "six"));
        assertNull(table.find(four.high(), four.low()));
        assertEquals("six", table.find(six.high(), six.low()));
    }

    @Test
    void shouldFindTheLongestPrefixAsALookThroughAllOfThemDoes() {
        SplittableRandom random = new SplittableRandom(6);
        Map<Prefix, String> entries = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            int bits = 96 + random.nextInt(33);
            long low = 0xffff_0000_0000L | random.nextInt() & 0x0fff_ffffL;
            Prefix prefix = new Prefix(0, low & Prefix.maskLow(bits), bits);
            entries.put(prefix, prefix.toString());
            long high = 0x2400_0000_0000_0000L | random.nextInt();
            int other = random.nextInt(65);
            Prefix six = new Prefix(high & Prefix.maskHigh(other), 0, other);
            entries.put(six, six.toString());
        }
        PrefixTable<String> table = PrefixTable.of(entries);
        assertEquals(entries.size(), table.size());
        for (int i = 0; i < 2000; i++) {
            boolean four = random.nextBoolean();
            long high = four ? 0 : 0x2400_0000_0000_0000L | random.nextInt();
            long low = four ? 0xffff_0000_0000L | random.nextInt() & 0x0fff_ffffL : random.nextLong();
            assertEquals(longest(entries.keySet().stream().filter(p -> p.contains(high, low)).toList()),
                table.find(high, low));
        }
    }

    private static String longest(List<Prefix> prefixes) {
        return prefixes.stream().max(java.util.Comparator.comparingInt(Prefix::bits)).map(Prefix::toString)
            .orElse(null);
    }
}
