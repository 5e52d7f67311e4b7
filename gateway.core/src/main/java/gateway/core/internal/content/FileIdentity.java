package gateway.core.internal.content;

/**
 * By what parts are known to be of one file, whoever sends them.
 *
 * @param receiverHigh and {@code receiverLow}: who gets it
 * @param source its SHA-1 where that was said, else who sends it, and its name
 * @param size of the whole file in bytes
 */
public record FileIdentity(long receiverHigh, long receiverLow, String source, long size) {
}
