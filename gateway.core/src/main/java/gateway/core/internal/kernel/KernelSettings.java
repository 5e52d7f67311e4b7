package gateway.core.internal.kernel;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kernel parameters (sysctl) of a network namespace; what was changed is put back by {@link #close}. */
final class KernelSettings implements AutoCloseable {
    private static final Path ROOT = Path.of("/proc/sys");

    private final Netns netns;
    private final Map<String, String> before = new LinkedHashMap<>();

    KernelSettings(Netns netns) {
        this.netns = netns;
    }

    /**
     * @param name with slashes: {@code net/ipv4/ip_forward}
     * @throws CommandException if there is none of that name
     */
    String read(String name) throws CommandException {
        try {
            // /proc/sys shows the namespace of the thread that opens it.
            return netns.call(() -> Files.readString(ROOT.resolve(name)).strip());
        } catch (Exception unreadable) {
            throw new CommandException("kernel parameter " + name + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** Sets a parameter and keeps in mind what it was. */
    void change(String name, String value) throws CommandException {
        String now = read(name);
        if (!now.equals(value)) {
            write(name, value);
            before.putIfAbsent(name, now);
        }
    }

    private void write(String name, String value) throws CommandException {
        try {
            netns.call(() -> Files.writeString(ROOT.resolve(name), value));
        } catch (Exception unwritable) {
            throw new CommandException("kernel parameter " + name + " cannot be set to " + value + ": "
                + unwritable.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<String, String> parameter : before.entrySet()) {
            write(parameter.getKey(), parameter.getValue());
        }
        before.clear();
    }
}
