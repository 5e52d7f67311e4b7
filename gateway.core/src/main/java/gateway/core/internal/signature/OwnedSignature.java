package gateway.core.internal.signature;

import gateway.api.protocol.Signature;

/**
 * A signature and whose it is.
 *
 * @param owner the parser's index in its snapshot, 0 to {@value SignatureMatcher#MAX_OWNERS} - 1
 * @param signature what to look for
 */
public record OwnedSignature(int owner, Signature signature) {
    /** Refuses owners that have no bit in a result. */
    public OwnedSignature {
        if (owner < 0 || owner >= SignatureMatcher.MAX_OWNERS) {
            throw new IllegalArgumentException("signature " + signature.name() + ": at most "
                + SignatureMatcher.MAX_OWNERS + " parsers can have signatures, this would be number " + (owner + 1));
        }
    }

    /** The owner as a result shows it. */
    long ownerBit() {
        return 1L << owner;
    }
}
