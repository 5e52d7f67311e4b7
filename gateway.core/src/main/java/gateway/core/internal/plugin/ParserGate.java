package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.classify.Admission;
import gateway.core.internal.classify.ParserSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets parsers serve, and notes in the ledger what became of each. */
@Component(service = Admission.class)
public final class ParserGate implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(ParserGate.class);

    private final PlugInLedger ledger;
    /** What each parser serves, by identity. */
    private final Map<ProtocolParser, String> names = Collections.synchronizedMap(new IdentityHashMap<>());

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
    public void onServing(ProtocolParser parser, String id) {
        note(parser, id, State.SERVING, "serves new flows");
    }

    @Override
    public void onWaiting(ProtocolParser parser, String id, String reason) {
        note(parser, id, State.WAITING, reason);
    }

    @Override
    public void onRefused(ProtocolParser parser, String reason) {
        note(parser, "", State.REFUSED, Printable.of(reason));
    }

    @Override
    public void onQuarantined(ProtocolParser parser, String id, String reason, Runnable readmission) {
        ledger.quarantined(PlugInLedger.bundleOf(parser), name(parser, id), Printable.of(reason), readmission);
    }

    @Override
    public void onError(ProtocolParser parser) {
        ledger.count(PlugInLedger.bundleOf(parser));
    }

    @Override
    public void onGone(ProtocolParser parser, int orphaned) {
        String serves = names.remove(parser);
        if (serves != null) {
            ledger.withdraw(PlugInLedger.bundleOf(parser), serves);
            LOG.info("{} is gone: {}", serves, orphaned == 1 ? "1 flow orphaned" : orphaned + " flows orphaned");
        }
    }

    private void note(ProtocolParser parser, String id, State state, String reason) {
        ledger.report(PlugInLedger.bundleOf(parser), name(parser, id), state, reason);
    }

    /** Kept, since a parser that is gone must not be asked for its id. */
    private String name(ProtocolParser parser, String id) {
        String serves = id.isEmpty() ? "protocol" : "protocol " + id;
        names.put(parser, serves);
        return serves;
    }
}
