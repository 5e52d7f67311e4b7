package gateway.localizer.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gateway.api.packet.IpAddress;
import gateway.localizer.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkListTest {
    @Test
    void shouldReadCostsAndNames() throws IOException {
        PrefixTable<NetworkList.Entry> table = NetworkList.table(List.of(read("""
            # ours
            20.0.0.0/8
            20.1.0.0/16\t50  our partner # since May
            2400::/16 1000\r
            """)));
        assertEquals(3, table.size());
        assertEquals(new NetworkList.Entry(0, ""), find(table, "20.2.0.1"));
        assertEquals(new NetworkList.Entry(50, "our partner"), find(table, "20.1.0.1"));
        assertEquals(new NetworkList.Entry(1000, ""), find(table, "2400::1"));
        assertNull(find(table, "21.0.0.1"));
    }

    @Test
    void shouldBelieveTheFirstOfTwoLists() throws IOException {
        PrefixTable<NetworkList.Entry> table = NetworkList.table(List.of(
            NetworkList.own(List.of(Prefix.parse("20.0.0.0/8"))), read("20.0.0.0/8 900")));
        assertEquals(0, find(table, "20.1.1.1").cost());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "20.0.0.0/8 5 | 20.0.0.0/8 6 | line 2: 20.0.0.0/8 costs 5 in an earlier line, 6 here",
        "20.0.0.0/8 1001 | 20.0.0.0/8 | line 1: the cost is a number from 0 to 1000",
        "20.0.0.0/8 -1 | # | line 1: the cost is a number from 0 to 1000",
        "# | 300.0.0.0/8 | line 2: \"300.0.0.0\" is not an address"})
    void shouldRefuseAListWithAWrongLineAndSayWhich(String first, String second, String reason) {
        assertEquals(reason, assertThrows(IOException.class, () -> read(first + "\n" + second)).getMessage());
    }

    @Test
    void shouldRefuseWhatIsNoText() {
        assertThrows(IOException.class, () -> NetworkList.read(new byte[] {(byte) 0xff, 0, 1}));
        assertThrows(IOException.class, () -> read("20.0.0.0/8 1 " + "n".repeat(61)));
    }

    @Test
    void shouldRefuseMoreThanItHolds() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= NetworkList.MOST; i++) {
            text.append(IpAddress.v4(0x14000000 + i)).append('\n');
        }
        assertEquals("it has more than 200000 networks",
            assertThrows(IOException.class, () -> read(text.toString())).getMessage());
    }

    private static NetworkList read(String text) throws IOException {
        return NetworkList.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static NetworkList.Entry find(PrefixTable<NetworkList.Entry> table, String text) {
        IpAddress address = Peers.address(text);
        return table.find(address.high(), address.low());
    }
}
