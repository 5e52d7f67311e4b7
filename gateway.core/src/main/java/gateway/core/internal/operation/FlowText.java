package gateway.core.internal.operation;

import gateway.api.packet.IpAddress;
import gateway.core.internal.locality.IpPrefix;
import gateway.core.internal.pipeline.ManagedFlow;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What somebody typed to find flows. A whole address, a network, an endpoint or {@code :port} is compared as numbers;
 * anything else has to stand somewhere in the application, the rule, the requested name, or, if it is made of what
 * addresses are made of, in an endpoint as it is written. Workers' threads; allocates nothing a flow.
 */
final class FlowText implements Predicate<ManagedFlow> {
    /** What is typed beyond this is left out. */
    static final int MOST = 200;

    private final String text;
    private final Predicate<ManagedFlow> numbers;
    private final EndpointText written;
    private final Name application = new Name();
    private final Name rule = new Name();

    private FlowText(String text, Predicate<ManagedFlow> numbers, EndpointText written) {
        this.text = text;
        this.numbers = numbers;
        this.written = written;
    }

    /** Understands a text; an empty one fits everything. */
    static Predicate<ManagedFlow> of(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        text = text.substring(0, Math.min(MOST, text.length()));
        if (text.isEmpty()) {
            return any -> true;
        }
        Predicate<ManagedFlow> numbers = numbers(text);
        return new FlowText(text, numbers, numbers == null && EndpointText.mayHold(text) ? new EndpointText() : null);
    }

    @Override
    public boolean test(ManagedFlow flow) {
        if (numbers != null) {
            return numbers.test(flow);
        }
        return application.holds(Lines.application(flow)) || flow.requestedName() != null && holds(flow.requestedName())
            || flow.ruling() != null && rule.holds(flow.ruling().decision().rule())
            || written != null && (written.set(flow.clientHigh(), flow.clientLow(), flow.clientPort()).holds(text)
                || written.set(flow.serverHigh(), flow.serverLow(), flow.serverPort()).holds(text));
    }

    private boolean holds(String in) {
        for (int at = 0; at <= in.length() - text.length(); at++) {
            if (in.regionMatches(true, at, text, 0, text.length())) {
                return true;
            }
        }
        return false;
    }

    /** The answer about a name that many flows share. */
    private final class Name {
        private String last;
        private boolean answer;

        boolean holds(String name) {
            if (name != last) {
                last = name;
                answer = FlowText.this.holds(name);
            }
            return answer;
        }
    }

    /** Null where it is none of these. */
    private static Predicate<ManagedFlow> numbers(String text) {
        if (text.startsWith(":") && port(text.substring(1)) >= 0) {
            int port = port(text.substring(1));
            return flow -> flow.clientPort() == port || flow.serverPort() == port;
        }
        Optional<IpPrefix> network = network(text);
        if (network.isPresent()) {
            IpPrefix prefix = network.get();
            return flow -> prefix.contains(flow.clientHigh(), flow.clientLow())
                || prefix.contains(flow.serverHigh(), flow.serverLow());
        }
        return endpoint(text);
    }

    private static Predicate<ManagedFlow> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        int port = colon < 0 ? -1 : port(text.substring(colon + 1));
        if (port < 0) {
            return null;
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        Optional<IpAddress> address = IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        if (address.isEmpty() || address.get().isV4() == bracketed) {
            return null;
        }
        long high = address.get().high();
        long low = address.get().low();
        return flow -> flow.clientPort() == port && flow.clientHigh() == high && flow.clientLow() == low
            || flow.serverPort() == port && flow.serverHigh() == high && flow.serverLow() == low;
    }

    private static Optional<IpPrefix> network(String text) {
        try {
            return Optional.of(IpPrefix.parse(text));
        } catch (IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }

    /** -1 where it is none. */
    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port <= 0xffff ? port : -1;
    }
}
