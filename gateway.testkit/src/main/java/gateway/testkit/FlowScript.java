package gateway.testkit;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A flow written down: what each side sends, packet by packet. Immutable; every method answers a new script.
 *
 * @param flow whose packets these are
 * @param steps what happens, in order
 */
public record FlowScript(FakeFlow flow, List<Step> steps) {
    /** Copies the list. */
    public FlowScript {
        steps = List.copyOf(steps);
    }

    /** Something that happens to a flow. */
    public sealed interface Step {
        /** Which way. */
        Direction direction();
    }

    /** A packet with payload. */
    public record Payload(Direction direction, byte[] bytes) implements Step {
    }

    /** Bytes that will never come; 0 where nobody knows how many. */
    public record Gap(Direction direction, long missing) implements Step {
    }

    /** An empty script over TCP. */
    public static FlowScript tcp() {
        return new FlowScript(FakeFlow.of(Transport.TCP), List.of());
    }

    /** An empty script over UDP. */
    public static FlowScript udp() {
        return new FlowScript(FakeFlow.of(Transport.UDP), List.of());
    }

    /** The same packets on another flow. */
    public FlowScript on(FakeFlow other) {
        return new FlowScript(other, steps);
    }

    /** The client sends a packet. */
    public FlowScript toServer(byte[] bytes) {
        return then(new Payload(Direction.TO_SERVER, bytes));
    }

    /** The client sends a packet of text, one character a byte (ISO 8859-1). */
    public FlowScript toServer(String text) {
        return toServer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The server sends a packet. */
    public FlowScript toClient(byte[] bytes) {
        return then(new Payload(Direction.TO_CLIENT, bytes));
    }

    /** The server sends a packet of text, one character a byte (ISO 8859-1). */
    public FlowScript toClient(String text) {
        return toClient(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes are lost for good. */
    public FlowScript gap(Direction direction, long missing) {
        return then(new Gap(direction, missing));
    }

    /** How many bytes of payload both sides send together. */
    public int length() {
        return payloads().stream().mapToInt(p -> p.bytes().length).sum();
    }

    /** The packets, gaps left out. */
    public List<Payload> payloads() {
        return steps.stream().filter(Payload.class::isInstance).map(Payload.class::cast).toList();
    }

    /** The same bytes, the packet that holds byte {@code position} of all payload cut in two there. TCP only. */
    public FlowScript cutAt(int position) {
        List<Step> cut = new ArrayList<>();
        int at = position;
        for (Step step : steps) {
            int length = step instanceof Payload p ? p.bytes().length : 0;
            if (step instanceof Payload p && at > 0 && at < length) {
                cut.add(part(p, 0, at));
                cut.add(part(p, at, length));
            } else {
                cut.add(step);
            }
            at -= length;
        }
        return cutting(cut);
    }

    /** The same bytes in packets of at most {@code size} bytes. TCP only. */
    public FlowScript inPiecesOf(int size) {
        List<Step> pieces = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Payload p) {
                for (int at = 0; at < p.bytes().length; at += size) {
                    pieces.add(part(p, at, Math.min(at + size, p.bytes().length)));
                }
            } else {
                pieces.add(step);
            }
        }
        return cutting(pieces);
    }

    /** The same bytes, neighbouring packets of one direction merged, as segmentation offload does. TCP only. */
    public FlowScript merged() {
        List<Step> merged = new ArrayList<>();
        for (Step step : steps) {
            Step before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (step instanceof Payload p && before instanceof Payload b && b.direction() == p.direction()) {
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                both.writeBytes(b.bytes());
                both.writeBytes(p.bytes());
                merged.set(merged.size() - 1, new Payload(p.direction(), both.toByteArray()));
            } else {
                merged.add(step);
            }
        }
        return cutting(merged);
    }

    /** The same packets with other bytes. */
    public FlowScript map(UnaryOperator<byte[]> change) {
        List<Step> changed = new ArrayList<>();
        for (Step step : steps) {
            changed.add(step instanceof Payload p ? new Payload(p.direction(), change.apply(p.bytes())) : step);
        }
        return new FlowScript(flow, changed);
    }

    FlowScript then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new FlowScript(flow, longer);
    }

    private FlowScript cutting(List<Step> pieces) {
        if (flow.transport() != Transport.TCP) {
            throw new IllegalStateException("datagrams are neither cut nor merged");
        }
        return new FlowScript(flow, pieces);
    }

    private static Payload part(Payload whole, int from, int to) {
        return new Payload(whole.direction(), Arrays.copyOfRange(whole.bytes(), from, to));
    }
}
