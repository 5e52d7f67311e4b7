package gateway.api.operation;

import java.util.List;
import java.util.Map;

/**
 * What happened in the {@link TrafficMeter#SAMPLE_SECONDS} before a moment. Nothing came before the first sample of a
 * run.
 *
 * @param atMillis the moment, since 1970
 * @param seconds how long it was in fact
 * @param bytesByApplication bytes in both directions, those that the kernel handled alone included
 * @param countries the same by country of the outside end: the {@value #PLACES} largest, the rest of each application
 *     as {@link PlaceBytes#OTHERS}
 * @param systems the same by autonomous system
 * @param workerPackets packets that workers looked at
 * @param kernelPackets packets that the kernel accepted or refused alone
 * @param flows known at that moment
 * @param newFlows that began
 * @param refusedFlows that were refused
 * @param queued packets that waited in the kernel's queues at that moment
 * @param held packets whose verdict was postponed at that moment
 * @param verdictMicrosMedian from the arrival of a packet at a worker to its verdict; 0 without packets
 * @param verdictMicros99 the same, of which 1 % took longer
 * @param connections entries of the kernel's connection table
 * @param maxConnections how many it can hold
 */
public record TrafficSample(long atMillis, double seconds, Map<String, Long> bytesByApplication,
                            List<PlaceBytes> countries, List<PlaceBytes> systems, long workerPackets,
                            long kernelPackets, long flows, long newFlows, long refusedFlows, long queued, long held,
                            long verdictMicrosMedian, long verdictMicros99, long connections, long maxConnections) {
    /** How many of the largest pairs of an application and a place a sample tells apart. */
    public static final int PLACES = 32;

    /** Copies the lists. */
    public TrafficSample {
        countries = List.copyOf(countries);
        systems = List.copyOf(systems);
    }
}
