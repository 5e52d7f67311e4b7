package gateway.api.operation;

import java.io.InputStream;

/**
 * A file that passed by, to be read once and closed.
 *
 * @param sha256 in hexadecimal
 * @param size in bytes
 * @param bytes the file
 */
public record StoredFile(String sha256, long size, InputStream bytes) {
}
