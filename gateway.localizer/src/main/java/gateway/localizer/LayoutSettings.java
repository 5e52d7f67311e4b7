package gateway.localizer;

import gateway.localizer.choice.Admission;
import gateway.localizer.layout.Terms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the configuration {@code gateway.layouts} asks for, checked.
 *
 * @param terms when something counts as proven
 * @param files of layouts
 */
record LayoutSettings(Terms terms, List<Path> files) {
    /** What holds where there was never a configuration that made sense. */
    static LayoutSettings defaults() {
        return new LayoutSettings(new Terms(3, TimeUnit.SECONDS.toMillis(5), 3, new Admission(List.of())), List.of());
    }

    /**
     * What a configuration asks for.
     *
     * @param properties the configuration as it came, to find names that mean nothing
     * @throws IllegalArgumentException with what is wrong, in a sentence without its end
     */
    static LayoutSettings of(LayoutConfig config, Map<String, Object> properties, Path work) {
        Settings.onlyKnown(properties.keySet(), LayoutConfig.class);
        int windowSeconds = Settings.within("windowSeconds", config.windowSeconds(), 1, 60);
        Terms terms = new Terms(Settings.within("contacts", config.contacts(), 2, 50),
            TimeUnit.SECONDS.toMillis(windowSeconds), Settings.within("confirmations", config.confirmations(), 2, 1000),
            Settings.admission(config.privateNetworks()));
        return new LayoutSettings(terms, Settings.paths("files", config.files(), work));
    }
}
