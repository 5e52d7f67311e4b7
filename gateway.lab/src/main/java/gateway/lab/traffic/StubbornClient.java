package gateway.lab.traffic;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A host whose traffic does not stop when it is refused: what reaches user space then is what the kernel lets
 * through.
 *
 * @param host where it sends from
 * @param goesOn when it goes on after the packet that identifies the flow, and for TCP one more; at once is hardest
 *     for the gateway, but then the count depends on how busy the machine is
 */
public record StubbornClient(Host host, BooleanSupplier goesOn) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int INTERVAL_MICROS = 1000;
    private static final String[] OWN_RESETS = {"OUTPUT", "-p", "tcp", "--tcp-flags", "RST", "RST", "-j", "DROP"};

    /** One that never waits. */
    public StubbornClient(Host host) {
        this(host, () -> true);
    }

    /** Sends datagrams of one DHT flow, one a millisecond. */
    public void datagrams(String address, int port, int count) {
        run(PacedDatagrams.class, address, port, count, INTERVAL_MICROS);
    }

    /** Opens a BitTorrent connection to an IPv4 address and sends segments, one a millisecond. */
    public void segments(String address, int port, int count) {
        iptables("-A");
        try {
            run(RefusedSegments.class, host.address4(), address, port, count, INTERVAL_MICROS);
        } finally {
            iptables("-D");
        }
    }

    /** Runs a program that takes a file's name as its last argument and goes on once that file is there. */
    private void run(Class<?> main, Object... arguments) {
        Path signal = Path.of(System.getProperty("java.io.tmpdir"), "go-on-" + System.nanoTime());
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = signal;
        try (RunningProgram program = new JavaProgram(main).start(host, all)) {
            Await.until(LIMIT, main.getSimpleName() + " may go on", goesOn);
            Files.createFile(signal);
            if (!program.await(LIMIT) || program.status() != 0) {
                throw new LabException(main.getSimpleName() + ": " + program.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            signal.toFile().delete();
        }
    }

    /** The kernel would reset a connection that it does not know of. */
    private void iptables(String change) {
        String[] command = new String[OWN_RESETS.length + 2];
        command[0] = "iptables";
        command[1] = change;
        System.arraycopy(OWN_RESETS, 0, command, 2, OWN_RESETS.length);
        host.run(command);
    }
}
