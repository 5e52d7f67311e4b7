package gateway.core.internal.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads at a table that is much too small: no answer is ever of another key, no bound is passed. */
class AnnouncedAddressesConcurrencyTest {
    private static final int THREADS = 4;
    private static final int STEPS = 100_000;
    private static final int KEYS = 600;

    @Test
    void shouldNeverMixUpEntries() throws Exception {
        AnnouncedAddresses list = new AnnouncedAddresses(128, 1000, 77);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(t);
                work.add(() -> announceAndAsk(list, random));
            }
            int found = 0;
            for (Future<Integer> one : threads.invokeAll(work)) {
                found += one.get();
            }
            assertTrue(found > STEPS / 10, found + " found");
            assertEquals(list.capacity(), list.size());
        } finally {
            threads.shutdownNow();
        }
    }

    private static int announceAndAsk(AnnouncedAddresses list, Random random) {
        int found = 0;
        for (int i = 0; i < STEPS; i++) {
            int key = random.nextInt(KEYS);
            list.announce("app" + key, key, 1, 2, key, 3, i);
            int asked = random.nextInt(KEYS);
            String answer = list.applicationOf(asked, 1, 2, asked, 3, i);
            if (answer != null) {
                assertEquals("app" + asked, answer);
                found++;
            }
        }
        return found;
    }
}
