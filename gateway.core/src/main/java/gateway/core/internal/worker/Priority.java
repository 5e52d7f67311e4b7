package gateway.core.internal.worker;

import gateway.core.internal.netlink.Linux;

/**
 * Threads that traffic and records wait for run before what else this host does: where processors are short, what is
 * late here costs packets and records, and what runs beside is slower in any case.
 */
public final class Priority {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int NICE = -10;

    private Priority() {
    }

    /** Raises the calling thread's; without effect where this process has no right to (CAP_SYS_NICE). */
    public static void raise() {
        Linux.libc().setpriority(PRIO_PROCESS, CALLING_THREAD, NICE);
    }
}
