package gateway.core.internal.plugin;

/** Why a file or a bundle is not let in; the message is a sentence without a full stop. */
final class RefusedJar extends Exception {
    private static final long serialVersionUID = 1;

    RefusedJar(String reason) {
        super(reason);
    }
}
