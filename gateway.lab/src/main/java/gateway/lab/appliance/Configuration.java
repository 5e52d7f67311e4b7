package gateway.lab.appliance;

import gateway.lab.LabException;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code conf/} of one gateway. Files appear, change and go in one step, as an editor's do. */
public final class Configuration {
    private final Path directory;
    private final Path records;
    private final Map<String, Map<String, String>> settings = new HashMap<>();

    private Configuration(Path directory, Path records) {
        this.directory = directory;
        this.records = records;
    }

    /** A gateway in the middle of a laboratory, without a rule. */
    public static Configuration of(Laboratory laboratory) {
        String name = "gateway-" + System.nanoTime();
        Configuration made = new Configuration(laboratory.directory(name + "/conf"),
            laboratory.directory(name + "/records"));
        made.intake("inside", Site.CLIENT.network4() + "," + Site.CLIENT.network6());
        made.intake("netns", laboratory.router().namespace().name());
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
        return set("gateway.intake", key, value);
    }

    /** Sets a line of {@code gateway.flows.cfg}. */
    public Configuration flows(String key, Object value) {
        return set("gateway.flows", key, value);
    }

    /** Sets a line of {@code gateway.auditor.cfg}. */
    public Configuration auditor(String key, Object value) {
        return set("gateway.auditor", key, value);
    }

    /** Sets a line of {@code gateway.console.cfg}; without one there is no console. */
    public Configuration console(String key, Object value) {
        return set("gateway.console", key, value);
    }

    /** Sets a line of {@code gateway.files.cfg}. */
    public Configuration files(String key, Object value) {
        return set("gateway.files", key, value);
    }

    /** Sets a line of {@code gateway.scanner.cfg}. */
    public Configuration scanner(String key, Object value) {
        return set("gateway.scanner", key, value);
    }

    /** Sets a line of {@code gateway.localizer.cfg}. */
    public Configuration localizer(String key, Object value) {
        return set("gateway.localizer", key, value);
    }

    /** Sets a line of {@code gateway.layouts.cfg}. */
    public Configuration layouts(String key, Object value) {
        return set("gateway.layouts", key, value);
    }

    /** Says whether an abnormal case passes or blocks: a line of {@code gateway.exceptions.cfg}. */
    public Configuration exception(String which, String outcome) {
        return set("gateway.exceptions", which, outcome);
    }

    private Configuration set(String pid, String key, Object value) {
        Map<String, String> lines = settings.computeIfAbsent(pid, none -> new HashMap<>());
        lines.put(key, value.toString());
        write(pid, lines);
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

    private void write(String pid, Map<String, String> values) {
        List<String> lines = new TreeMap<>(values).entrySet().stream()
            .map(line -> line.getKey() + "=" + line.getValue()).toList();
        try {
            Path written = Files.write(directory.resolve(pid + ".new"), lines);
            Files.move(written, directory.resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabException("cannot write " + pid + ": " + e.getMessage(), e);
        }
    }
}
