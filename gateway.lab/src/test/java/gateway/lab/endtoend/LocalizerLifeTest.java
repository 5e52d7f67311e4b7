package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.network.Laboratory;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.LocalizerCycle;
import org.junit.jupiter.api.Test;

/** A localizer that comes and goes while viewers are led to near peers, and told of them. */
class LocalizerLifeTest {
    private static final int BYTES = 500_000;

    @Test
    void shouldHarmNoTransferWhereTheLocalizerIsRemovedInstalledAndUpdated() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        try (Laboratory laboratory = Laboratory.build(Country.PLAN)) {
            Configuration configuration = Abroad.configuration(laboratory);
            LocalizerCycle.rules().forEach(configuration::rule);
            try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration);
                 LocalizerCycle cycle = LocalizerCycle.begin(laboratory, gateway, BYTES)) {
                int before = Cycle.classLoaders(gateway);
                cycle.run();
                cycle.finish();
                assertEquals(0, cycle.count("harmed"), gateway::output);
                assertEquals(0, cycle.count("hung"), gateway::output);
                assertTrue(cycle.count("whole") > 0);
                assertEquals(before, Cycle.classLoaders(gateway), "nothing of the earlier ones is left");
                assertTrue(gateway.stop(), gateway::output);
            }
        }
    }
}
