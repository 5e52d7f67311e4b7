package gateway.core.internal.quality;

import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Group;
import gateway.api.operation.LocalizingEffect.Raised;
import gateway.api.operation.LocalizingEffect.Window;
import gateway.core.internal.quality.Bootstrap.Unit;
import java.util.List;
import java.util.function.Function;

/** Compares clients that are localized with those that are left alone. Keeps nothing. */
final class Comparison {
    private Comparison() {
    }

    /**
     * What localizing brings to the clients of one application.
     *
     * @param others the rate of those that are left alone, with which single clients are compared
     */
    static LocalizingEffect of(String application, Window window, List<ClientRecord> clients, double others,
                               long nowMillis) {
        Function<ClientRecord, Totals.Sum> sum = client -> window == Window.ALL ? client.totals().all()
            : client.totals().lastHour(nowMillis);
        List<Totals.Sum> localized = sums(clients, ClientRecord.Group.LOCALIZED, sum);
        List<Totals.Sum> control = sums(clients, ClientRecord.Group.CONTROL, sum);
        List<ClientRecord> raised = clients.stream().filter(client -> client.adaptation().raised()).toList();
        return new LocalizingEffect(application, window, group(localized), group(control),
            Bootstrap.compare(shares(localized), shares(control),
                (some, none) -> 1 - Bootstrap.ratio(some) / Bootstrap.ratio(none)),
            Bootstrap.compare(rates(localized), rates(control),
                (some, none) -> Bootstrap.ratio(some) / Bootstrap.ratio(none) - 1),
            raised.size(), raised.stream().limit(LocalizingEffect.MAX_EXAMPLES)
                .map(client -> raised(client, others)).toList());
    }

    private static Raised raised(ClientRecord client, double others) {
        double rate = client.adaptation().rate();
        double reference = client.adaptation().reference(others);
        return new Raised(client.who().client(), client.farPeers(), Double.isNaN(rate) ? 0 : rate,
            Double.isNaN(reference) ? 0 : reference);
    }

    private static List<Totals.Sum> sums(List<ClientRecord> clients, ClientRecord.Group group,
                                         Function<ClientRecord, Totals.Sum> sum) {
        return clients.stream().filter(client -> client.group() == group).map(sum)
            .filter(each -> each.bytes() > 0).toList();
    }

    private static Group group(List<Totals.Sum> sums) {
        Unit[] rates = rates(sums);
        return new Group(sums.size(), (long) sums.stream().mapToDouble(Totals.Sum::bytes).sum(),
            (long) sums.stream().mapToDouble(Totals.Sum::farBytes).sum(),
            rates.length == 0 ? 0 : Bootstrap.ratio(rates));
    }

    private static Unit[] shares(List<Totals.Sum> sums) {
        return sums.stream().map(each -> new Unit(each.farBytes(), each.bytes())).toArray(Unit[]::new);
    }

    /** Of the mean rate of clients each counts as one. */
    private static Unit[] rates(List<Totals.Sum> sums) {
        return sums.stream().filter(each -> !Double.isNaN(each.rate())).map(each -> new Unit(each.rate(), 1))
            .toArray(Unit[]::new);
    }
}
