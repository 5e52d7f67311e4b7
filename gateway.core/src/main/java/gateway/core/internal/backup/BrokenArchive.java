package gateway.core.internal.backup;

/** An archive that is not to be restored; the message says why and follows on the archive's name. */
final class BrokenArchive extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenArchive(String reason) {
        super(reason);
    }
}
