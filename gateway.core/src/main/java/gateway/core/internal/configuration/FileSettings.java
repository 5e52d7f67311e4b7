package gateway.core.internal.configuration;

import gateway.core.internal.content.ScanSettings;
import java.util.Set;

/** How files that pass are kept to be scanned: {@code gateway.files.cfg}. */
final class FileSettings {
    static final Set<String> KEYS = Set.of("wholeMegabytes", "windowKilobytes", "memoryMegabytes", "diskMegabytes",
        "quarantineMegabytes");
    private static final int KILO = 1000;
    private static final int MEGA = 1_000_000;

    private FileSettings() {
    }

    static ScanSettings of(Settings settings) throws InvalidSetting {
        settings.only(KEYS);
        ScanSettings preset = ScanSettings.DEFAULT;
        int window = KILO * settings.number("windowKilobytes", preset.windowBytes() / KILO, 64, 16_000);
        long memory = megabytes(settings, "memoryMegabytes", preset.memoryBytes(), 16);
        if (memory < 8L * window) {
            throw new InvalidSetting(settings, "memoryMegabytes", "has to hold eight windows at least");
        }
        return new ScanSettings(megabytes(settings, "wholeMegabytes", preset.wholeBytes(), 0), window, memory,
            megabytes(settings, "diskMegabytes", preset.diskBytes(), 0),
            megabytes(settings, "quarantineMegabytes", preset.quarantineBytes(), 0));
    }

    private static long megabytes(Settings settings, String key, long preset, int least) throws InvalidSetting {
        return (long) MEGA * settings.number(key, (int) (preset / MEGA), least, 1_000_000);
    }
}
