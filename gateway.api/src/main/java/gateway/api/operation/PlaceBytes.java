package gateway.api.operation;

/**
 * What one application carried between our side and one place, a country or an autonomous system.
 *
 * @param application its name, or {@link #OTHERS}
 * @param place two letters of a country (ISO 3166-1) or the number of an autonomous system; {@link #UNKNOWN} or
 *     {@link #OTHERS}
 * @param name whose the autonomous system is, as a database says; empty for countries, and where nobody knows
 * @param received bytes that came to our side, IP headers included
 * @param sent bytes that went from our side
 * @param near how many of all these were exchanged with near peers
 */
public record PlaceBytes(String application, String place, String name, long received, long sent, long near) {
    /** The place of what lies nobody knows where. */
    public static final String UNKNOWN = "";
    /** All that is not told apart. */
    public static final String OTHERS = "others";

    /** Bytes both ways. */
    public long bytes() {
        return received + sent;
    }
}
