package gateway.lab.plugin;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.network.Host;
import gateway.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A plug-in comes into a running gateway, is updated, and goes, with traffic for it in between.
 *
 * @param gateway where to
 * @param speaker who speaks its protocol
 * @param address to whom
 * @param port where datagrams are sent back
 */
public record Cycle(GatewayProcess gateway, Host speaker, String address, int port) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FLOWS = 5;

    /** What the gateway says once a plug-in of this kind and version serves. */
    public static String serving(TrialBundle bundle) {
        String what = switch (bundle.kind()) {
            case PARSER -> "protocol trial: serves new flows";
            case AUDITOR -> "auditor: it is given the records";
            case SCANNER -> "scanner: it is given the files";
        };
        return bundle.name() + " " + bundle.version() + ", " + what;
    }

    /** Does all of it once; returns how many milliseconds passed from the drop until it served. */
    public double run(TrialBundle bundle) {
        long dropped = System.nanoTime();
        drop(bundle);
        double millis = (System.nanoTime() - dropped) / 1e6;
        speak();
        drop(bundle.version("2.0.0"));
        speak();
        remove(bundle);
        return millis;
    }

    /** Drops it, or another version in its place, and waits until it serves. */
    public void drop(TrialBundle bundle) {
        int first = gateway.lines();
        bundle.drop(gateway.load());
        await(first, serving(bundle));
    }

    /** Deletes it and waits until it is gone. */
    public void remove(TrialBundle bundle) {
        int first = gateway.lines();
        try {
            Files.delete(gateway.load().resolve(bundle.name() + ".jar"));
        } catch (IOException e) {
            throw new LabException("cannot delete " + bundle.name() + ": " + e.getMessage(), e);
        }
        await(first, "bundle " + bundle.name() + " ");
    }

    /** A few new flows of the protocol {@code trial}. */
    public void speak() {
        speaker.run(LIMIT, List.of("bash", "-c", "for i in $(seq " + FLOWS + "); do echo -n TRIAL >/dev/udp/" + address
            + "/" + port + "; done")).check();
    }

    private void await(int first, String words) {
        if (gateway.says(LIMIT, first, words) < 0) {
            throw new LabException("the gateway did not say \"" + words + "\" within " + LIMIT.toSeconds() + " s:\n"
                + gateway.output());
        }
    }

    /** How many class loaders of bundles there are in the gateway's memory, after a full collection. */
    public static int classLoaders(GatewayProcess gateway) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(gateway.pid());
        // Soft references of the JDK's own caches need a second one to be let go of.
        Command.run(jcmd, pid, "GC.run").check();
        return Command.run(jcmd, pid, "GC.class_histogram").check().out().lines()
            .filter(line -> line.contains("BundleWiringImpl$BundleClassLoader "))
            .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+")[1])).sum();
    }
}
