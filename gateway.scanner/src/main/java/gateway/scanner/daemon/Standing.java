package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Phase;

/**
 * Where clamd stands.
 *
 * @param phase whether it can be asked
 * @param sentence the same in words
 * @param start how often it began to serve, so that who was let down by one start does not blame the next
 */
record Standing(Phase phase, String sentence, long start) {
    Standing becomes(Phase next, String why) {
        return new Standing(next, why, next == Phase.SERVING && phase != Phase.SERVING ? start + 1 : start);
    }
}
