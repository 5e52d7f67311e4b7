package gateway.core.internal.policy;

import gateway.api.content.ScanVerdict;
import gateway.api.policy.Action;
import gateway.api.policy.Decision;

/** The named abnormal cases. Each passes or blocks, as configured, and each is counted. */
public enum ExceptionCase {
    /** A bundle threw while it looked at the flow. */
    PARSER_ERROR("parserError"),
    /** The flow's parser was removed. */
    PARSER_GONE("parserGone"),
    /** There was no room for what has to be kept of a flow that is read: it cannot be read any further. */
    REASSEMBLY_LIMIT("reassemblyLimit"),
    /** A packet should have been held, and there was no room for it. */
    HOLD_LIMIT("holdLimit"),
    /** A packet was held for as long as is allowed, and what it waited for did not come. */
    HOLD_TIMEOUT("holdTimeout"),
    /** A TCP flow was first seen after its handshake. */
    MIDSTREAM("midstream"),
    /** The kernel's queue was full. PASS is the kernel's fail-open flag; packets are then not seen here. */
    QUEUE_FULL("queueFull"),
    /** There was no room for another flow. */
    FLOW_TABLE_FULL("flowTableFull"),
    /** A worker was stuck in a bundle. PASS takes the rules out of the way until another has its place. */
    WORKER_STALLED("workerStalled"),
    /** Content was to be scanned, and there is no scanner, it is down, or it could not read the content. */
    SCANNER_UNAVAILABLE("scannerUnavailable"),
    /** It is larger than the scanner takes, or unpacking it went beyond a limit. */
    SCAN_TOO_LARGE("scanTooLarge"),
    /** It is encrypted, or a part of it is. */
    SCAN_ENCRYPTED("scanEncrypted"),
    /** Not all of it passed in order. */
    SCAN_OUT_OF_SEQUENCE("scanOutOfSequence"),
    /** There was no verdict in time. */
    SCAN_TIMEOUT("scanTimeout"),
    /** More was waiting for scans already than may. */
    SCAN_BUSY("scanBusy");

    private final String key;
    private final Policy.Ruling ruling;

    ExceptionCase(String key) {
        this.key = key;
        this.ruling = new Policy.Ruling(new Decision(Action.BLOCK, key, "exception policy " + key), 0);
    }

    /** The case that content was not scanned for this reason; null where nobody wanted to know any more. */
    public static ExceptionCase of(ScanVerdict.Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> SCAN_TOO_LARGE;
            case ENCRYPTED -> SCAN_ENCRYPTED;
            case OUT_OF_SEQUENCE -> SCAN_OUT_OF_SEQUENCE;
            case SCANNER_DOWN, UNREADABLE -> SCANNER_UNAVAILABLE;
            case DEADLINE -> SCAN_TIMEOUT;
            case BUSY -> SCAN_BUSY;
            case CANCELLED -> null;
        };
    }

    /** What is decided for a flow where this case blocks. */
    public Policy.Ruling ruling() {
        return ruling;
    }

    /** The name in configuration, statistics and records. */
    public String key() {
        return key;
    }
}
