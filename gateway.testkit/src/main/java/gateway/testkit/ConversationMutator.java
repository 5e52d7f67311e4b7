package gateway.testkit;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.testkit.FlowScript.Gap;
import gateway.testkit.FlowScript.Payload;
import gateway.testkit.FlowScript.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes hostile conversations out of good ones, always the same from one seed: bytes, numbers and lines are changed,
 * packets cut elsewhere, joined, lost, repeated, swapped, turned round, and mixed with those of other conversations.
 */
public final class ConversationMutator {
    /** No packet is longer: what segmentation offload merges at most, and what a datagram holds. */
    public static final int MAX_PACKET = 65_507;
    private static final int MAX_CHANGES = 4;
    private static final int MAX_GAP = 70_000;
    /** Merging, cutting and inserting together may not go on for ever. */
    private static final int MAX_STEPS = 4096;
    private static final int MAX_PIECES = 512;

    private final SplittableRandom random;
    private final Mutator bytes;
    private final FieldMutator fields;

    /** A mutator of its own sequence. */
    public ConversationMutator(long seed) {
        random = new SplittableRandom(seed);
        bytes = new Mutator(random.nextLong());
        fields = new FieldMutator(random.split());
    }

    /** A number from 0 to {@code below - 1}, of the same sequence. */
    public int number(int below) {
        return random.nextInt(below);
    }

    /**
     * A conversation with a few changes, on the same flow.
     *
     * @param donors whose packets may be mixed in
     */
    public FlowScript mutate(FlowScript original, List<FlowScript> donors) {
        List<Step> steps = new ArrayList<>(original.steps());
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            change(steps, donors.get(random.nextInt(donors.size())));
        }
        if (original.flow().transport() == Transport.TCP && random.nextInt(3) == 0) {
            steps = recut(new FlowScript(original.flow(), steps)).steps();
        }
        return new FlowScript(original.flow(), limited(steps));
    }

    private void change(List<Step> steps, FlowScript donor) {
        int at = steps.isEmpty() ? 0 : random.nextInt(steps.size());
        switch (steps.isEmpty() ? 0 : random.nextInt(16)) {
            case 0 -> steps.add(at, new Payload(any(Direction.values()), packetOf(donor)));
            case 1 -> steps.remove(at);
            case 2 -> steps.add(at, steps.get(random.nextInt(steps.size())));
            case 3 -> Collections.swap(steps, at, random.nextInt(steps.size()));
            case 4 -> steps.add(at, new Gap(any(Direction.values()), random.nextInt(4) == 0 ? 0
                : 1 + random.nextInt(MAX_GAP)));
            case 5 -> steps.set(at, turned(steps.get(at)));
            case 6 -> steps.set(at, changed(steps.get(at), packet -> spliced(packet, packetOf(donor))));
            case 7, 8, 9 -> steps.set(at, changed(steps.get(at), fields::mutate));
            default -> steps.set(at, changed(steps.get(at), bytes::mutate));
        }
    }

    private interface Change {
        byte[] of(byte[] packet);
    }

    private static Step changed(Step step, Change change) {
        return step instanceof Payload packet ? new Payload(packet.direction(), change.of(packet.bytes())) : step;
    }

    private static Step turned(Step step) {
        return step instanceof Payload packet ? new Payload(packet.direction().reverse(), packet.bytes())
            : new Gap(step.direction().reverse(), ((Gap) step).missing());
    }

    private byte[] spliced(byte[] front, byte[] back) {
        int keep = random.nextInt(front.length + 1);
        int from = random.nextInt(back.length + 1);
        byte[] both = Arrays.copyOf(front, keep + back.length - from);
        System.arraycopy(back, from, both, keep, back.length - from);
        return both;
    }

    private byte[] packetOf(FlowScript script) {
        List<Step> steps = script.steps();
        Step step = steps.isEmpty() ? null : steps.get(random.nextInt(steps.size()));
        return step instanceof Payload packet ? packet.bytes() : new byte[0];
    }

    private FlowScript recut(FlowScript script) {
        int length = script.length();
        return switch (random.nextInt(4)) {
            case 0 -> script.merged();
            case 1 -> script.inPiecesOf(1 + random.nextInt(8) + length / MAX_PIECES);
            case 2 -> script.inPiecesOf(1 + random.nextInt(1448) + length / MAX_PIECES);
            default -> script.cutAt(random.nextInt(length + 1)).cutAt(random.nextInt(length + 1));
        };
    }

    /** Packets that can be, and no empty ones. */
    private static List<Step> limited(List<Step> steps) {
        List<Step> possible = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Payload packet && packet.bytes().length > MAX_PACKET) {
                possible.add(new Payload(packet.direction(), Arrays.copyOf(packet.bytes(), MAX_PACKET)));
            } else if (!(step instanceof Payload packet) || packet.bytes().length > 0) {
                possible.add(step);
            }
        }
        return possible.size() > MAX_STEPS ? possible.subList(0, MAX_STEPS) : possible;
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
