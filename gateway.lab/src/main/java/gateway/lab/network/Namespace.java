package gateway.lab.network;

import gateway.lab.process.Command;
import java.util.ArrayList;
import java.util.List;

/** A network namespace made by {@code ip netns}. */
public record Namespace(String name) implements AutoCloseable {
    /** Makes it, with its loopback up. */
    public static Namespace create(String name) {
        Command.run("ip", "netns", "add", name);
        Namespace namespace = new Namespace(name);
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /** The command that runs {@code command} inside, under the same process id. */
    public List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    /** Runs a short command inside and insists on its success. */
    public Command.Output run(String... command) {
        return Command.run(inside(List.of(command)).toArray(String[]::new));
    }

    /** Runs {@code ip} on it. */
    public void ip(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ip", "-n", name));
        all.addAll(List.of(arguments));
        Command.run(all.toArray(String[]::new));
    }

    /** Sets a kernel parameter of the namespace. */
    public void sysctl(String name, Object value) {
        run("sysctl", "-qw", name + "=" + value);
    }

    /** Deletes it; interfaces go with it once no process is inside. */
    @Override
    public void close() {
        Command.run("ip", "netns", "del", name);
    }
}
