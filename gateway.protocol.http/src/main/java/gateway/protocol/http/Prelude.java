package gateway.protocol.http;

import gateway.api.packet.ByteView;

/** What may stand in front of a direction's first message: the talk with a proxy, or a greeting. */
final class Prelude {
    private Prelude() {
    }

    /** Its length, 0 if there is none, or {@link Socks#INCOMPLETE}. */
    static int length(ByteView stream) {
        int negotiation = Socks.length(stream);
        return negotiation == 0 ? Push.length(stream) : negotiation;
    }
}
