package gateway.lab.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** iperf3 from one host to another, through the router. */
public final class Iperf {
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final Host client;
    private final Host server;

    private Iperf(Host client, Host server) {
        this.client = client;
        this.server = server;
    }

    /** Starts the server's side. */
    public static Iperf start(Host client, Host server) {
        server.start("iperf3-server", List.of("iperf3", "-s"));
        Await.until(Duration.ofSeconds(5), "iperf3 listens",
            () -> server.run(Duration.ofSeconds(5), List.of("ss", "-Hltn", "sport", "=", ":5201")).out()
                .contains(":5201"));
        return new Iperf(client, server);
    }

    /** TCP for some seconds over so many connections; bits a second that arrived. */
    public double tcp(int connections, int seconds) {
        JsonNode end = run(seconds, List.of("-P", Integer.toString(connections)));
        return end.path("sum_received").path("bits_per_second").asDouble();
    }

    /** Datagrams as fast as they go for some seconds; how many a second arrived. */
    public double datagrams(int bytes, int seconds) {
        JsonNode sum = run(seconds, List.of("-u", "-b", "0", "-l", Integer.toString(bytes))).path("sum");
        double arrived = sum.path("packets").asDouble() - sum.path("lost_packets").asDouble();
        return arrived / sum.path("seconds").asDouble();
    }

    private JsonNode run(int seconds, List<String> options) {
        List<String> command = new ArrayList<>(List.of("iperf3", "-J", "-c", server.address4(),
            "-t", Integer.toString(seconds)));
        command.addAll(options);
        // A server that has just ended a test may still say that it is busy.
        for (int attempt = 1; ; attempt++) {
            Command.Output output = client.run(Duration.ofSeconds(seconds).plus(SLACK), command);
            JsonNode report = parse(output.out());
            if (output.ok() && !report.has("error")) {
                return report.path("end");
            }
            if (attempt == ATTEMPTS) {
                throw new LabException("iperf3: " + report.path("error").asText(output.err()));
            }
            Await.pause(Duration.ofSeconds(1));
        }
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new LabException("iperf3 said no JSON: " + json.lines().findFirst().orElse(""), e);
        }
    }
}
