package gateway.scanner.daemon;

import gateway.scanner.clamd.Verdicts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A clamd that is ours. It runs without rights, as a user of its own where we are root, and the kernel kills it when
 * the thread ends that started it: a gateway that is killed leaves none behind. One thread.
 */
final class OwnClamd implements AutoCloseable {
    private static final String NICE = "10";
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/clamd"), Path.of("/usr/bin/clamd"),
        Path.of("/usr/local/sbin/clamd"));
    private static final long FAREWELL_MILLIS = 300;
    private static final int LINE_LENGTH = 200;

    private final Place place;
    private final Optional<Identity> identity;
    private Process process;
    private volatile String lastLine = "";

    /** Makes its place, in the gateway's work directory if that can be. */
    OwnClamd(Path work) throws IOException {
        identity = Identity.toBecome();
        place = Place.make(work, identity);
    }

    Path socket() {
        return place.socket();
    }

    /** Writes a file that clamd can read. */
    Path write(String name, String text) throws IOException {
        return place.write(name, text);
    }

    /** Starts it; it is some time before it answers. */
    void start(Path signatures, Limits limits) throws IOException {
        Path program = PROGRAMS.stream().filter(Files::isExecutable).findFirst()
            .orElseThrow(() -> new IOException("clamd is not installed (on Debian: apt-get install clamav-daemon)"));
        place.sweep();
        Path conf = place.write("clamd.conf", ClamdConf.text(place, signatures, limits));
        ProcessBuilder builder = new ProcessBuilder(command(program, conf)).redirectErrorStream(true);
        builder.directory(conf.getParent().toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        lastLine = "";
        process = builder.start();
        process.getOutputStream().close();
        Thread reader = new Thread(() -> read(process), "clamd output");
        reader.setDaemon(true);
        reader.start();
        sacrifice(process.pid());
    }

    private List<String> command(Path program, Path conf) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--no-new-privs", "--inh-caps=-all",
            "--ambient-caps=-all", "--pdeathsig=KILL"));
        identity.ifPresent(user -> command.addAll(List.of("--bounding-set=-all", "--reuid=" + user.uid(),
            "--regid=" + user.gid(), "--clear-groups")));
        // Packets of others must not wait for a scan to give a processor back.
        command.addAll(List.of("nice", "-n", NICE, program.toString(), "--config-file=" + conf));
        return command;
    }

    /** Where memory runs out it is the first to go: it comes again. */
    private static void sacrifice(long pid) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "500");
        } catch (IOException notOurs) {
            return; // it is as likely as others to go then
        }
    }

    /** Its output is read so that it never waits for us; the last line says why it ended. */
    private void read(Process from) {
        try (BufferedReader lines = from.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    lastLine = Verdicts.plain(line.strip(), LINE_LENGTH);
                }
            }
        } catch (IOException ended) {
            return; // with the process
        }
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** Why it ended, as far as it said. */
    String ending() {
        int status = process.exitValue();
        return "clamd ended with status " + status + (lastLine.isEmpty() ? "" : ": " + lastLine);
    }

    /** Ends it at once. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            gone(FAREWELL_MILLIS);
        }
    }

    /** Asks it to end, and kills it where it does not do so soon. */
    void stop() {
        if (alive()) {
            process.destroy();
            if (!gone(FAREWELL_MILLIS)) {
                kill();
            }
        }
    }

    private boolean gone(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        kill();
        place.close();
    }
}
