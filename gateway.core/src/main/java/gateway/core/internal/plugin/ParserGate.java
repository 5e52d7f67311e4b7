package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.classify.Admission;
import gateway.core.internal.classify.ParserSet;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets parsers serve, and notes in the ledger what became of each. */
@Component(service = Admission.class)
public final class ParserGate implements Admission {
    private final PlugInLedger ledger;

    /** @param ledger where it is noted */
    @Activate
    public ParserGate(@Reference PlugInLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void ask(ProtocolParser parser, Supplier<ParserSet> current, Runnable serve) {
        serve.run();
    }

    @Override
    public void onServing(ProtocolParser parser) {
        note(parser, State.SERVING, "serves new flows");
    }

    @Override
    public void onWaiting(ProtocolParser parser, String reason) {
        note(parser, State.WAITING, reason);
    }

    @Override
    public void onGone(ProtocolParser parser) {
        ledger.withdraw(PlugInLedger.bundleOf(parser), serves(parser));
    }

    private void note(ProtocolParser parser, State state, String reason) {
        Bundle bundle = PlugInLedger.bundleOf(parser);
        ledger.report(bundle, serves(parser), state, reason);
    }

    /** Every word from a bundle may fail or be anything. */
    private static String serves(ProtocolParser parser) {
        try {
            return "protocol " + Printable.of(parser.id());
        } catch (RuntimeException | LinkageError fails) {
            return "protocol";
        }
    }
}
