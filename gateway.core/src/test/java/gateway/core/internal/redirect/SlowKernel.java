package gateway.core.internal.redirect;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Writes down what it is told, as soon as the test lets it. */
public final class SlowKernel implements RedirectKernel {
    /** Held by a test while the kernel is not to get on. */
    public final Lock busy = new ReentrantLock();
    /** {@code begin}, {@code end} and {@code forget} with the far peer, in order. */
    public final List<String> told = Collections.synchronizedList(new ArrayList<>());
    /** Whether it takes nothing. */
    public volatile boolean refuses;

    @Override
    public void change(List<Redirection> ended, List<Redirection> begun, int seconds) throws IOException {
        busy.lock();
        busy.unlock();
        if (refuses) {
            throw new IOException("no room");
        }
        ended.forEach(each -> told.add("end " + each.far()));
        begun.forEach(each -> told.add("begin " + each.far()));
    }

    @Override
    public void forget(int protocol, IpAddress client, int clientPort, Endpoint far) {
        told.add("forget " + protocol + " " + clientPort + " " + far);
    }

    @Override
    public void close() {
    }
}
