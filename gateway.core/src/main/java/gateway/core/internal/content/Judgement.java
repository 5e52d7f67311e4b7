package gateway.core.internal.content;

import gateway.api.content.ScanVerdict;

/**
 * A scanner's verdict on content, and what else is known of what is infected.
 *
 * @param verdict the scanner's
 * @param sha256 of the content in hexadecimal; empty where it is not infected, or is not a whole file
 * @param quarantined whether it is kept in the quarantine
 */
public record Judgement(ScanVerdict verdict, String sha256, boolean quarantined) {
    /** A verdict and nothing else. */
    public Judgement(ScanVerdict verdict) {
        this(verdict, "", false);
    }
}
