package gateway.core.internal.fence;

/** A service of a bundle that workers call in the middle of a packet, so that it can hold them up. Any thread. */
public interface BundleCode {
    /** What people call it, for instance {@code protocol msn}. */
    String title();

    /** The service itself: what is counted against it is counted by identity. */
    Object service();
}
