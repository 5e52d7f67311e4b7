package gateway.core.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the chain {@value MangleTable#TAP_CHAIN}, one for each worker with a tap: what it has no room for goes
 * through its reading lane, and what it has room for passes on.
 */
final class TapRule {
    private TapRule() {
    }

    /** All of them, in the order of the workers, as the restore command reads them, from their first match on. */
    static List<String> texts(RuleSettings settings) {
        List<String> texts = new ArrayList<>();
        for (int worker = 0; worker < settings.taps(); worker++) {
            texts.add(String.format("-m connmark --mark 0x%x/0x%x -m nfacct --nfacct-name %s", Marks.tapped(worker),
                Marks.TAPPED_BY, TapCredit.name(worker)) + " -j NFQUEUE --queue-num "
                + (settings.readQueue() + worker) + (settings.bypass() ? " --queue-bypass" : ""));
        }
        return texts;
    }
}
