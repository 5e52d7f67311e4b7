package gateway.core.internal.classify;

/** How much all unconsumed bytes of one worker's flows may take together. One worker thread. */
final class CarryBudget {
    private final long bound;
    private long used;

    /** @param bound in bytes */
    CarryBudget(long bound) {
        this.bound = bound;
    }

    /** Takes some bytes; false where they are not left. */
    boolean take(int bytes) {
        if (bytes > bound - used) {
            return false;
        }
        used += bytes;
        return true;
    }

    void giveBack(int bytes) {
        used -= bytes;
    }

    long used() {
        return used;
    }
}
