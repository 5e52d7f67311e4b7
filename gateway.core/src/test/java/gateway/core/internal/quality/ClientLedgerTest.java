package gateway.core.internal.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Window;
import gateway.core.internal.policy.Localizing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Simulated clients: what they are left, and what is said of them. */
class ClientLedgerTest {
    private static final double FAST = 500_000;
    /** Near peers alone are slow; with some far ones it is as before. */
    private static final IntToDoubleFunction NEAR_IS_SLOW = far -> far >= 3 ? FAST : far >= 1 ? 250_000 : 100_000;
    private static final Localizing NONE_FAR = SimulatedClient.rule(0, 0);

    private final ClientLedger ledger = new ClientLedger();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private long nowMillis = 1_000_000_000_000L;

    private SimulatedClient client(Localizing localizing, IntToDoubleFunction rate) {
        clients.add(new SimulatedClient(ledger, clients.size() + 1, localizing, rate));
        return clients.get(clients.size() - 1);
    }

    private void pass(int intervals) {
        for (int i = 0; i < intervals; i++) {
            nowMillis += SimulatedClient.SECONDS * 1000L;
            clients.forEach(client -> client.fetch(nowMillis));
            ledger.onTick(nowMillis);
            FarPeers farPeers = ledger.farPeers();
            clients.forEach(client -> {
                client.farPeers = farPeers;
                client.left.add(client.farPeers());
            });
        }
    }

    /** One that was seen before any rule concerned it. */
    private SimulatedClient known(IntToDoubleFunction rate) {
        SimulatedClient client = client(null, rate);
        pass(10);
        client.localizing = NONE_FAR;
        client.left.clear();
        return client;
    }

    private static int changes(List<Integer> left) {
        return (int) IntStream.range(1, left.size()).filter(i -> !left.get(i).equals(left.get(i - 1))).count();
    }

