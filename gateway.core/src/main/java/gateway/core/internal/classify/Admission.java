package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import java.util.function.Supplier;

/** Who says which parsers may serve, and hears what became of each. Framework threads, and the quarantine's. */
public interface Admission {
    /** Lets everybody in and forgets about it. */
    Admission EVERYBODY = new Admission() {
        @Override
        public void ask(ProtocolParser parser, Supplier<ParserSet> current, Runnable serve) {
            serve.run();
        }

        @Override
        public void onServing(ProtocolParser parser, String id) {
        }

        @Override
        public void onWaiting(ProtocolParser parser, String id, String reason) {
        }

        @Override
        public void onRefused(ProtocolParser parser, String reason) {
        }

        @Override
        public void onQuarantined(ProtocolParser parser, String id, String reason, Runnable readmission) {
        }

        @Override
        public void onError(ProtocolParser parser) {
        }

        @Override
        public void onGone(ProtocolParser parser, int orphaned) {
        }
    };

    /**
     * A parser has come.
     *
     * @param current the parsers that serve when it is called
     * @param serve lets the parser serve: called before this returns, or later on another thread, or never; without
     *     effect once the parser is gone
     */
    void ask(ProtocolParser parser, Supplier<ParserSet> current, Runnable serve);

    /** It serves new flows from now on; {@code id} is the application, as it said when it was asked once for all. */
    void onServing(ProtocolParser parser, String id);

    /** It cannot serve as long as the others are there; {@code reason} is a sentence. */
    void onWaiting(ProtocolParser parser, String id, String reason);

    /** It cannot serve at all, or did not answer when it was asked what it is; {@code reason} is a sentence. */
    void onRefused(ProtocolParser parser, String reason);

    /**
     * It served and failed, and is out.
     *
     * @param reason a sentence
     * @param readmission lets it serve again; without effect once the parser is gone
     */
    void onQuarantined(ProtocolParser parser, String id, String reason, Runnable readmission);

    /** It threw. Workers' threads: no lock, no wait. */
    void onError(ProtocolParser parser);

    /**
     * It is gone, whether it served or not, and must not be called any more, not even for its id.
     *
     * @param orphaned how many flows it had been reading
     */
    void onGone(ProtocolParser parser, int orphaned);
}
