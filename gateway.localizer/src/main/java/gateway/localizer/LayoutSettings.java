package gateway.localizer;

import gateway.localizer.choice.Admission;
import gateway.localizer.layout.Terms;
import gateway.localizer.place.Prefix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the configuration {@code gateway.layouts} asks for, checked.
 *
 * @param terms when something counts as proven
 * @param files of layouts
 */
record LayoutSettings(Terms terms, List<Path> files) {
    private static final int MOST_FILES = 16;

    /** What holds where there was never a configuration that made sense. */
    static LayoutSettings defaults() {
        return new LayoutSettings(new Terms(3, TimeUnit.SECONDS.toMillis(5), 3, new Admission(List.of())), List.of());
    }

    /**
     * What a configuration asks for.
     *
     * @throws IllegalArgumentException with what is wrong, in a sentence without its end
     */
    static LayoutSettings of(LayoutConfig config, Path work) {
        List<Path> files = words(config.files()).map(work::resolve).toList();
        if (files.size() > MOST_FILES) {
            throw new IllegalArgumentException("files names more than " + MOST_FILES + " files");
        }
        List<Prefix> networks = words(config.privateNetworks()).map(Prefix::parse).toList();
        return new LayoutSettings(new Terms(within("contacts", config.contacts(), 2, 50),
            TimeUnit.SECONDS.toMillis(within("windowSeconds", config.windowSeconds(), 1, 60)),
            within("confirmations", config.confirmations(), 2, 1000), new Admission(networks)), files);
    }

    private static Stream<String> words(String[] list) {
        return Arrays.stream(list).flatMap(each -> Stream.of(each.split(","))).map(String::strip)
            .filter(each -> !each.isEmpty());
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " has to be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
