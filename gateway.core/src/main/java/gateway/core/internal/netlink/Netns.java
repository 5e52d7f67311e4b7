package gateway.core.internal.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace: this process's own, or one that sockets are opened in. Sockets stay in the namespace that they
 * were opened in, whichever thread uses them later. Immutable, any thread; entering needs CAP_SYS_ADMIN.
 */
public final class Netns {
    private static final Netns OWN = new Netns("");
    private static final String NAMED = "/run/netns/";
    private static final int CLONE_NEWNET = 0x4000_0000;

    private final String path;

    private Netns(String path) {
        this.path = path;
    }

    /** The namespace that this process lives in. */
    public static Netns own() {
        return OWN;
    }

    /**
     * @param nameOrPath a name as {@code ip netns} lists it, an absolute path such as {@code /proc/42/ns/net}, or empty
     *     for the own one
     * @throws IllegalArgumentException for anything else; whether it exists is seen when it is entered
     */
    public static Netns of(String nameOrPath) {
        if (nameOrPath.isEmpty()) {
            return OWN;
        }
        if (nameOrPath.startsWith("/")) {
            return new Netns(nameOrPath);
        }
        if (nameOrPath.indexOf('/') >= 0 || nameOrPath.startsWith(".")) {
            throw new IllegalArgumentException("not the name of a network namespace: " + nameOrPath);
        }
        return new Netns(NAMED + nameOrPath);
    }

    /**
     * Calls with the calling thread inside this namespace and takes the thread back, whatever happens. Should the way
     * back be barred, the thread is no longer fit for use: an {@link IllegalStateException} says so.
     */
    public <T> T call(Callable<T> inside) throws Exception {
        if (path.isEmpty()) {
            return inside.call();
        }
        // thread-self, not self: namespaces belong to threads, and self is the first one.
        try (Descriptor home = Descriptor.file("/proc/thread-self/ns/net"); Descriptor there = Descriptor.file(path)) {
            if (Linux.libc().setns(there.number(), CLONE_NEWNET) < 0) {
                throw NetlinkException.last("entering the network namespace " + path);
            }
            try {
                return inside.call();
            } finally {
                if (Linux.libc().setns(home.number(), CLONE_NEWNET) < 0) {
                    throw new IllegalStateException("this thread is stuck in the network namespace " + path);
                }
            }
        }
    }

    /**
     * Calls inside of a new, empty namespace that ends with the call, on a thread of its own: what is done there to
     * {@link #own} leaves no trace. Commands started there run there. Needs CAP_SYS_ADMIN.
     */
    public static <T> T callInNew(Callable<T> inside) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            if (Linux.libc().unshare(CLONE_NEWNET) < 0) {
                throw NetlinkException.last("making a network namespace");
            }
            return inside.call();
        });
        Thread thread = new Thread(task, "gateway-namespace");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** {@code command} as a process has to be started to run inside this namespace. */
    public List<String> command(String... command) {
        List<String> words = new ArrayList<>();
        if (!path.isEmpty()) {
            words.add("nsenter");
            words.add("--net=" + path);
        }
        words.addAll(List.of(command));
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Netns netns && path.equals(netns.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "own" : path;
    }
}
