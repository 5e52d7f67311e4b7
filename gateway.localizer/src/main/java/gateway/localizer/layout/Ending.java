package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import java.util.Optional;

/** Where the entries of a payload end. */
sealed interface Ending {
    /** The most bytes or entries that a layout may leave alone. */
    int MOST_LEFT = 1000;

    /**
     * How many entries a payload has.
     *
     * @param behind how many bytes it has behind the first entry's address and port
     * @return -1 where it is not such a payload
     */
    int entries(ByteView payload, int behind, int stride);

    /** The field that says how many there are. */
    Optional<CountField> count();

    /**
     * With the payload, but for some bytes.
     *
     * @param tail bytes behind the address and port of the last entry
     * @param count a field that says how many there are; empty if there is none
     * @param hidden how many more than are looked at the field counts
     */
    record WithPayload(int tail, Optional<CountField> count, int hidden) implements Ending {
        public WithPayload {
            if (tail < 0 || tail > MOST_LEFT || hidden < 0 || hidden > MOST_LEFT) {
                throw new IllegalArgumentException("behind the entries are 0 to " + MOST_LEFT + " bytes");
            }
        }

        @Override
        public int entries(ByteView payload, int behind, int stride) {
            int rest = behind - tail;
            if (rest < 0 || rest % stride != 0) {
                return -1;
            }
            int entries = rest / stride + 1;
            return count.isPresent() && count.get().value(payload) != entries + hidden ? -1 : entries;
        }

        @Override
        public String toString() {
            return "until " + tail + " bytes are left behind the last one"
                + count.map(field -> "; how many is said by " + field).orElse("")
                + (hidden == 0 ? "" : ", with " + hidden + " that are left alone");
        }
    }

    /**
     * After as many as a field says; anything may stand behind.
     *
     * @param field that says it
     */
    record ByCount(CountField field) implements Ending {
        @Override
        public int entries(ByteView payload, int behind, int stride) {
            int entries = field.value(payload);
            return entries < 1 || behind < 0 || entries - 1 > behind / stride ? -1 : entries;
        }

        @Override
        public Optional<CountField> count() {
            return Optional.of(field);
        }

        @Override
        public String toString() {
            return "for as many as is said by " + field;
        }
    }
}
