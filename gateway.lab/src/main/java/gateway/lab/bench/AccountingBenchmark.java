package gateway.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.LabException;
import gateway.lab.appliance.Records;
import gateway.lab.network.Site;
import gateway.lab.network.Traffic;
import gateway.lab.process.Await;
import java.time.Duration;
import java.util.List;

/** Whether the gateway's count of bytes is that of the interface, although the kernel carried most of them. */
final class AccountingBenchmark implements Benchmark {
    private static final int CONNECTIONS = 4;
    private static final int SECONDS = 2;
    private static final Duration ENDED = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** iperf3 has one connection of its own beside those that carry data. */
    private static final int FLOWS = CONNECTIONS + 1;

    @Override
    public String name() {
        return "accounting";
    }

    @Override
    public String title() {
        return "bytes of offloaded flows in the gateway's records beside the interface's counters";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        double[] recorded = new double[settings.runs()];
        double[] carried = new double[settings.runs()];
        try (Contestant contestant = Contestant.gateway("classify and offload",
            conf -> conf.flows("closedSeconds", 1))) {
            Records records = contestant.gateway().orElseThrow().records();
            for (int run = 0; run < recorded.length; run++) {
                int already = records.find(AccountingBenchmark::isFlow).size();
                Traffic before = contestant.laboratory().router().traffic(Site.SERVER);
                contestant.iperf().tcp(CONNECTIONS, SECONDS);
                Traffic traffic = contestant.laboratory().router().traffic(Site.SERVER).since(before);
                carried[run] = traffic.receivedBytes() + traffic.sentBytes();
                recorded[run] = recorded(records, already);
                progress.say("run " + (run + 1) + ": recorded " + Table.number(recorded[run] / 1e6) + " MB, carried "
                    + Table.number(carried[run] / 1e6) + " MB");
            }
        }
        return List.of(Result.compared(name(), "bytes recorded", "B", recorded, "interface counters", carried));
    }

    private static double recorded(Records records, int already) {
        if (!Await.holds(ENDED, LOOK, () -> records.find(AccountingBenchmark::isFlow).size() >= already + FLOWS)) {
            throw new LabException("the gateway's records of " + FLOWS + " flows did not come");
        }
        return records.find(AccountingBenchmark::isFlow).stream().skip(already).map(record -> record.path("flow"))
            .mapToLong(flow -> flow.path("bytes_toserver").asLong() + flow.path("bytes_toclient").asLong()).sum();
    }

    private static boolean isFlow(JsonNode record) {
        return record.path("event_type").asText().equals("flow") && record.path("dest_port").asInt() == 5201;
    }
}
