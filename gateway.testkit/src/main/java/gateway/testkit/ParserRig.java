package gateway.testkit;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Detection.Certainty;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plays scripts to parsers the way core does: signatures first, then {@code detect} over a growing head, then a
 * dissector from the first byte on. Parsers over TCP or UDP and parsers over these may be given together.
 */
public final class ParserRig {
    private final List<ProtocolParser> parsers;

    /** A rig of these parsers, in the order in which they are asked. */
    public ParserRig(ProtocolParser... parsers) {
        this.parsers = List.of(parsers);
    }

    /**
     * How classification ended.
     *
     * @param label the parser's id, {@code unknown} if nobody claimed the flow
     * @param detection the claim, {@link Detection#NO} if there is none
     * @param decidedAt the payload packet (from 1) that brought it, 0 if there is none
     */
    public record Classification(String label, Detection detection, int decidedAt) {
        static final Classification UNKNOWN = new Classification("unknown", Detection.NO, 0);

        /** The rule that settled it, empty if there is none. */
        public String rule() {
            return detection.rule();
        }

        /** Whether it is proven. */
        public boolean certain() {
            return detection.certainty() == Certainty.CERTAIN;
        }
    }

    /** Classifies by the transport's payload alone, layers above left out. */
    public Classification classify(FlowScript script) {
        return classify(script, Integer.MAX_VALUE);
    }

    /** The same with no more than {@code copied} bytes of each packet to be seen. */
    public Classification classify(FlowScript script, int copied) {
        Flow flow = script.flow();
        List<Candidate> candidates = new ArrayList<>();
        for (ProtocolParser parser : parsers) {
            if (parser.over().contains(flow.transport().id())) {
                candidates.add(new Candidate(parser));
            }
        }
        ScriptedHead head = new ScriptedHead(flow.transport());
        Classification likely = Classification.UNKNOWN;
        for (FlowScript.Payload packet : script.payloads()) {
            if (head.full()) {
                break;
            }
            head.add(packet.direction(), packet.bytes(), copied);
            for (Candidate candidate : candidates) {
                Detection answer = candidate.ask(flow, head);
                if (answer.certainty() == Certainty.CERTAIN) {
                    return new Classification(candidate.parser.id(), answer, head.packets());
                }
                if (answer.certainty() == Certainty.LIKELY && likely == Classification.UNKNOWN) {
                    likely = new Classification(candidate.parser.id(), answer, head.packets());
                }
            }
        }
        return likely;
    }

    /**
     * Reads a whole flow with the dissector of the first parser; its messages go to the parsers over it. Says what
     * the layers above claimed first through {@link Reading#above}.
     */
    public Reading read(FlowScript script) {
        Reading reading = new Reading(script.flow(), parsers);
        for (FlowScript.Step step : script.steps()) {
            if (step instanceof FlowScript.Payload packet) {
                reading.onPacket(packet.direction(), packet.bytes());
            } else if (step instanceof FlowScript.Gap gap) {
                reading.onGap(gap.direction(), gap.missing());
            }
        }
        reading.end();
        return reading;
    }

    /**
     * Holds if the same is said however the bytes are cut: merged, as written, byte by byte, and cut in two at
     * every point.
     *
     * @return what is said
     */
    public List<Object> sameHoweverCut(FlowScript script) {
        List<Object> expected = read(script).sink().transcript();
        compare(expected, script.merged(), "merged");
        compare(expected, script.inPiecesOf(1), "byte by byte");
        for (int position = 1; position < script.length(); position++) {
            compare(expected, script.cutAt(position), "cut at " + position);
        }
        return expected;
    }

    private void compare(List<Object> expected, FlowScript script, String how) {
        List<Object> actual = read(script).sink().transcript();
        if (!expected.equals(actual)) {
            throw new AssertionError(how + ":\n expected " + expected + "\n but was  " + actual);
        }
    }

    /** A parser and whether it wants to be asked without a signature. */
    private static final class Candidate {
        final ProtocolParser parser;
        private final List<Signature> signatures;
        private boolean waiting;

        Candidate(ProtocolParser parser) {
            this.parser = parser;
            this.signatures = parser.signatures();
        }

        Detection ask(Flow flow, ScriptedHead head) {
            ByteView newest = head.payload(head.newest());
            if (!waiting && !SignatureCheck.anyMatches(signatures, flow.transport(), newest)) {
                return Detection.NO;
            }
            Detection answer = parser.detect(flow, head);
            waiting = answer.certainty() == Certainty.NEED_MORE || answer.certainty() == Certainty.LIKELY;
            return answer;
        }
    }

    /** Bytes that a dissector did not consume yet, of one direction. */
    static final class Unconsumed {
        private byte[] bytes = {};
        private int needed;

        /** What to hand over now that this came too; null while less than what was asked for is there. */
        byte[] with(byte[] more) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + more.length);
            System.arraycopy(more, 0, bytes, before, more.length);
            return bytes.length < needed ? null : bytes.clone();
        }

        void keepFrom(int consumed, int needed) {
            bytes = Arrays.copyOfRange(bytes, consumed, bytes.length);
            this.needed = needed;
        }

        int length() {
            return bytes.length;
        }

        static Unconsumed[] bothWays() {
            Unconsumed[] ways = new Unconsumed[Direction.values().length];
            Arrays.setAll(ways, i -> new Unconsumed());
            return ways;
        }
    }
}
