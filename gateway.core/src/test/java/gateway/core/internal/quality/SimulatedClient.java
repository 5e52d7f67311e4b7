package gateway.core.internal.quality;

import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.packet.IpAddress;
import gateway.core.internal.policy.Localizing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A client whose rate depends on how many far peers it is left. It asks for peers all the time. */
final class SimulatedClient {
    static final int SECONDS = 10;

    final ClientLedger ledger;
    final ClientKey who;
    /** How many far peers it was left, after each interval. */
    final List<Integer> left = new ArrayList<>();
    Localizing localizing;
    /** Bytes a second, by how many far peers it has. */
    IntToDoubleFunction rate;
    boolean asks = true;
    FarPeers farPeers = FarPeers.AS_RULED;
    double farShare = 0.5;

    SimulatedClient(ClientLedger ledger, int number, Localizing localizing, IntToDoubleFunction rate) {
        this.ledger = ledger;
        this.who = new ClientKey(IpAddress.v4(0x0a000000 + number), "film");
        this.localizing = localizing;
        this.rate = rate;
    }

    static Localizing rule(int farPeers, int controlPercent) {
        return new Localizing(true, false, new RewriteTerms(Way.REPLACE, farPeers), controlPercent, true, SECONDS);
    }

    int farPeers() {
        return localizing == null ? Adaptation.ALL
            : farPeers.of(who, localizing.terms()).farPeers();
    }

    /** An interval passes; the ledger is told what it fetched, not yet that time has passed. */
    void fetch(long nowMillis) {
        long bytes = (long) (rate.applyAsDouble(farPeers()) * SECONDS);
        long far = (long) (bytes * farShare);
        ledger.add(List.of(new Fetched(who, localizing, bytes - far, far, asks ? 1 : 0)), nowMillis);
    }
}
