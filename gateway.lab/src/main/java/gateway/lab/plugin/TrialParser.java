package gateway.lab.plugin;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Knows a protocol whose packets begin with a word, and does with them what it was made for. */
public final class TrialParser implements ProtocolParser {
    private static final int SLOW_MILLIS = 20;

    private final Presence presence = new Presence();

    /** For the component's description. */
    public TrialParser() {
        if (presence.setting("behaviour").equals("refuse")) {
            throw new IllegalStateException("it does not want to be");
        }
    }

    /** It is being taken away. */
    public void close() {
        presence.leave();
    }

    @Override
    public String id() {
        presence.called();
        return presence.setting("id");
    }

    @Override
    public Set<String> over() {
        return Set.of("tcp", "udp");
    }

    @Override
    public List<Signature> signatures() {
        presence.called();
        byte[] word = presence.setting("word").getBytes(StandardCharsets.ISO_8859_1);
        return List.of(Signature.at("trial-tcp", Transport.TCP, 0, word),
            Signature.at("trial-udp", Transport.UDP, 0, word));
    }

    @Override
    public Detection detect(Flow flow, Head head) {
        presence.called();
        switch (presence.setting("behaviour")) {
            case "throw" -> throw new IllegalStateException("it cannot read this");
            case "loop" -> Presence.loop();
            case "slow" -> Presence.dawdle(SLOW_MILLIS);
            default -> {
                return Detection.certain("trial").announcing();
            }
        }
        return Detection.NO;
    }

    @Override
    public Dissector open(Flow flow, DissectionSink sink) {
        presence.called();
        return new Dissector() {
            @Override
            public Progress onData(Direction direction, ByteView bytes) {
                presence.called();
                return Progress.OK;
            }

            @Override
            public void onClose(CloseReason reason) {
                presence.called();
            }
        };
    }
}
