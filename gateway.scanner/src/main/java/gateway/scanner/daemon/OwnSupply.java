package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Signatures;
import gateway.scanner.clamd.ClamdAddress;
import gateway.scanner.signature.SignatureFolder;
import gateway.scanner.signature.Survey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clamd of ours. It loads the system's signatures, where freshclam keeps them, or a small set of test signatures
 * while there are none.
 */
public final class OwnSupply implements Supply {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSupply.class);
    private static final String SMALL_SET = "p2padm-test.ndb";

    private final Path work;
    private final SignatureFolder system;
    private final Limits limits;
    private final int overlapMost;
    private volatile Signatures signatures = new Signatures("", -1, -1);
    private volatile int overlapBytes;
    private OwnClamd clamd;
    private SignatureFolder loaded;
    private String fingerprint = "";
    private String seen = "";

    /**
     * Nothing happens before it is started.
     *
     * @param work the gateway's work directory
     * @param system the folder of the system's signatures
     * @param overlapMost how many bytes windows share at most
     */
    public OwnSupply(Path work, Path system, Limits limits, int overlapMost) {
        this.work = work;
        this.system = new SignatureFolder(system);
        this.limits = limits;
        this.overlapMost = overlapMost;
        overlapBytes = overlapMost;
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public void start() throws IOException {
        if (clamd == null) {
            clamd = new OwnClamd(work);
        }
        loaded = system.holdsAny() ? system : smallSet();
        fingerprint = loaded.fingerprint();
        seen = fingerprint;
        clamd.start(loaded.path(), limits);
        survey();
    }

    private SignatureFolder smallSet() throws IOException {
        try (InputStream in = OwnSupply.class.getResourceAsStream("/signatures/" + SMALL_SET)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return new SignatureFolder(clamd.write("signatures/" + SMALL_SET, text).getParent());
        }
    }

    /** While clamd loads them. */
    private void survey() {
        Survey found = loaded.survey();
        boolean small = loaded != system;
        signatures = new Signatures(small ? "test signatures only, since there are none in " + system.path()
            : system.path().toString(), found.count(), small ? -1 : found.dateMillis(), small);
        overlapBytes = (int) Math.min(overlapMost, Math.max(0, found.longestSpan() - 1));
        LOG.info("signatures: {} of {}; windows share {} bytes", found.count(), signatures.source(), overlapBytes);
    }

    @Override
    public boolean alive() {
        return clamd != null && clamd.alive();
    }

    @Override
    public ClamdAddress address() {
        return new ClamdAddress.Unix(clamd.socket());
    }

    @Override
    public String ending() {
        return clamd.ending();
    }

    @Override
    public void kill() {
        clamd.kill();
    }

    @Override
    public void stop() {
        if (clamd != null) {
            clamd.stop();
        }
    }

    /** Files that are just being written are left until they have been the same for two looks. */
    @Override
    public Change look() {
        if (loaded != system && system.holdsAny()) {
            return settled(system.fingerprint()) ? Change.RESTART : Change.NONE;
        }
        String now = loaded.fingerprint();
        if (now.equals(fingerprint) || !settled(now)) {
            return Change.NONE;
        }
        fingerprint = now;
        survey();
        return system.holdsAny() || loaded != system ? Change.RELOAD : Change.RESTART;
    }

    private boolean settled(String now) {
        boolean same = now.equals(seen);
        seen = now;
        return same;
    }

    @Override
    public Signatures signatures() {
        return signatures;
    }

    @Override
    public int overlapBytes() {
        return overlapBytes;
    }

    @Override
    public void close() {
        if (clamd != null) {
            try {
                clamd.close();
            } catch (IOException e) {
                LOG.warn("what clamd left could not be deleted: {}", e.getMessage());
            }
        }
    }
}
