package gateway.lab.template;

import gateway.api.packet.Transport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * What was asked for.
 *
 * @param name the protocol's id
 * @param over what it rides on
 * @param here where a stand-alone project goes; empty for a folder of the tree
 * @param build whether it is built and tested at once
 */
record Request(String name, Transport over, Optional<Path> here, boolean build) {
    private static final String USAGE = "new-protocol NAME [--over tcp|udp] [--here DIR] [--build]";
    /** What results and {@code over()} use for something else. */
    private static final Set<String> RESERVED = Set.of("unknown", "expected", "tcp", "udp");

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException in one sentence
     */
    static Request of(List<String> arguments) {
        Optional<String> name = Optional.empty();
        Transport over = Transport.TCP;
        Optional<Path> here = Optional.empty();
        boolean build = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--over" -> over = transport(valueOf(arguments, i++));
                case "--here" -> here = Optional.of(Path.of(valueOf(arguments, i++)));
                case "--build" -> build = true;
                default -> {
                    if (argument.startsWith("-") || name.isPresent()) {
                        throw new IllegalArgumentException("usage: " + USAGE);
                    }
                    name = Optional.of(argument);
                }
            }
        }
        return new Request(checked(name.orElseThrow(() -> new IllegalArgumentException("usage: " + USAGE))), over,
            here, build);
    }

    /** The name of the bundle and of its folder. */
    String bundle() {
        return "gateway.protocol." + name;
    }

    private static String checked(String name) {
        if (!name.matches("[a-z][a-z0-9]{0,31}")) {
            throw new IllegalArgumentException(
                "new-protocol: a name is a letter and up to 31 letters and digits more, all lower case");
        }
        if (RESERVED.contains(name) || SourceVersion.isKeyword(name)) {
            throw new IllegalArgumentException("new-protocol: " + name + " means something else; choose another");
        }
        return name;
    }

    private static Transport transport(String id) {
        return Arrays.stream(Transport.values()).filter(transport -> transport.id().equals(id)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("new-protocol: --over takes tcp or udp"));
    }

    private static String valueOf(List<String> arguments, int option) {
        if (option + 1 == arguments.size() || arguments.get(option + 1).isEmpty()) {
            throw new IllegalArgumentException("new-protocol: " + arguments.get(option) + " needs a value");
        }
        return arguments.get(option + 1);
    }
}
