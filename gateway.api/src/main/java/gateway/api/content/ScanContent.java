package gateway.api.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes to be scanned, in memory or on a disk. They may be read several times, since a scan is tried again where the
 * scanner's engine fails; by one thread at a time.
 */
@ProviderType
public interface ScanContent {
    /** How many bytes there are; does not change. */
    long length();

    /**
     * Copies bytes from {@code position} on, which is below the length, and moves the target's position.
     *
     * @return how many, at least 1 where the target has room
     * @throws IOException if they cannot be had; the verdict is then {@link ScanVerdict.Reason#UNREADABLE}
     */
    int read(long position, ByteBuffer target) throws IOException;
}
