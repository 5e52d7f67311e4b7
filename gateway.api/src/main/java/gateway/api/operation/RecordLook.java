package gateway.api.operation;

/**
 * Somebody looked at records.
 *
 * @param atMillis when, since 1970
 * @param user who
 * @param asked what was asked for, in words; may hold text from the browser
 */
public record RecordLook(long atMillis, String user, String asked) {
}
