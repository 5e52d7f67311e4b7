package gateway.api.content;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps records. Core calls an auditor on one thread, in the order of the records; it may block for some seconds. One
 * that throws all the time, or does not come back for ten seconds, is put into quarantine.
 */
@ConsumerType
public interface Auditor {
    /** Keeps one record. What it throws is counted against the bundle. */
    void onRecord(AuditRecord record);

    /** No record is waiting: a good moment to flush. */
    default void onIdle() {
    }

    /**
     * What keeps it from keeping records now, such as a full disk, in a sentence without its end; empty if nothing
     * does. Any thread; answers at once.
     */
    default String problem() {
        return "";
    }
}
