package gateway.console.security.request;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that the console answers to. A page of somebody else can give its own name our address (DNS rebinding) and
 * would then count as the console itself; its requests carry its name. An address is nobody's name. Immutable.
 */
public final class HostNames {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names;

    /** Answers to addresses, {@code localhost} and these names. */
    public HostNames(Set<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request to that host, without its port, is meant for us. */
    public boolean answersTo(String host) {
        if (host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost") || ADDRESS.matcher(lower).matches() || names.contains(lower);
    }
}
