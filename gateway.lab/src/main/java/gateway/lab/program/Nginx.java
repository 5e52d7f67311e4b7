package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A web server on port 80 of a host, IPv4 and IPv6. A request with {@code ?rate=1m} is answered at that rate: a
 * server holds it much better than curl's {@code --limit-rate} does. What is asked for below {@code /packed/} comes
 * compressed, and so without a length, for whoever takes that.
 */
public final class Nginx {
    private Nginx() {
    }

    /** Serves the files of a directory. */
    public static void start(Laboratory laboratory, Host host, Path root) {
        Path directory = laboratory.directory("nginx-" + host.site().name());
        Path configuration = directory.resolve("nginx.conf");
        try {
            Files.writeString(configuration, configuration(directory, root));
        } catch (IOException e) {
            throw new LabException("cannot write " + configuration + ": " + e.getMessage(), e);
        }
        host.start("nginx", List.of("nginx", "-c", configuration.toString(), "-e",
            directory.resolve("error.log").toString()));
        Await.until(Duration.ofSeconds(5), "nginx answers", () -> answers(host));
    }

    private static boolean answers(Host host) {
        Command.Output output = host.run(Duration.ofSeconds(5),
            List.of("curl", "-s", "-o", "/dev/null", "http://" + host.address4() + "/"));
        return output.ok();
    }

    private static String configuration(Path directory, Path root) {
        return """
            daemon off;
            user root;
            worker_processes 1;
            worker_rlimit_nofile 8192;
            pid %1$s/pid;
            error_log %1$s/error.log;
            events { worker_connections 4096; }
            http {
              access_log off;
              sendfile on;
              keepalive_requests 1000000;
              limit_rate $arg_rate;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server {
                listen 80 backlog=4096; listen [::]:80 backlog=4096; root %2$s;
                location /packed/ { alias %2$s/; gzip on; gzip_types *; gzip_http_version 1.0; gzip_min_length 1; }
              }
            }
            """.formatted(directory, root);
    }
}
