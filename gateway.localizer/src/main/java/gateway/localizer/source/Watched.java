package gateway.localizer.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was read last and made sense. What does not make sense changes nothing but {@link #problem}.
 *
 * @param <T> what it is
 */
public final class Watched<T> implements AutoCloseable {
    private static final int LONGEST_REASON = 300;

    private final String name;
    private final Source source;
    private final Reading<T> reading;
    private final Consumer<String> log;
    private volatile T value;
    private volatile long sinceMillis;
    private volatile String unreachable = "";
    private volatile String senseless = "";

    /** Makes sense of bytes. */
    public interface Reading<T> {
        /** @throws IOException with what is wrong, in a sentence without its end */
        T of(byte[] bytes) throws IOException;
    }

    private Watched(String name, Source source, Reading<T> reading, Consumer<String> log) {
        this.name = name;
        this.source = source;
        this.reading = reading;
        this.log = log;
    }

    /** A file. */
    public static <T> Watched<T> file(Path path, int mostBytes, Reading<T> reading, Consumer<String> log) {
        return new Watched<>(path.toString(), new FileSource(path, mostBytes), reading, log);
    }

    /** A resource of a web server. */
    public static <T> Watched<T> web(URI address, String accept, int mostBytes, long everyMillis, Reading<T> reading,
            Consumer<String> log) {
        Source source = new WebSource(address, accept, mostBytes, everyMillis, System::nanoTime);
        return new Watched<>(address.toString(), source, reading, log);
    }

    /**
     * Looks again, if it is time to.
     *
     * @param nowMillis since 1970
     * @return whether there is something new
     */
    public boolean refresh(long nowMillis) {
        if (!source.due(nowMillis)) {
            return false;
        }
        String before = problem();
        Optional<byte[]> bytes = read(nowMillis);
        boolean fresh = bytes.isPresent() && understand(bytes.get(), nowMillis);
        String now = problem();
        if (!now.equals(before)) {
            log.accept(now.isEmpty() ? name + " is in order again" : now
                + (value == null ? "" : "; what it said before is kept"));
        }
        return fresh;
    }

    private Optional<byte[]> read(long nowMillis) {
        try {
            Optional<byte[]> bytes = source.read(nowMillis);
            unreachable = "";
            return bytes;
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            unreachable = reason(failed);
            return Optional.empty();
        }
    }

    private boolean understand(byte[] bytes, long nowMillis) {
        try {
            value = reading.of(bytes);
            sinceMillis = nowMillis;
            senseless = "";
            return true;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
            senseless = reason(wrong);
            return false;
        }
    }

    /** What was read last and made sense. Any thread. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** When it was read, in milliseconds since 1970; 0 if nothing was. Any thread. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** Its name and what is wrong with it now, in a sentence without its end; empty if nothing is. Any thread. */
    public String problem() {
        String why = unreachable.isEmpty() ? senseless : unreachable;
        return why.isEmpty() ? "" : name + ": " + why;
    }

    /** The file or the address. */
    public String name() {
        return name;
    }

    private static String reason(Throwable failed) {
        String said = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        String reason = failed instanceof OutOfMemoryError ? "there is not memory enough for it"
            : failed instanceof UnknownHostException ? "there is no such server"
            : failed instanceof ConnectException ? "the server does not accept connections"
            : failed instanceof SocketTimeoutException ? "the server does not answer in time" : said;
        String printable = reason.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_REASON ? printable : printable.substring(0, LONGEST_REASON);
    }

    @Override
    public void close() {
        source.close();
    }
}
