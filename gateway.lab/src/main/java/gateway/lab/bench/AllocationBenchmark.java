package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many bytes a packet costs on the heap once the gateway is warm, by thread. */
final class AllocationBenchmark implements Benchmark {
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 5;
    private static final int DATAGRAM_BYTES = 100;
    private static final int CONNECTIONS = 8;
    /** A thread that stays below this many bytes a packet is not listed on its own. */
    private static final double WORTH_A_LINE = 0.1;

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public String title() {
        return "bytes allocated per packet in the steady state, every packet through user space";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        try (Contestant contestant = Contestant.gateway("accept all", conf -> conf.intake("offload", false));
             Allocation allocation = Allocation.of(contestant.gateway().orElseThrow().pid())) {
            List<Result> results = new ArrayList<>();
            results.addAll(measure(settings, progress, contestant, allocation, "small datagrams",
                seconds -> contestant.iperf().datagrams(DATAGRAM_BYTES, seconds)));
            results.addAll(measure(settings, progress, contestant, allocation, "eight bulk flows",
                seconds -> contestant.iperf().tcp(CONNECTIONS, seconds)));
            return results;
        }
    }

    /** Something that sends for a number of seconds. */
    private interface Sending {
        double run(int seconds);
    }

    private List<Result> measure(Settings settings, Progress progress, Contestant contestant, Allocation allocation,
                                 String load, Sending sending) {
        sending.run(WARM_UP_SECONDS);
        Map<String, double[]> perPacket = new TreeMap<>();
        double[] total = new double[settings.runs()];
        for (int run = 0; run < settings.runs(); run++) {
            long packets = contestant.laboratory().router().queuedPackets();
            Map<String, Long> before = allocation.byThread();
            sending.run(SECONDS);
            Map<String, Long> after = allocation.byThread();
            packets = contestant.laboratory().router().queuedPackets() - packets;
            if (packets == 0) {
                throw new LabException("no packet went through the gateway");
            }
            for (Map.Entry<String, Long> thread : after.entrySet()) {
                double bytes = thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
                perPacket.computeIfAbsent(thread.getKey(), name -> new double[settings.runs()])[run] =
                    bytes / packets;
                total[run] += bytes / packets;
            }
            progress.say(load + ", run " + (run + 1) + ": " + packets + " packets, "
                + Table.number(total[run]) + " bytes a packet");
        }
        return results(load, perPacket, total);
    }

    private List<Result> results(String load, Map<String, double[]> perPacket, double[] total) {
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), load + ": all threads", Bootstrap.medianOf(total), "B per packet",
            total.length));
        perPacket.forEach((thread, values) -> {
            double median = Bootstrap.medianOf(values);
            if (median >= WORTH_A_LINE || thread.contains("worker")) {
                results.add(Result.alone(name(), load + ": thread " + thread, median, "B per packet",
                    values.length));
            }
        });
        return results;
    }
}
