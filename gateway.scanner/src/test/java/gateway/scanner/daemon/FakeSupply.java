package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Signatures;
import gateway.scanner.clamd.ClamdAddress;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A clamd that is ours as far as anybody can tell: the test says when it is started, lives and dies. */
final class FakeSupply implements Supply {
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger kills = new AtomicInteger();
    final AtomicInteger stops = new AtomicInteger();
    volatile boolean alive;
    volatile boolean installed = true;
    volatile boolean startable = true;
    volatile Change change = Change.NONE;
    private final ClamdAddress address;

    FakeSupply(ClamdAddress address) {
        this.address = address;
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public void start() throws IOException {
        if (!installed) {
            throw new IOException("clamd is not installed");
        }
        starts.incrementAndGet();
        alive = startable;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public ClamdAddress address() {
        return address;
    }

    @Override
    public String ending() {
        return "clamd ended with status 1";
    }

    @Override
    public void kill() {
        kills.incrementAndGet();
        alive = false;
    }

    @Override
    public void stop() {
        stops.incrementAndGet();
        alive = false;
    }

    @Override
    public Change look() {
        Change now = change;
        change = Change.NONE;
        return now;
    }

    @Override
    public Signatures signatures() {
        return new Signatures("", -1, -1);
    }

    @Override
    public int overlapBytes() {
        return 0;
    }

    @Override
    public void close() {
        alive = false;
    }
}
