package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import java.util.function.Supplier;

/** Who says which parsers may serve, and hears what became of each. Framework threads. */
public interface Admission {
    /** Lets everybody in and forgets about it. */
    Admission EVERYBODY = new Admission() {
        @Override
        public void ask(ProtocolParser parser, Supplier<ParserSet> current, Runnable serve) {
            serve.run();
        }

        @Override
        public void onServing(ProtocolParser parser) {
        }

        @Override
        public void onWaiting(ProtocolParser parser, String reason) {
        }

        @Override
        public void onGone(ProtocolParser parser) {
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

    /** It serves new flows from now on. */
    void onServing(ProtocolParser parser);

    /** It cannot serve as long as the others are there; {@code reason} is a sentence. */
    void onWaiting(ProtocolParser parser, String reason);

    /** It is gone, whether it served or not. */
    void onGone(ProtocolParser parser);
}
