package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A hub of Direct Connect (ADC), without encryption. */
public final class Uhub {
    /** Where it listens. */
    public static final int PORT = 1511;

    private Uhub() {
    }

    /** Starts it. */
    public static void start(Laboratory laboratory, Host host) {
        Path configuration = laboratory.directory("uhub").resolve("uhub.conf");
        try {
            Files.write(configuration, List.of("server_port=" + PORT, "server_bind_addr=any", "hub_name=lab",
                "hub_description=laboratory", "tls_enable=no"));
        } catch (IOException e) {
            throw new LabException("cannot write " + configuration + ": " + e.getMessage(), e);
        }
        host.start("uhub", List.of("uhub", "-c", configuration.toString()));
        Await.until(Duration.ofSeconds(5), "uhub listens",
            () -> host.run(Duration.ofSeconds(5), List.of("ss", "-Hltn", "sport", "=", ":" + PORT)).out()
                .contains(":" + PORT));
    }
}
