package gateway.api.operation;

import java.util.List;

/**
 * What a search in the records found.
 *
 * @param records as many as asked
 * @param more whether there are further ones
 */
public record RecordPage(List<RecordLine> records, boolean more) {
    /** Copies the list. */
    public RecordPage {
        records = List.copyOf(records);
    }
}
