package gateway.lab.network;

/**
 * What an interface of the router has carried since it was made. Received is what came from the site, sent is what
 * went to it.
 */
public record Traffic(long receivedBytes, long receivedPackets, long sentBytes, long sentPackets) {
    /** What was carried since an earlier reading. */
    public Traffic since(Traffic earlier) {
        return new Traffic(receivedBytes - earlier.receivedBytes, receivedPackets - earlier.receivedPackets,
            sentBytes - earlier.sentBytes, sentPackets - earlier.sentPackets);
    }

    /** Reads a line of {@code /proc/net/dev}, without the name of the interface. */
    static Traffic parse(String counters) {
        String[] fields = counters.strip().split("\\s+");
        return new Traffic(Long.parseLong(fields[0]), Long.parseLong(fields[1]),
            Long.parseLong(fields[8]), Long.parseLong(fields[9]));
    }
}
