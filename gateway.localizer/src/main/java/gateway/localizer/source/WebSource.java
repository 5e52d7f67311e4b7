package gateway.localizer.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A resource of an HTTP or HTTPS server, fetched again after a while and only if it has changed (RFC 9110, 13.1.2).
 * Redirections are followed within one scheme, as the JDK does; more bytes or more time than allowed end it.
 */
final class WebSource implements Source {
    private static final int CONNECT_MILLIS = 5000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long RETRY_MILLIS = 60_000;

    private final URI address;
    private final String accept;
    private final int mostBytes;
    private final long everyMillis;
    private final LongSupplier nanos;
    private long nextMillis = Long.MIN_VALUE;
    private String etag = "";
    private volatile HttpURLConnection open;
    private volatile boolean closed;

    /**
     * @param accept the media types that are wanted
     * @param everyMillis how long what was fetched is good; after a failure it is tried earlier
     * @param nanos a clock for how long a fetch takes
     */
    WebSource(URI address, String accept, int mostBytes, long everyMillis, LongSupplier nanos) {
        this.address = address;
        this.accept = accept;
        this.mostBytes = mostBytes;
        this.everyMillis = everyMillis;
        this.nanos = nanos;
    }

    @Override
    public boolean due(long nowMillis) {
        return nowMillis >= nextMillis;
    }

    @Override
    public Optional<byte[]> read(long nowMillis) throws IOException {
        nextMillis = nowMillis + Math.min(everyMillis, RETRY_MILLIS);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        open = connection;
        try {
            Optional<byte[]> found = fetch(connection);
            nextMillis = nowMillis + everyMillis;
            return found;
        } finally {
            open = null;
            connection.disconnect();
        }
    }

    private Optional<byte[]> fetch(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", accept);
        if (!etag.isEmpty()) {
            connection.setRequestProperty("If-None-Match", etag);
        }
        if (closed) {
            throw new IOException("the gateway ends");
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
            return Optional.empty();
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answers " + status);
        }
        byte[] bytes = body(connection);
        String tag = connection.getHeaderField("ETag");
        etag = tag == null || tag.length() > 200 ? "" : tag;
        return Optional.of(bytes);
    }

    private byte[] body(HttpURLConnection connection) throws IOException {
        long end = nanos.getAsLong() + WHOLE_NANOS;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[16_384];
        try (InputStream in = connection.getInputStream()) {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                all.write(part, 0, length);
                if (all.size() > mostBytes) {
                    throw new IOException("the server sends more than " + mostBytes + " bytes");
                }
                if (nanos.getAsLong() - end > 0) {
                    throw new IOException("the server is slower than a minute");
                }
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        closed = true;
        HttpURLConnection connection = open;
        if (connection != null) {
            connection.disconnect();
        }
    }
}
