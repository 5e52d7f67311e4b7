package gateway.localizer.place;

/**
 * What databases know of an address. Texts are those of the database, cut to {@value #LONGEST} characters.
 *
 * @param continent two letters; empty if unknown
 * @param country two letters (ISO 3166-1); empty if unknown
 * @param region of the country (the last part of ISO 3166-2); empty if unknown
 * @param asNumber the autonomous system; 0 if unknown
 * @param organization whose it is; empty if unknown
 */
public record Geography(String continent, String country, String region, long asNumber, String organization) {
    /** Nothing is known. */
    public static final Geography UNKNOWN = new Geography("", "", "", 0, "");
    private static final int LONGEST = 80;

    /** Of values that may be missing. */
    static Geography of(String continent, String country, String region, Long asNumber, String organization) {
        return new Geography(cut(continent), cut(country), cut(region), asNumber == null ? 0 : asNumber,
            cut(organization));
    }

    /** Completed by what another database knows. */
    public Geography or(Geography other) {
        if (this == UNKNOWN || other == UNKNOWN) {
            return this == UNKNOWN ? other : this;
        }
        Geography placed = country.isEmpty() ? other : this;
        Geography system = asNumber == 0 ? other : this;
        boolean finer = placed.region.isEmpty() && country.equals(other.country);
        return new Geography(placed.continent, placed.country, finer ? other.region : placed.region,
            system.asNumber, system.organization);
    }

    /** As much of a text as is kept; nothing for null. */
    static String cut(String text) {
        return text == null ? "" : text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    @Override
    public String toString() {
        String where = country.isEmpty() ? "of an unknown country" : "in " + country
            + (region.isEmpty() ? "" : "-" + region) + (continent.isEmpty() ? "" : ", continent " + continent);
        return asNumber == 0 ? where
            : where + ", AS" + asNumber + (organization.isEmpty() ? "" : " (" + organization + ")");
    }
}
