package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.FilePart;

/** What can stand in an auditor's line. Made by workers, given on by the line's thread. */
sealed interface LineEntry permits LineEntry.Told, LineEntry.Began, Page, LineEntry.Ended {
    /** Hands it over; on the line's thread. What the auditor throws comes out of here. */
    void give(Delivery delivery);

    /** It is not handed over to this auditor. */
    default void drop() {
    }

    /** A record. */
    record Told(AuditRecord entry) implements LineEntry {
        @Override
        public void give(Delivery delivery) {
            delivery.told(entry);
        }
    }

    /** A part of a file begins. */
    record Began(FilePart part) implements LineEntry {
        @Override
        public void give(Delivery delivery) {
            delivery.began(part);
        }
    }

    /**
     * A part of a file ended.
     *
     * @param part its id
     * @param emitted how many bytes of it dissectors emitted
     * @param why it is not whole; empty if these bytes are the whole of it
     */
    record Ended(long part, long emitted, String why) implements LineEntry {
        @Override
        public void give(Delivery delivery) {
            delivery.ended(part, emitted, why);
        }
    }
}
