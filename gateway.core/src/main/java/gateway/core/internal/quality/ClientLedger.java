package gateway.core.internal.quality;

import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All clients, those of which something was told last: {@value #MOST} at most. One thread; times are milliseconds.
 */
public final class ClientLedger {
    static final int MOST = 4096;
    /** The rates of fewer clients that are left alone are chance. */
    private static final int LEAST_OTHERS = 3;

    private final Map<ClientKey, ClientRecord> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, ClientRecord> eldest) {
            return size() > MOST;
        }
    };

    /** A worker told what clients fetched. */
    public void add(List<Fetched> more, long nowMillis) {
        more.forEach(each -> clients.computeIfAbsent(each.who(), who -> new ClientRecord(who, nowMillis))
            .add(each, nowMillis));
    }

    /** Time has passed. */
    public void onTick(long nowMillis) {
        Map<String, Double> others = others(nowMillis);
        clients.values().forEach(client ->
            client.onTick(nowMillis, others.getOrDefault(client.who().application(), Double.NaN)));
    }

    /** Who is left more far peers than its rule says. */
    public FarPeers farPeers() {
        Map<ClientKey, Integer> raised = new HashMap<>();
        clients.values().stream().filter(client -> client.adaptation().raised())
            .forEach(client -> raised.put(client.who(), client.farPeers()));
        return new FarPeers(raised);
    }

    /** What localizing brings to each application of which a client is concerned; takes some milliseconds. */
    public List<LocalizingEffect> effects(long nowMillis) {
        Map<String, Double> others = others(nowMillis);
        Map<String, List<ClientRecord>> byApplication = new TreeMap<>();
        clients.values().stream().filter(client -> client.group() != ClientRecord.Group.FREE)
            .forEach(client -> byApplication.computeIfAbsent(client.who().application(), first -> new ArrayList<>())
                .add(client));
        List<LocalizingEffect> effects = new ArrayList<>();
        byApplication.forEach((application, all) -> {
            for (Window window : Window.values()) {
                effects.add(Comparison.of(application, window, all, others.getOrDefault(application, Double.NaN),
                    nowMillis));
            }
        });
        return List.copyOf(effects);
    }

    /** The median rate of those that are left alone, by application, where they are not too few. */
    private Map<String, Double> others(long nowMillis) {
        Map<String, List<Double>> rates = new HashMap<>();
        for (ClientRecord client : clients.values()) {
            double rate = client.group() == ClientRecord.Group.CONTROL ? client.totals().lastHour(nowMillis).rate()
                : Double.NaN;
            if (!Double.isNaN(rate)) {
                rates.computeIfAbsent(client.who().application(), first -> new ArrayList<>()).add(rate);
            }
        }
        Map<String, Double> medians = new HashMap<>();
        rates.forEach((application, all) -> {
            if (all.size() >= LEAST_OTHERS) {
                medians.put(application, median(all));
            }
        });
        return medians;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
