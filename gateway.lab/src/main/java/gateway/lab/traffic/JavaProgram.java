package gateway.lab.traffic;

import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Programs;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of this package's programs in a JVM of its own, inside a host's namespace. */
public final class JavaProgram {
    private static final Duration LIFE = Duration.ofHours(12);

    private final Class<?> main;

    /** The program of this class. */
    public JavaProgram(Class<?> main) {
        this.main = main;
    }

    /** Runs it on a host to its end, at most for {@code limit}; returns what it printed. */
    public String run(Host host, Duration limit, Object... arguments) {
        return host.run(limit, command(arguments)).check().out();
    }

    /** Starts it on a host, in the background. */
    public RunningProgram start(Host host, Object... arguments) {
        return host.start(main.getSimpleName(), command(arguments));
    }

    /** Starts it on a host of a laboratory, with pipes for its input and output; it ends when its input does. */
    public RunningProgram piped(Laboratory laboratory, Host host, Object... arguments) {
        return laboratory.programs().start(new Programs.Start(main.getSimpleName(),
            host.namespace().inside(command(arguments)), LIFE, Map.of(), true));
    }

    private List<String> command(Object... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-Xmx128m"));
        if (Runtime.version().feature() >= 24) {
            // jnr-ffi reaches native code, which later versions want to be told.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
