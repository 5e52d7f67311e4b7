package gateway.api.operation;

import gateway.api.content.ScannerStatus;
import java.util.List;
import java.util.Optional;

/**
 * How the scanning of files stands at one moment.
 *
 * @param wanted whether a rule asks for scans
 * @param blocked what becomes of files while nobody can scan them: true where the exception policy
 *     {@code scannerUnavailable} refuses them, false where they pass
 * @param scanner how the scanner is; empty where no bundle brings one
 * @param transfers under way, of each worker those that began first, as many as asked
 * @param underWay how many transfers there are in all
 * @param found what was found, newest first, as many as asked; since the intake started
 * @param counts of transfers, since the intake started
 * @param memory content that is kept in memory
 * @param disk content that is kept on the disk
 */
public record ScanPicture(boolean wanted, boolean blocked, Optional<ScannerStatus> scanner,
                          List<ScannedTransferLine> transfers, long underWay, List<FoundFile> found, ScanCounts counts,
                          Level memory, Level disk) {
    /**
     * How much of something bounded is in use.
     *
     * @param bytes in use
     * @param bound the most there may be
     */
    public record Level(long bytes, long bound) { }
}
