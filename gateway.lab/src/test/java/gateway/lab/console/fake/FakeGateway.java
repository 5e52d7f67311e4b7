package gateway.lab.console.fake;

import gateway.api.operation.FlowDirectory;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.PlugInDirectory;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RuleBook;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TransferDirectory;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Registers the scripted services, and a function that tells them which scene to play and answers what was done. */
public final class FakeGateway implements BundleActivator {
    private volatile Scene scene = Scene.EMPTY;

    @Override
    public void start(BundleContext context) {
        FakeFlows flows = new FakeFlows(() -> scene);
        FakeRules rules = new FakeRules(() -> scene, flows);
        FakePlugIns plugIns = new FakePlugIns(() -> scene);
        FakeTransfers transfers = new FakeTransfers(() -> scene);
        FakeLocality locality = new FakeLocality(() -> scene);
        FakeRecords records = new FakeRecords(() -> scene);
        // Before those of the real auditor.
        Dictionary<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, 1000);
        context.registerService(RecordArchive.class, records, first);
        context.registerService(FlowDirectory.class, flows, null);
        context.registerService(RuleBook.class, rules, null);
        context.registerService(PlugInDirectory.class, plugIns, null);
        context.registerService(TransferDirectory.class, transfers, null);
        // Before that of core.
        context.registerService(LocalityDirectory.class, locality, first);
        context.registerService(TrafficMeter.class, new FakeMeter(() -> scene), null);
        for (FakeCheck check : FakeCheck.values()) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(HealthCheck.NAME, check.title());
            properties.put(HealthCheck.TAGS, new String[] {"gateway"});
            properties.put(HealthCheck.RESULT_CACHE_TTL_IN_MS, 1L);
            context.registerService(HealthCheck.class, () -> check.answer(scene), properties);
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("fake", "true");
        UnaryOperator<String> director = word -> {
            if (word.equals("deeds")) {
                return String.join("\n", flows.deeds()) + String.join("\n", plugIns.deeds())
                    + String.join("\n", locality.deeds()) + rules.text();
            }
            String[] words = word.split("/", 2);
            scene = Scene.valueOf(words[0].toUpperCase(Locale.ROOT));
            transfers.vary(words.length > 1 ? words[1] : "");
            locality.vary(words.length > 1 ? words[1] : "");
            flows.begin();
            plugIns.begin();
            locality.begin();
            rules.begin();
            records.begin();
            return "";
        };
        context.registerService(UnaryOperator.class, director, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the services away.
    }
}
