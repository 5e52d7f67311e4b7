package gateway.core.internal.configuration;

import gateway.core.internal.flow.FlowTimeouts;
import java.util.Set;

/**
 * How flows are kept: {@code gateway.flows.cfg}.
 *
 * @param maxFlows how many, over all workers
 * @param timeouts when silent ones are forgotten
 */
public record FlowSettings(int maxFlows, FlowTimeouts timeouts) {
    private static final int MILLIS = 1000;
    private static final int DAY = 86_400;
    static final Set<String> KEYS =
        Set.of("maxFlows", "oneWaySeconds", "tcpSeconds", "udpSeconds", "closedSeconds");

    static FlowSettings of(Settings settings) throws InvalidSetting {
        settings.only(KEYS);
        FlowTimeouts preset = FlowTimeouts.DEFAULT;
        return new FlowSettings(settings.number("maxFlows", 1_000_000, 1000, 16_000_000), new FlowTimeouts(
            millis(settings, "oneWaySeconds", preset.oneWay()), millis(settings, "tcpSeconds", preset.tcp()),
            millis(settings, "udpSeconds", preset.udp()), millis(settings, "closedSeconds", preset.closed())));
    }

    private static long millis(Settings settings, String key, long preset) throws InvalidSetting {
        return MILLIS * (long) settings.number(key, (int) (preset / MILLIS), 1, DAY);
    }
}
