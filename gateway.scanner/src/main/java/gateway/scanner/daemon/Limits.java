package gateway.scanner.daemon;

/**
 * What our clamd is bounded by. It alerts where it meets one of these, and that is no verdict on the file.
 *
 * @param atOnce scans at the same time
 * @param fileBytes of a file, and of each file within an archive
 * @param unpackedBytes of everything that is unpacked from one file
 * @param scanMillis how long a scan may take
 */
public record Limits(int atOnce, long fileBytes, long unpackedBytes, long scanMillis) { }
