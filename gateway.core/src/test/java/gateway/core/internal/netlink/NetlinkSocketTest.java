package gateway.core.internal.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Talks to the kernel's generic netlink directory, which needs no rights and is always there. */
class NetlinkSocketTest {
    private static final int GENERIC = 16;
    private static final int NLCTRL = 16;
    private static final int GETFAMILY = 3;
    private static final int FAMILY_NAME = 2;

    private final NetlinkWriter writer = new NetlinkWriter(4096);
    private NetlinkSocket socket;

    @BeforeEach
    void open() throws NetlinkException {
        socket = NetlinkSocket.open(GENERIC, Netns.own());
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void shouldReadADumpToItsEnd() throws NetlinkException {
        List<String> names = new ArrayList<>();
        writer.message(NLCTRL, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_DUMP).family(GETFAMILY, 0).end();
        assertTrue(socket.dump("listing", writer, reader -> {
            reader.attributes(NetlinkReader.NFGENMSG);
            while (reader.nextAttribute()) {
                if (reader.attribute() == FAMILY_NAME) {
                    names.add(reader.text());
                }
            }
        }));
        assertTrue(names.contains("nlctrl"), names::toString);
    }

    @Test
    void shouldReportTheRefusalOfOneMessageOfMany() throws NetlinkException {
        ask("nlctrl");
        ask("no such family");
        ask("nlctrl");
        NetlinkException refusal = assertThrows(NetlinkException.class, () -> socket.request("looking up", writer));
        assertEquals(Linux.ENOENT, refusal.errno());
        assertTrue(refusal.getMessage().startsWith("looking up: No such file"), refusal.getMessage());
        writer.clear();
        ask("nlctrl");
        socket.request("looking up", writer);
    }

    private void ask(String family) {
        writer.message(NLCTRL, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK)
            .family(GETFAMILY, 0).text(FAMILY_NAME, family).end();
    }

    @Test
    void shouldReceiveNothingWhereNothingHappens() throws NetlinkException {
        assertEquals(false, socket.receive(1).nextMessage());
    }
}
