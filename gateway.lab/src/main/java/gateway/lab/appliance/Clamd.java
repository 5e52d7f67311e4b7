package gateway.lab.appliance;

import gateway.lab.LabException;
import gateway.lab.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The clamd that a gateway has started.
 *
 * @param socket where it listens
 */
public record Clamd(Path socket) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVES = "clamd serves at ";
    private static final Pattern SOCKET = Pattern.compile(SERVES + "(\\S+)");

    /** Waits until a gateway says that its first one serves. */
    public static Clamd of(GatewayProcess gateway) {
        return of(gateway, 0);
    }

    /** Waits until a gateway says, from the {@code first}th line on, that one serves. */
    public static Clamd of(GatewayProcess gateway, int first) {
        gateway.says(LIMIT, first, SERVES);
        Matcher found = SOCKET.matcher(gateway.output().lines().skip(first).collect(Collectors.joining("\n")));
        if (!found.find()) {
            throw new LabException("no clamd serves:\n" + gateway.output());
        }
        return new Clamd(Path.of(found.group(1)));
    }

    /**
     * Sends its process a signal, such as {@code STOP}.
     *
     * @return whether there was one
     */
    public boolean signal(String signal) {
        String place = socket.getParent().getParent().toString();
        return ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("/clamd"))
            .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                .anyMatch(word -> word.contains(place)))
            .map(process -> Command.run("kill", "-" + signal, Long.toString(process.pid())).ok())
            .reduce(false, Boolean::logicalOr);
    }
}
