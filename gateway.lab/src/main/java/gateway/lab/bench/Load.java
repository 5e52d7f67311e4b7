package gateway.lab.bench;

import gateway.lab.network.Site;
import gateway.lab.program.ApacheBench;
import gateway.lab.program.Curl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A kind of traffic and how much of it a contestant carries.
 *
 * @param name in results
 * @param unit of the measured value; more is better
 * @param measurement carries it once
 */
record Load(String name, String unit, ToDoubleFunction<Contestant> measurement) {
    private static final int SECONDS = 2;
    private static final double GIGA = 1e9;
    private static final double KILO = 1e3;
    private static final int AT_ONCE = 100;
    private static final int LARGE_REQUESTS = 400;
    private static final int SMALL_REQUESTS = 4000;
    private static final int DATAGRAM_BYTES = 100;

    /** TCP as fast as it goes, over so many connections. */
    static Load bulk(String name, int connections) {
        return new Load(name, "Gb/s", contestant -> contestant.iperf().tcp(connections, SECONDS) / GIGA);
    }

    /** The paper's: files of 2 MB, a connection each, 100 at a time. */
    static Load largeFiles() {
        return new Load("2 MB files, 100 at a time", "MB/s", contestant ->
            rate(contestant, Curl.url4(contestant.server(), contestant.large()), LARGE_REQUESTS)
                * contestant.large().bytes() / 1e6);
    }

    /** The same from three servers, as the paper has it, for a client with two addresses. */
    static Load threeServers() {
        return new Load("2 MB files from three servers, 100 at a time", "MB/s", contestant -> {
            List<ApacheBench.Part> parts = new ArrayList<>();
            for (Site server : Contestant.SERVERS) {
                String url = Curl.url4(contestant.laboratory().host(server), contestant.large());
                parts.add(new ApacheBench.Part(Site.CLIENT.address4(), url, LARGE_REQUESTS / 2, AT_ONCE / 6));
                parts.add(new ApacheBench.Part(Site.CLIENT.secondAddress4(), url, LARGE_REQUESTS / 2,
                    AT_ONCE / 3 - AT_ONCE / 6));
            }
            return ApacheBench.rate(contestant.client(), parts) * contestant.large().bytes() / 1e6;
        });
    }

    /** Files of 10 KB, a connection each, 100 at a time. */
    static Load smallFiles() {
        return new Load("10 KB files, 100 at a time", "conn/s", contestant ->
            rate(contestant, Curl.url4(contestant.server(), contestant.small()), SMALL_REQUESTS));
    }

    /** Small datagrams as fast as they go. */
    static Load datagrams() {
        return new Load("datagrams of 100 B", "kpps",
            contestant -> contestant.iperf().datagrams(DATAGRAM_BYTES, SECONDS) / KILO);
    }

    private static double rate(Contestant contestant, String url, int requests) {
        return ApacheBench.rate(contestant.client(), url, requests, AT_ONCE);
    }
}
