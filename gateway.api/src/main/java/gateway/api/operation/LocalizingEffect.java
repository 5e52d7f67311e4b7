package gateway.api.operation;

import gateway.api.packet.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What localizing an application brings, and what it costs: clients whose lists are changed or whose requests are
 * redirected, compared with those that a rule leaves alone. Clients are the units: what one fetches hangs together.
 *
 * @param application whose clients
 * @param window since when
 * @param localized the clients that are kept from far peers
 * @param control the clients that are left alone
 * @param farSaving which part of what would have come from far peers did not: 1 where all was saved, less than 0 where
 *     more came. Empty while that cannot be said with so few clients
 * @param rateChange by which part clients fetch faster, or slower where it is less than 0. Empty as above
 * @param raised how many clients are left more far peers now than their rule says
 * @param examples some of these, at most {@link #MAX_EXAMPLES}
 */
public record LocalizingEffect(String application, Window window, Group localized, Group control,
                               Optional<Estimate> farSaving, Optional<Estimate> rateChange, int raised,
                               List<Raised> examples) {
    /** The most clients that are named. */
    public static final int MAX_EXAMPLES = 20;
    /** How many clients of each group it takes until anything is estimated. */
    public static final int LEAST_CLIENTS = 8;

    /** Copies the list. */
    public LocalizingEffect {
        examples = List.copyOf(examples);
    }

    /** Since when things are counted. */
    public enum Window {
        /** In the last 50 to 60 minutes. */
        HOUR,
        /** Since the gateway started, or since a client's rule became what it is. */
        ALL
    }

    /**
     * Some clients.
     *
     * @param clients how many fetched anything
     * @param bytes what they fetched, IP headers included
     * @param farBytes what of it came from far peers
     * @param bytesPerSecond the mean of their rates while they fetch; 0 where no client fetched for long enough
     */
    public record Group(int clients, long bytes, long farBytes, double bytesPerSecond) {
        /** The part of the bytes that came from far peers; 0 where nothing was fetched. */
        public double farShare() {
            return bytes == 0 ? 0 : (double) farBytes / bytes;
        }
    }

    /**
     * A number that is known to a certain degree.
     *
     * @param value the best guess
     * @param low the lower end of its interval of 95 %
     * @param high the upper end
     */
    public record Estimate(double value, double low, double high) { }

    /**
     * A client that is left more far peers since its rate fell.
     *
     * @param client who
     * @param farPeers how many far peers stay in its lists; 1000 for all
     * @param bytesPerSecond its rate with these; 0 where that is not known yet
     * @param reference the rate that it should have, in bytes a second
     */
    public record Raised(IpAddress client, int farPeers, double bytesPerSecond, double reference) { }
}
