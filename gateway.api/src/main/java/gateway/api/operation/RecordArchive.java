package gateway.api.operation;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The records that are kept, for those who may read content. Each call is a look: it is written down with the user's
 * name before it is answered, and not answered where that is impossible. Implemented by an auditor bundle.
 */
@ProviderType
public interface RecordArchive {
    /**
     * Looks for records.
     *
     * @param user who asks
     * @throws NotAnswering where the records cannot be read now
     */
    RecordPage find(RecordQuery query, String user) throws NotAnswering;

    /**
     * The conversation that a message is part of, the newest messages first.
     *
     * @param message the number of a record of the kind {@code message}
     * @param before only records with a smaller number
     * @param limit how many, 1 to {@link RecordQuery#MAX_LIMIT}
     * @throws NotAnswering where the records cannot be read now
     */
    RecordPage conversation(long message, long before, int limit, String user) throws NotAnswering;

    /**
     * A file that was stored; empty if there is none of that hash, or none any more.
     *
     * @param sha256 in hexadecimal
     * @throws NotAnswering where it cannot be read now
     */
    Optional<StoredFile> file(String sha256, String user) throws NotAnswering;

    /**
     * The newest looks, newest first. Asking for them is none.
     *
     * @param limit how many, 1 to {@link RecordQuery#MAX_LIMIT}
     * @throws NotAnswering where they cannot be read now
     */
    List<RecordLook> looks(int limit) throws NotAnswering;
}
