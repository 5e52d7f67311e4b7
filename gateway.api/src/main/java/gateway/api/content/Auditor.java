package gateway.api.content;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps records, and files that pass by if it wants them. Core calls an auditor on one thread, in the order of the
 * events; it may block for some seconds. One that throws all the time, or does not come back for ten seconds, is put
 * into quarantine.
 *
 * <p>Bytes of files wait for the auditor in a memory that all auditors share. Where it is full, bytes are lost, never
 * packets delayed, and the file's end says so.
 */
@ConsumerType
public interface Auditor {
    /** Keeps one record. What it throws is counted against the bundle. */
    void onRecord(AuditRecord record);

    /** No record is waiting: a good moment to flush. Comes at least twice a second while nothing else does. */
    default void onIdle() {
    }

    /**
     * What keeps it from keeping records now, such as a full disk, in a sentence without its end; empty if nothing
     * does. Any thread; answers at once.
     */
    default String problem() {
        return "";
    }

    /** Whose bytes it wants. Asked again every now and then, on its thread; holds for files that begin afterwards. */
    default FileInterest files() {
        return FileInterest.NONE;
    }

    /** A file that it wants begins. */
    default void onFileBegan(FilePart part) {
    }

    /**
     * The next bytes of a part, in the order in which the protocol's parser read them.
     *
     * @param part the part's id
     * @param fileOffset where they stand in the file
     * @param bytes from position to limit; good until the call returns
     */
    default void onFileBytes(long part, long fileOffset, ByteBuffer bytes) {
    }

    /**
     * A part ended. Every part that began ends, unless the auditor goes first.
     *
     * @param part the part's id
     * @param whole whether all of it passed by in order, and every byte was handed over
     * @param why it is not whole, in a sentence without its end; empty if it is
     */
    default void onFileEnded(long part, boolean whole, String why) {
    }
}
