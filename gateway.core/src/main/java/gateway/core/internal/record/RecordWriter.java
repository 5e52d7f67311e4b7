package gateway.core.internal.record;

import gateway.api.content.Auditor;
import gateway.api.operation.PlugIn.State;
import gateway.core.internal.plugin.PlugInLedger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The record queue of this gateway and the auditors that come and go. */
@Component(service = RecordWriter.class)
public final class RecordWriter {
    private static final String SERVES = "auditor";

    private final RecordQueue queue;

    /** Captures can wait for the auditors, live traffic cannot. */
    @Activate
    public RecordWriter(BundleContext context, @Reference PlugInLedger ledger) {
        queue = new RecordQueue("replay".equals(context.getProperty("gateway.command")), reports(ledger));
    }

    private static AuditorReports reports(PlugInLedger ledger) {
        return new AuditorReports() {
            @Override
            public void onServing(Auditor auditor) {
                ledger.report(PlugInLedger.bundleOf(auditor), SERVES, State.SERVING, "it is given the records");
            }

            @Override
            public void onQuarantined(Auditor auditor, String reason, Runnable readmission) {
                ledger.quarantined(PlugInLedger.bundleOf(auditor), SERVES, reason, readmission);
            }

            @Override
            public void onError(Auditor auditor) {
                ledger.count(PlugInLedger.bundleOf(auditor));
            }

            @Override
            public void onGone(Auditor auditor) {
                ledger.withdraw(PlugInLedger.bundleOf(auditor), SERVES);
            }
        };
    }

    /** Where records go. */
    public RecordQueue queue() {
        return queue;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAuditor(Auditor auditor) {
        queue.add(auditor);
    }

    void removeAuditor(Auditor auditor) {
        queue.remove(auditor);
    }

    @Deactivate
    void close() {
        queue.close();
    }
}
