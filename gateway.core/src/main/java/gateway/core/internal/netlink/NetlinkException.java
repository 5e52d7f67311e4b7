package gateway.core.internal.netlink;

import java.io.IOException;

/** The kernel refused something; the message is one sentence that says what, and why in words. */
public final class NetlinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * @param what what was attempted, such as "adding to set p2padm-refused4"
     * @param errno the positive error number
     */
    public NetlinkException(String what, int errno) {
        this(errno, what + ": " + Linux.words(errno));
    }

    /** A failure whose sentence says more than the error number does. */
    public NetlinkException(int errno, String sentence) {
        super(sentence);
        this.errno = errno;
    }

    /** The failure of this thread's last call. */
    static NetlinkException last(String what) {
        return new NetlinkException(what, Linux.errno());
    }

    /** The positive error number, such as {@link Linux#EEXIST}. */
    public int errno() {
        return errno;
    }
}
