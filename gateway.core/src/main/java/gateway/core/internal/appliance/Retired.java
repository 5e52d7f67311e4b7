package gateway.core.internal.appliance;

import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.PlaceSums;
import gateway.core.internal.policy.ExceptionCase;
import java.util.Map;
import java.util.TreeMap;

/** What workers had counted that were given up, so that no count ever goes back. Any thread. */
final class Retired {
    private final Counters counters = new Counters();
    private final Map<String, Long> bytes = new TreeMap<>();
    private final PlaceSums places = new PlaceSums();
    private long packets;

    /** @param still whether the worker's thread is in a bundle, and not in the middle of counting */
    synchronized void add(Post post, boolean still) {
        counters.count(ExceptionCase.WORKER_STALLED);
        packets += post.socket().counters().packets();
        if (still) {
            counters.add(post.pipeline().counters());
            post.pipeline().traffic().addTo(bytes);
            post.pipeline().traffic().places().addTo(places);
        }
    }

    synchronized void addTo(Counters sum, Map<String, Long> bytesByApplication, PlaceSums bytesByPlace) {
        sum.add(counters);
        bytes.forEach((application, more) -> bytesByApplication.merge(application, more, Long::sum));
        bytesByPlace.add(places);
    }

    synchronized long packets() {
        return packets;
    }
}
