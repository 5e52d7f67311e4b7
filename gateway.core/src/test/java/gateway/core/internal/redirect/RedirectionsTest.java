package gateway.core.internal.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedirectionsTest {
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1").orElseThrow();
    private static final Endpoint NEAR = peer(200);

    private final SlowKernel kernel = new SlowKernel();
    private final Redirections redirections = new Redirections(kernel, () -> 0);

    @AfterEach
    void end() throws IOException {
        redirections.close();
    }

    private static Endpoint peer(int number) {
        return new Endpoint(IpAddress.parse("203.0.113." + number).orElseThrow(), 4000);
    }

    private static Redirection from(int far, String content) {
        return new Redirection("near", "film", content, CLIENT, 5000, peer(far), NEAR,
            Redirections.LIFETIME_SECONDS * 1000L);
    }

    private void settle() throws InterruptedException {
        long asked = redirections.asked();
        while (!redirections.hasDone(asked)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void shouldTellTheKernelAndHaveItForgetTheConversation() throws InterruptedException {
        assertTrue(redirections.begin(from(1, "a")));
        assertFalse(redirections.begin(from(1, "a")), "it is there already");
        settle();
        assertEquals(List.of("begin 203.0.113.1:4000", "forget 17 5000 203.0.113.1:4000"), kernel.told);
        assertTrue(redirections.has(CLIENT, peer(1)));
        assertEquals(peer(1), redirections.to(CLIENT, NEAR).far());
    }

    @Test
    void shouldNotBeDoneBeforeTheKernelIs() throws InterruptedException {
        kernel.busy.lock();
        redirections.begin(from(1, "a"));
        long asked = redirections.asked();
        assertFalse(redirections.hasDone(asked));
        kernel.busy.unlock();
        settle();
        assertTrue(redirections.hasDone(asked));
        assertFalse(redirections.hasDone(asked + 1));
    }

    @Test
    void shouldReleaseSoManyOfEachContent() throws InterruptedException {
        for (int far = 1; far <= 4; far++) {
            redirections.begin(from(far, "a"));
            redirections.begin(from(10 + far, "b"));
        }
        settle();
        redirections.release(CLIENT, "another application", 1);
        assertEquals(8, redirections.size());
        redirections.release(CLIENT, "film", 3);
        assertEquals(2, redirections.size());
        settle();
        assertEquals(6, kernel.told.stream().filter(line -> line.startsWith("end ")).count());
    }

    @Test
    void shouldForgetWhatTheKernelRefuses() throws InterruptedException {
        kernel.refuses = true;
        redirections.begin(from(1, "a"));
        settle();
        assertEquals("no room", redirections.problem());
        assertEquals(0, redirections.size());
        assertNull(redirections.to(CLIENT, NEAR));
        kernel.refuses = false;
        assertTrue(redirections.begin(from(1, "a")));
        settle();
        assertEquals("", redirections.problem());
    }

    @Test
    void shouldEndAll() throws InterruptedException {
        redirections.begin(from(1, "a"));
        redirections.begin(from(2, "a"));
        settle();
        redirections.endAll();
        settle();
        assertEquals(0, redirections.size());
        assertTrue(kernel.told.containsAll(List.of("end 203.0.113.1:4000", "end 203.0.113.2:4000")));
    }
}
