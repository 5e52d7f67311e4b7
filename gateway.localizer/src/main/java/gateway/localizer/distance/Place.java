package gateway.localizer.distance;

import gateway.localizer.place.Geography;
import gateway.localizer.place.NetworkList;

/**
 * What is known of one address.
 *
 * @param high its first half
 * @param low its second half
 * @param geography what databases say
 * @param network of the administrator's lists that it belongs to; null for none
 * @param part the number of its part in the ALTO map; -1 for none
 */
record Place(long high, long low, Geography geography, NetworkList.Entry network, int part) {
    /** Nothing is known of it. */
    static final Place NOWHERE = new Place(0, 0, Geography.UNKNOWN, null, -1);

    boolean is(long otherHigh, long otherLow) {
        return low == otherLow && high == otherHigh;
    }

    /** Whether neither a database nor a map knows it. */
    boolean isUnknown() {
        return part < 0 && geography.country().isEmpty() && geography.asNumber() == 0;
    }
}
