package gateway.api.locality;

/**
 * Where an address lies, as far as somebody knows. Its text comes from a database: whoever shows it escapes it.
 *
 * @param country two capital letters (ISO 3166-1); empty if unknown
 * @param asNumber the autonomous system, at most {@value #MAX_AS_NUMBER}; 0 if unknown
 * @param organization whose the autonomous system is, at most {@value #MAX_NAME} characters; empty if unknown
 */
public record Place(String country, long asNumber, String organization) {
    /** The largest number of an autonomous system (RFC 6793). */
    public static final long MAX_AS_NUMBER = 0xffff_ffffL;
    /** The most characters of an organization's name. */
    public static final int MAX_NAME = 80;
    /** Nothing is known. */
    public static final Place UNKNOWN = new Place("", 0, "");

    /** Refuses what cannot be. */
    public Place {
        if (!country.isEmpty() && !isCountry(country)) {
            throw new IllegalArgumentException("a country has two capital letters");
        }
        if (asNumber < 0 || asNumber > MAX_AS_NUMBER) {
            throw new IllegalArgumentException("no autonomous system has the number " + asNumber);
        }
        if (organization.length() > MAX_NAME) {
            throw new IllegalArgumentException("a name has at most " + MAX_NAME + " characters");
        }
    }

    /** Whether a text has the form of a country. */
    public static boolean isCountry(String text) {
        return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }
}
