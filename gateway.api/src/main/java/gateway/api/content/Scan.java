package gateway.api.content;

import org.osgi.annotation.versioning.ConsumerType;

/** A scan that was asked for. */
@ConsumerType
@FunctionalInterface
public interface Scan {
    /**
     * Nobody waits for the verdict any more: the scan ends soon, with {@link ScanVerdict.Reason#CANCELLED} unless
     * another verdict is on its way. Any thread, any number of times; returns at once.
     */
    void cancel();
}