    @Test
    void shouldLeaveMoreFarPeersToOneThatBecameSlower() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        pass(30);
        assertTrue(client.left.contains(1) && client.left.contains(2), client.left::toString);
        assertEquals(4, Collections.max(client.left), "no more than it takes");
        assertEquals(FAST, client.rate.applyAsDouble(client.farPeers()));
    }

    @Test
    void shouldSeldomTryAgainWhatFailed() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        pass(2000);
        assertTrue(changes(client.left) < 30, changes(client.left) + " changes in 2000 intervals");
        long slow = client.left.stream().filter(far -> client.rate.applyAsDouble(far) < 0.8 * FAST).count();
        assertTrue(slow < 100, slow + " of 2000 intervals were slow");
    }

    @Test
    void shouldTakeFarPeersBackOnceNearOnesAreFast() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        pass(30);
        client.rate = far -> FAST;
        pass(200);
        assertEquals(0, client.left.get(client.left.size() - 1));
        assertEquals(FarPeers.AS_RULED, ledger.farPeers());
    }

    @Test
    void shouldNotTakeTheEndOfDemandForASlowSwarm() {
        SimulatedClient client = known(far -> FAST);
        pass(20);
        client.asks = false;
        client.rate = far -> 150_000;
        pass(1);
        client.rate = far -> 1000;
        pass(100);
        client.rate = far -> FAST;
        pass(20);
        assertEquals(0, Collections.max(client.left), client.left::toString);
    }

    @Test
    void shouldLeaveFarPeersToOneThatGetsNothingAtAll() {
        SimulatedClient client = known(far -> far == 0 ? 0 : FAST);
        pass(30);
        assertEquals(1, Collections.max(client.left), client.left::toString);
    }

    @Test
    void shouldLeaveAVideoAtItsOwnRateAlone() {
        SplittableRandom random = new SplittableRandom(7);
        SimulatedClient client = known(far -> 120_000 * random.nextDouble(0.9, 1.1));
        pass(1000);
        assertEquals(0, Collections.max(client.left));
    }

    @Test
    void shouldOutliveNoise() {
        SplittableRandom random = new SplittableRandom(9);
        SimulatedClient client = known(far -> FAST * random.nextDouble(0.6, 1.4));
        pass(1000);
        long more = client.left.stream().filter(far -> far > 0).count();
        assertTrue(more < 250, more + " of 1000 intervals with far peers that are not needed");
    }

    /** It watches something of a lower rate: far peers are tried once, and do not help. */
    @Test
    void shouldFindOutThatFarPeersDoNotHelp() {
        SimulatedClient client = known(far -> FAST);
        client.rate = far -> 200_000;
        pass(60);
        assertTrue(client.left.contains(Adaptation.ALL), client.left::toString);
        client.left.clear();
        pass(1000);
        assertEquals(0, Collections.max(client.left), client.left::toString);
    }

    @Test
    void shouldMeasureAStrangerByThoseWhoAreLeftAlone() {
        Localizing some = SimulatedClient.rule(1, 50);
        for (int i = 0; i < 12; i++) {
            client(some, NEAR_IS_SLOW);
        }
        List<SimulatedClient> control =
            clients.stream().filter(client -> some.isControl(client.who.client())).toList();
        control.forEach(client -> client.rate = far -> FAST);
        assertTrue(control.size() >= 3 && control.size() <= 9, "the addresses are chosen for that");
        pass(40);
        clients.stream().filter(client -> !control.contains(client))
            .forEach(client -> assertEquals(4, Collections.max(client.left), client.left::toString));
    }

    @Test
    void shouldAdaptNothingWithoutAnythingToCompareWith() {
        SimulatedClient client = client(NONE_FAR, NEAR_IS_SLOW);
        pass(200);
        assertEquals(0, Collections.max(client.left));
    }

    @Test
    void shouldAdaptNothingWhereARuleSaysSo() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        client.localizing = new Localizing(true, false, NONE_FAR.terms(), 0, true, 0);
        pass(100);
        assertEquals(0, Collections.max(client.left));
    }

    @Test
    void shouldBeginAnewWithAnotherRule() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        pass(30);
        client.localizing = SimulatedClient.rule(4, 0);
        pass(1);
        assertEquals(4, client.farPeers());
        pass(100);
        assertEquals(4, client.farPeers(), "that is enough");
    }

    private LocalizingEffect effect(Window window) {
        return ledger.effects(nowMillis).stream().filter(each -> each.window() == window).findFirst().orElseThrow();
    }

    /** Half of 60 clients are left alone and fetch all from far; the others a tenth of it, and by a fifth slower. */
    private void population(int many) {
        Localizing half = new Localizing(true, false, NONE_FAR.terms(), 50, true, 0);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < many; i++) {
            double own = random.nextDouble(0.8, 1.2);
            SimulatedClient client = client(half, null);
            boolean control = half.isControl(client.who.client());
            client.farShare = control ? 0.8 : 0.08;
            client.rate = far -> (control ? 100_000 : 80_000) * own;
        }
    }

    @Test
    void shouldSayWhatLocalizingSavesAndCosts() {
        population(60);
        pass(10);
        LocalizingEffect effect = effect(Window.ALL);
        assertEquals("film", effect.application());
        assertEquals(60, effect.localized().clients() + effect.control().clients());
        assertEquals(0.08, effect.localized().farShare(), 0.001);
        assertEquals(0.8, effect.control().farShare(), 0.001);
        assertEquals(0.9, effect.farSaving().orElseThrow().value(), 0.001);
        LocalizingEffect.Estimate change = effect.rateChange().orElseThrow();
        assertEquals(-0.2, change.value(), 0.06);
        assertTrue(change.low() < -0.2 && change.high() > -0.2 && change.high() < 0, change::toString);
        assertEquals(100_000, effect.control().bytesPerSecond(), 8000);
        assertEquals(effect, effect(Window.ALL), "the same numbers, asked again");
    }

    @Test
    void shouldSayNothingOfFewClients() {
        population(8);
        pass(10);
        LocalizingEffect effect = effect(Window.ALL);
        assertEquals(8, effect.localized().clients() + effect.control().clients());
        assertTrue(effect.farSaving().isEmpty() && effect.rateChange().isEmpty());
    }

    @Test
    void shouldForgetInTheLastHourWhatIsOlder() {
        population(40);
        pass(10);
        clients.forEach(client -> client.rate = far -> 0);
        pass(6 * 60);
        assertEquals(0, effect(Window.HOUR).localized().clients());
        assertTrue(effect(Window.ALL).farSaving().isPresent());
    }

    @Test
    void shouldNotCompareWhatWasFetchedUnderAnotherRule() {
        SimulatedClient client = client(SimulatedClient.rule(8, 0), far -> FAST);
        pass(10);
        client.localizing = NONE_FAR;
        pass(1);
        assertEquals((long) FAST * SimulatedClient.SECONDS, effect(Window.ALL).localized().bytes());
    }

    @Test
    void shouldNameThoseThatAreLeftMore() {
        SimulatedClient client = known(NEAR_IS_SLOW);
        pass(30);
        LocalizingEffect effect = effect(Window.HOUR);
        assertEquals(1, effect.raised());
        assertEquals(client.who.client(), effect.examples().get(0).client());
        assertEquals(4, effect.examples().get(0).farPeers());
        assertEquals(FAST, effect.examples().get(0).reference(), 1);
    }

    @Test
    void shouldForgetThoseThatAreIdleForLongestWhereThereAreTooMany() {
        SimulatedClient known = known(NEAR_IS_SLOW);
        for (int i = 0; i < ClientLedger.MOST + 10; i++) {
            client(NONE_FAR, far -> FAST).fetch(nowMillis);
        }
        pass(1);
        assertEquals(ClientLedger.MOST, effect(Window.ALL).localized().clients());
        assertEquals(0, known.farPeers());
    }
}
