package gateway.lab.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Speaks HTTP with a console, with every header under the test's control, its own among them: what a browser sends, and
 * what one never would. Keeps cookies.
 */
final class Browser {
    private static final int WAIT_MILLIS = 60_000;

    private final int port;
    private final String from;
    private final Optional<SSLContext> tls;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> always = new LinkedHashMap<>();

    private Browser(int port, String from, Optional<SSLContext> tls) {
        this.port = port;
        this.from = from;
        this.tls = tls;
    }

    /** A browser on an address of this machine. */
    static Browser on(int port, String from) {
        return new Browser(port, from, Optional.empty());
    }

    static Browser on(int port) {
        return on(port, "127.0.0.1");
    }

    /** One that speaks HTTPS. */
    static Browser secure(int port, SSLContext tls) {
        return new Browser(port, "127.0.0.1", Optional.of(tls));
    }

    /** What came back; names of headers in lower case. */
    record Answer(int status, List<Map.Entry<String, String>> headers, String body) {
        String header(String name) {
            return headers(name).stream().findFirst().orElse("");
        }

        List<String> headers(String name) {
            return headers.stream().filter(header -> header.getKey().equals(name)).map(Map.Entry::getValue).toList();
        }
    }

    /** Sends this header with every request. */
    Browser with(String header, String value) {
        always.put(header, value);
        return this;
    }

    /** The cookies that it keeps, by name. */
    Map<String, String> cookies() {
        return cookies;
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of("Accept", "text/html"));
    }

    /** As a form of the console's own does. */
    Answer post(String path, String form) {
        return send("POST", path, form, Map.of("Origin", origin()));
    }

    Answer logIn(String user, String password) {
        return post("/login", "name=" + URLEncoder.encode(user, StandardCharsets.UTF_8)
            + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8));
    }

    String origin() {
        return (tls.isPresent() ? "https" : "http") + "://localhost:" + port;
    }

    /** Sends a request; headers given here win over its own. */
    Answer send(String method, String path, String form, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "localhost:" + port);
        if (!form.isEmpty()) {
            all.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            all.put("Cookie", String.join("; ", pairs));
        }
        all.putAll(always);
        all.putAll(headers);
        all.put("Content-Length", String.valueOf(form.length()));
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.0\r\n");
        all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return keep(exchange(text + "\r\n" + form));
    }

    private Answer exchange(String request) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), WAIT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            try (Socket spoken = tls.isEmpty() ? socket
                : tls.get().getSocketFactory().createSocket(socket, "localhost", port, true)) {
                spoken.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                return answer(new String(spoken.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Answer answer(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            // A server that is about to end may still take a connection.
            throw new IOException("closed without an answer");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(Map.entry(lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                lines[i].substring(colon + 1).strip()));
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    private Answer keep(Answer answer) {
        for (String cookie : answer.headers("set-cookie")) {
            String[] pair = cookie.split(";")[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
