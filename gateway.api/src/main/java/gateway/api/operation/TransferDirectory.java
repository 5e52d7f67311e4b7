package gateway.api.operation;

import org.osgi.annotation.versioning.ProviderType;

/** Files on their way that are to be scanned, who scans them, and what was found. */
@ProviderType
public interface TransferDirectory {
    /** The most lines of each kind that are answered at once. */
    int MAX_LINES = 200;

    /**
     * How scanning stands now. Packets do not wait for it.
     *
     * @param limit how many transfers and how many findings, 1 to {@link #MAX_LINES}
     * @throws NotAnswering where it cannot be seen now
     * @throws IllegalArgumentException for a limit out of range
     */
    ScanPicture look(int limit) throws NotAnswering;
}
