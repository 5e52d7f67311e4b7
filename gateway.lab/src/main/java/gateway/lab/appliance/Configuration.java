package gateway.lab.appliance;

import gateway.lab.LabException;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code conf/} of one gateway. Files appear, change and go in one step, as an editor's do. */
public final class Configuration {
    private final Path directory;
    private final Path records;
    private final Map<String, String> intake = new LinkedHashMap<>();
    private final Map<String, String> flows = new LinkedHashMap<>();
    private final Map<String, String> auditor = new LinkedHashMap<>();
    private final Map<String, String> console = new LinkedHashMap<>();

    private Configuration(Path directory, Path records) {
        this.directory = directory;
        this.records = records;
    }

    /** A gateway in the middle of a laboratory, without a rule. */
    public static Configuration of(Laboratory laboratory) {
        String name = "gateway-" + System.nanoTime();
        Configuration made = new Configuration(laboratory.directory(name + "/conf"),
            laboratory.directory(name + "/records"));
        made.intake.put("inside", Site.CLIENT.network4() + "," + Site.CLIENT.network6());
        made.intake.put("netns", laboratory.router().namespace().name());
        made.write("gateway.intake", made.intake);
        // Bundles of the laboratory carry no captures to prove themselves on.
        made.write("gateway.bundles", Map.of("selfTest", "off"));
        made.auditor("directory", made.records);
        // gateways of several laboratories share this machine's ports
        made.console("enabled", false);
        return made;
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** Where the gateway keeps its records. */
    public Records records() {
        return new Records(records.resolve("events.jsonl"));
    }

    /** Sets a line of {@code gateway.intake.cfg}. */
    public Configuration intake(String key, Object value) {
        intake.put(key, value.toString());
        write("gateway.intake", intake);
        return this;
    }

    /** Sets a line of {@code gateway.flows.cfg}. */
    public Configuration flows(String key, Object value) {
        flows.put(key, value.toString());
        write("gateway.flows", flows);
        return this;
    }

    /** Sets a line of {@code gateway.auditor.cfg}. */
    public Configuration auditor(String key, Object value) {
        auditor.put(key, value.toString());
        write("gateway.auditor", auditor);
        return this;
    }

    /** Sets a line of {@code gateway.console.cfg}; without one there is no console. */
    public Configuration console(String key, Object value) {
        console.put(key, value.toString());
        write("gateway.console", console);
        return this;
    }

    /** Adds or changes a rule. */
    public Configuration rule(Rule rule) {
        write("gateway.policy-" + rule.name(), rule.settings());
        return this;
    }

    /** Takes a rule away. */
    public void remove(Rule rule) {
        try {
            Files.delete(directory.resolve("gateway.policy-" + rule.name() + ".cfg"));
        } catch (IOException e) {
            throw new LabException("cannot remove " + rule.name() + ": " + e.getMessage(), e);
        }
    }

    private void write(String pid, Map<String, String> settings) {
        List<String> lines = new TreeMap<>(settings).entrySet().stream()
            .map(line -> line.getKey() + "=" + line.getValue()).toList();
        try {
            Path written = Files.write(directory.resolve(pid + ".new"), lines);
            Files.move(written, directory.resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabException("cannot write " + pid + ": " + e.getMessage(), e);
        }
    }
}
