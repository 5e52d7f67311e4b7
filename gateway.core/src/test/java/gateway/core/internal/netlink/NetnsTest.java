package gateway.core.internal.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetnsTest {
    @Test
    void shouldRefuseNamesThatLeaveTheDirectory() {
        assertThrows(IllegalArgumentException.class, () -> Netns.of("../etc"));
        assertThrows(IllegalArgumentException.class, () -> Netns.of("a/b"));
    }

    @Test
    void shouldPrefixCommandsWithTheNamespace() {
        assertEquals(List.of("ip", "link"), Netns.of("").command("ip", "link"));
        assertEquals(List.of("nsenter", "--net=/run/netns/lab", "ip"), Netns.of("lab").command("ip"));
        assertEquals(List.of("nsenter", "--net=/proc/1/ns/net", "ip"), Netns.of("/proc/1/ns/net").command("ip"));
    }

    @Test
    void shouldNameANamespaceThatIsNotThere() {
        NetlinkException failure = assertThrows(NetlinkException.class, () -> Netns.of("p2padm-none").call(() -> 1));
        assertEquals("opening /run/netns/p2padm-none: No such file or directory", failure.getMessage());
    }

    @Test
    void shouldComeBackAlsoAfterAFailure() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/net/core/somaxconn")), "entering a namespace needs root");
        String home = current();
        String name = "p2padm-t" + ProcessHandle.current().pid();
        run("ip", "netns", "add", name);
        try {
            assertNotEquals(home, Netns.of(name).call(NetnsTest::current));
            assertEquals(home, current());
            assertThrows(IOException.class, () -> Netns.of(name).call(() -> {
                throw new IOException("inside");
            }));
            assertEquals(home, current());
        } finally {
            run("ip", "netns", "delete", name);
        }
    }

    @Test
    void shouldCallInsideOfANewNamespaceAndLeaveNothing() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/net/core/somaxconn")), "making a namespace needs root");
        String home = current();
        assertNotEquals(home, Netns.callInNew(NetnsTest::current));
        assertEquals(home, current());
        String commandsToo = Netns.callInNew(() -> {
            Process process = new ProcessBuilder("readlink", "/proc/self/ns/net").start();
            return new String(process.getInputStream().readAllBytes());
        });
        assertNotEquals(home, commandsToo.strip());
        IOException failure = assertThrows(IOException.class, () -> Netns.callInNew(() -> {
            throw new IOException("inside");
        }));
        assertEquals("inside", failure.getMessage());
    }

    private static String current() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
