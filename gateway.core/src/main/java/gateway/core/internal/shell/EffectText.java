package gateway.core.internal.shell;

import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Estimate;
import gateway.api.operation.LocalizingEffect.Group;
import gateway.api.operation.LocalizingEffect.Raised;
import gateway.api.operation.LocalizingEffect.Window;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What localizing brings, for people. */
final class EffectText {
    private static final int ALL = 1000;
    private static final double PERCENT = 100;
    private static final double BYTES_OF_A_KILOBIT = 125;

    private EffectText() {
    }

    /** Two lines for each application and window, then who is left more far peers. */
    static String of(List<LocalizingEffect> effects) {
        Table table = new Table("APPLICATION", "SINCE", "GROUP", "CLIENTS", "BYTES", "FROM FAR", "KBIT/S", "FAR SAVED",
            "RATE");
        for (LocalizingEffect effect : effects) {
            String since = effect.window() == Window.HOUR ? "an hour" : "start";
            row(table, Plain.of(effect.application()), since, "localized", effect.localized(),
                estimate(effect, effect.farSaving()), estimate(effect, effect.rateChange()));
            row(table, "", "", "left alone", effect.control(), "", "");
        }
        String raised = effects.stream().filter(effect -> effect.window() == Window.ALL).map(EffectText::raised)
            .filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        long applications = effects.stream().map(LocalizingEffect::application).distinct().count();
        return table.with(Table.count(applications, "application")) + (raised.isEmpty() ? "" : "\n\n" + raised);
    }

    private static void row(Table table, String application, String since, String name, Group group, String saved,
                            String rate) {
        table.row(application, since, name, group.clients(), group.bytes(),
            group.bytes() == 0 ? "" : number("%.1f %%", group.farShare() * PERCENT),
            group.bytesPerSecond() == 0 ? "" : number("%.0f", group.bytesPerSecond() / BYTES_OF_A_KILOBIT), saved,
            rate);
    }

    private static String estimate(LocalizingEffect effect, Optional<Estimate> estimate) {
        boolean few = Math.min(effect.localized().clients(), effect.control().clients())
            < LocalizingEffect.LEAST_CLIENTS;
        return estimate.map(each -> number("%+.0f %% (%+.0f to %+.0f)", each.value() * PERCENT, each.low() * PERCENT,
            each.high() * PERCENT)).orElse(few ? "too few clients" : "not sure yet");
    }

    private static String raised(LocalizingEffect effect) {
        String each = effect.examples().stream().map(EffectText::line).collect(Collectors.joining("\n"));
        return effect.raised() == 0 ? "" : Plain.of(effect.application()) + ": "
            + Table.count(effect.raised(), "client") + " left more far peers, too slow without\n" + each;
    }

    private static String line(Raised raised) {
        return number("  %s: %s, %.0f of %.0f kbit/s", raised.client(), raised.farPeers() >= ALL ? "all"
            : raised.farPeers(), raised.bytesPerSecond() / BYTES_OF_A_KILOBIT, raised.reference() / BYTES_OF_A_KILOBIT);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
