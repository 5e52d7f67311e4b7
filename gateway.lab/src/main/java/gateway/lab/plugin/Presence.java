package gateway.lab.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What a trial plug-in was made to be, and whether it may still be called. */
final class Presence {
    /** The file in the jar that says how it is to behave. */
    static final String SETTINGS = "trial.properties";

    private final Properties settings = new Properties();
    private volatile boolean gone;

    Presence() {
        try (InputStream stream = Presence.class.getResourceAsStream("/" + SETTINGS)) {
            settings.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String setting(String name) {
        return settings.getProperty(name, "");
    }

    void leave() {
        gone = true;
    }

    /** Something called. */
    void called() {
        if (gone) {
            System.out.println(TrialBundle.CALLED_AFTERWARDS);
        }
    }

    /** Never comes back, and does not mind being interrupted. */
    static void loop() {
        long spins = 0;
        while (spins >= 0) {
            spins = spins + 1 & Long.MAX_VALUE;
            Thread.onSpinWait();
        }
    }

    /** Keeps a core busy for a while. */
    static void dawdle(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
