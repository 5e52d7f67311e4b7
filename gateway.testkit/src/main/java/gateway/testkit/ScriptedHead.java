package gateway.testkit;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A head that grows packet by packet, as classification sees it. */
public final class ScriptedHead implements Head {
    private record Seen(Direction direction, byte[] bytes, int wireLength) {
    }

    private final Transport transport;
    private final List<Seen> seen = new ArrayList<>();

    /** An empty head; add a packet before anybody looks at it. */
    public ScriptedHead(Transport transport) {
        this.transport = transport;
    }

    /** The first packets of a script, {@value Head#MAX_PACKETS} at most. */
    public static ScriptedHead of(FlowScript script) {
        ScriptedHead head = new ScriptedHead(script.flow().transport());
        script.payloads().stream().limit(MAX_PACKETS).forEach(p -> head.add(p.direction(), p.bytes()));
        return head;
    }

    /** The next packet, wholly there. */
    public ScriptedHead add(Direction direction, byte[] bytes) {
        return add(direction, bytes, bytes.length);
    }

    /** The next packet, of which a short copy shows the first {@code captured} bytes. */
    public ScriptedHead add(Direction direction, byte[] bytes, int captured) {
        if (full()) {
            throw new IllegalStateException("classification looks at " + MAX_PACKETS + " packets");
        }
        int there = Math.min(captured, bytes.length);
        seen.add(new Seen(direction, Arrays.copyOf(bytes, there), bytes.length));
        return this;
    }

    /** Whether classification has seen all that it looks at. */
    public boolean full() {
        return seen.size() == MAX_PACKETS;
    }

    @Override
    public int packets() {
        return seen.size();
    }

    @Override
    public Direction direction(int index) {
        return seen.get(index).direction;
    }

    @Override
    public ByteView payload(int index) {
        return ByteView.of(seen.get(index).bytes);
    }

    @Override
    public int payloadLength(int index) {
        return seen.get(index).wireLength;
    }

    @Override
    public ByteView stream(Direction direction) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Seen packet : seen) {
            if (packet.direction == direction) {
                stream.writeBytes(packet.bytes);
                if (transport == Transport.UDP || packet.bytes.length < packet.wireLength) {
                    break;
                }
            }
        }
        return ByteView.of(stream.toByteArray());
    }
}
