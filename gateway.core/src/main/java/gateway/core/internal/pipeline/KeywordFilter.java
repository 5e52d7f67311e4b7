package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;
import gateway.core.internal.keyword.Overwriting;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.KeywordFinding;
import gateway.core.internal.policy.KeywordFinding.Place;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.TextKind;
import gateway.core.internal.source.RawPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks policy about everything that people write, and carries out what it wants: a flow is refused, or keywords are
 * overwritten in the packet that holds them. What cannot be overwritten in full, since a part of the text has passed
 * or does not stand on the wire in one piece, is refused instead. One worker thread; for each packet {@link #onEvent}
 * any number of times, then {@link #prepare}.
 */
final class KeywordFilter {
    private record Found(ManagedFlow flow, KeywordFinding finding, WireText text) {
    }

    private final Counters counters;
    private final FlowObserver observer;
    private final LongSupplier timeOfDay;
    private final List<Found> toOverwrite = new ArrayList<>();

    KeywordFilter(Counters counters, FlowObserver observer, LongSupplier timeOfDay) {
        this.counters = counters;
        this.observer = observer;
        this.timeOfDay = timeOfDay;
    }

    /** Whether a flow has to be read on for what may be said in it, or for what may be repeated in it. */
    boolean reads(ManagedFlow flow, Policy policy) {
        return flow.overwritten != null
            || flow.readable() && !OperatorRuling.isOne(flow.ruling)
            && policy.reads(flow, flow.requestedName, timeOfDay.getAsLong());
    }

    /** The same for a rule that overwrites what it finds: the flow may be changed. */
    boolean overwrites(ManagedFlow flow, Policy policy) {
        return policy.overwrites(flow, flow.requestedName, timeOfDay.getAsLong());
    }

    /** Something was read in a flow. */
    void onEvent(ManagedFlow flow, String application, DissectionEvent event, Policy policy) {
        TextKind kind = policy.asksKeywords() ? TextKind.of(event) : null;
        if (kind == null || flow.refused() || OperatorRuling.isOne(flow.ruling)) {
            return;
        }
        WireText text = TextKind.textOf(event);
        for (KeywordFinding finding : policy.heard(flow, application, kind, text.value(), flow.requestedName,
            timeOfDay.getAsLong())) {
            if (event instanceof DissectionEvent.MessagePart && !finding.overwrites() && !finding.refuses()) {
                continue;
            }
            counters.keywords++;
            if (finding.overwrites()) {
                toOverwrite.add(new Found(flow, finding, text));
            } else {
                observer.onKeyword(flow, application, finding, finding.reason());
                if (finding.refuses()) {
                    refuse(flow, finding, finding.reason(), policy);
                }
            }
        }
    }

    /**
     * What a message that is not complete seems to say, by its bytes as they are: a keyword of a rule that refuses.
     * Null for none. The message is judged when it is complete; until then nobody is to have what looks like that.
     */
    KeywordFinding suspicion(ManagedFlow flow, ByteView bytes, Policy policy) {
        return suspicion(flow, bytes, policy, false);
    }

    /** The same, where {@code any} also of a rule that overwrites: one that cannot, for it has to decide now. */
    KeywordFinding suspicion(ManagedFlow flow, ByteView bytes, Policy policy, boolean any) {
        long now = timeOfDay.getAsLong();
        byte[] copy = bytes.copy(0, bytes.length());
        String wide = new String(copy, StandardCharsets.UTF_8).replace("\0", "");
        String narrow = new String(copy, StandardCharsets.ISO_8859_1).replace("\0", "");
        for (TextKind kind : TextKind.values()) {
            for (String text : wide.equals(narrow) ? List.of(wide) : List.of(wide, narrow)) {
                for (KeywordFinding finding : policy.heard(flow, flow.application(), kind, text, flow.requestedName,
                    now)) {
                    if (any || finding.refuses()) {
                        return finding;
                    }
                }
            }
        }
        return null;
    }

    /** A message that seems to say a keyword, if it does, cannot be waited for any longer. */
    void onSuspicion(ManagedFlow flow, KeywordFinding finding, Policy policy) {
        if (finding != null && !flow.refused()) {
            String reason = finding.reason() + ", in a message that was not completed";
            observer.onKeyword(flow, flow.application(), finding, reason);
            refuse(flow, finding, reason, policy);
        }
    }

    /** The packet was read: what is to be overwritten is looked for in it. Flow rulings change here at the latest. */
    void prepare(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet, Policy policy) {
        for (Found found : toOverwrite) {
            if (flow.refused()) {
                break;
            }
            if (found.flow != flow) {
                // The end of another flow brought it to light, too late to change anything.
                continue;
            }
            Optional<List<Overwriting.Patch>> patches = patches(flow, found, direction, raw, packet);
            boolean kept = patches.isPresent() && keep(flow, found, direction, raw, packet, patches.get());
            String reason = found.finding.reason()
                + (kept ? ", overwritten" : ", refused: it cannot be overwritten in full");
            observer.onKeyword(flow, flow.application(), found.finding, reason);
            if (kept) {
                counters.overwrittenTexts++;
            } else {
                refuse(flow, found.finding, reason, policy);
            }
        }
        toOverwrite.clear();
    }

    private void refuse(ManagedFlow flow, KeywordFinding finding, String reason, Policy policy) {
        flow.said = finding;
        flow.ruling = finding.refusal();
        flow.policyVersion = policy.version();
        flow.announcedRuling = true;
        observer.onDecision(flow, new Decision(Action.BLOCK, finding.rule().name(), reason));
    }

    /** Empty where a part of the text has gone on. */
    private static Optional<List<Overwriting.Patch>> patches(ManagedFlow flow, Found found, Direction direction,
                                                              RawPacket raw, Packet packet) {
        WireText text = found.text;
        return text.placed() && found.finding.complete()
            ? PacketChanges.inHand(flow, direction, raw, packet, flow.payloadAt(), text.offset(), text.length())
                .flatMap(bytes -> patches(found, bytes))
            : Optional.empty();
    }

    private static Optional<List<Overwriting.Patch>> patches(Found found, byte[] wire) {
        List<Place> places = found.finding.places();
        int[] pairs = new int[places.size() * 2];
        for (int i = 0; i < places.size(); i++) {
            pairs[i * 2] = places.get(i).from();
            pairs[i * 2 + 1] = places.get(i).to();
        }
        return Overwriting.of(found.text, wire, pairs, found.finding.rule().keywords().filler());
    }

    private static boolean keep(ManagedFlow flow, Found found, Direction direction, RawPacket raw, Packet packet,
                                List<Overwriting.Patch> patches) {
        return patches.stream().allMatch(patch -> PacketChanges.change(flow, direction, raw, packet,
            flow.payloadAt(), found.text.offset() + patch.offset(), patch.bytes()));
    }
}
