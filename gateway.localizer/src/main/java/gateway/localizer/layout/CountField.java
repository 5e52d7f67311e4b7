package gateway.localizer.layout;

import gateway.api.packet.ByteView;

/**
 * Where a payload says how many entries it has.
 *
 * @param at its first byte
 * @param width its bytes, 1 or 2
 * @param little whether the low byte stands first
 */
record CountField(int at, int width, boolean little) {
    CountField {
        if (at < 0 || at > Layout.MOST_BYTES || width < 1 || width > 2 || little && width == 1) {
            throw new IllegalArgumentException("a count of " + width + " bytes does not stand at " + at);
        }
    }

    /** What it says; -1 where the payload is shorter. */
    int value(ByteView payload) {
        if (end() > payload.length()) {
            return -1;
        }
        int value = width == 1 ? payload.u8(at) : payload.u16(at);
        return little ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
    }

    int end() {
        return at + width;
    }

    boolean covers(int place) {
        return place >= at && place < end();
    }

    @Override
    public String toString() {
        return width + (width == 1 ? " byte at " : " bytes at ") + at + (little ? ", low byte first" : "");
    }
}
