package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Signatures;
import gateway.scanner.clamd.ClamdAddress;

/**
 * A clamd that somebody else keeps.
 *
 * @param address where it listens
 * @param overlapBytes how many bytes windows share, since nobody tells which signatures it has
 */
public record OtherSupply(ClamdAddress address, int overlapBytes) implements Supply {
    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public void start() {
        // Its owner's business, as is everything else.
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public String ending() {
        return "";
    }

    @Override
    public void kill() {
        // Not ours to kill.
    }

    @Override
    public void stop() {
        // Not ours to stop.
    }

    @Override
    public Change look() {
        return Change.NONE;
    }

    @Override
    public Signatures signatures() {
        return new Signatures("those of the clamd at " + address, -1, -1);
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
