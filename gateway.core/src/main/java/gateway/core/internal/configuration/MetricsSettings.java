package gateway.core.internal.configuration;

import gateway.core.internal.locality.InsideNetworks;
import java.util.List;
import java.util.Set;

/**
 * Who may ask for metrics: {@code gateway.metrics.cfg}.
 *
 * @param enabled whether anybody may
 * @param networks from where
 */
public record MetricsSettings(boolean enabled, InsideNetworks networks) {
    static final Set<String> KEYS = Set.of("enabled", "networks");
    private static final String THIS_MACHINE = "127.0.0.0/8, ::1";

    /** From this machine. */
    public static final MetricsSettings DEFAULT = new MetricsSettings(true, parse(THIS_MACHINE));

    static MetricsSettings of(Settings settings) throws InvalidSetting {
        settings.only(KEYS);
        List<String> networks = settings.list("networks");
        try {
            return new MetricsSettings(settings.flag("enabled", true),
                networks.isEmpty() ? DEFAULT.networks : parse(String.join(",", networks)));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSetting(settings, "networks", "is wrong: " + wrong.getMessage());
        }
    }

    private static InsideNetworks parse(String networks) {
        return InsideNetworks.parse(networks, interfaceName -> List.of());
    }
}
