package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import gateway.localizer.choice.Admission;
import java.util.Arrays;
import java.util.Optional;

/**
 * A payload that confirms a layout. Immutable; the array is not written to.
 *
 * @param form how its peers stand in it
 * @param bytes the payload
 * @param places where addresses of contacted peers stand, in ascending order, {@code stride} or a multiple apart
 * @param stride the largest that explains them
 */
record Sample(EntryForm form, byte[] bytes, int[] places, int stride) {
    /** Shorter lists prove little. */
    static final int LEAST_ENTRIES = 4;
    /** So many of a hundred places have to be explained; others may be there by chance. */
    private static final int EXPLAINED = 90;
    private static final int ALL = 100;

    /**
     * Looks for the stride. Empty if there is none that explains enough places.
     *
     * @param places where addresses were found, in any order
     * @param least how many it has to explain
     */
    static Optional<Sample> of(EntryForm form, byte[] bytes, int[] places, int least) {
        int[] sorted = Arrays.stream(places).sorted().distinct().toArray();
        int most = 0;
        for (int stride = Layout.LEAST_STRIDE; stride <= Layout.MOST_STRIDE; stride++) {
            most = Math.max(most, explained(sorted, stride)[1]);
        }
        for (int stride = Layout.MOST_STRIDE; stride >= Math.max(Layout.LEAST_STRIDE, form.to() - form.from());
                stride--) {
            int[] best = explained(sorted, stride);
            if (best[1] >= least && ALL * best[1] >= EXPLAINED * most) {
                int distance = stride;
                int[] kept = Arrays.stream(sorted).filter(at -> at % distance == best[0]).toArray();
                return Optional.of(new Sample(form, bytes, kept, stride));
            }
        }
        return Optional.empty();
    }

    /** Which remainder the most places have, and how many. */
    private static int[] explained(int[] places, int stride) {
        int[] counts = new int[stride];
        int best = 0;
        for (int at : places) {
            counts[at % stride]++;
            best = counts[at % stride] > counts[best] ? at % stride : best;
        }
        return new int[] {best, counts[best]};
    }

    ByteView view() {
        return ByteView.of(bytes);
    }

    int firstPlace() {
        return places[0];
    }

    int lastPlace() {
        return places[places.length - 1];
    }

    /** How many peers stand one behind the other from the first that was contacted on. */
    int run(Admission admission) {
        ByteView view = view();
        int entries = 0;
        for (int at = firstPlace(); form.fits(at, bytes.length) && admission.admits(form.read(view, at));
                at += stride) {
            entries++;
        }
        return entries;
    }

    /** Whether at least three of four entries between two places hold peers, if entries are so far apart. */
    boolean holdsPeers(int from, int to, int distance, Admission admission) {
        ByteView view = view();
        int entries = 0;
        int peers = 0;
        for (int at = from; at <= to; at += distance) {
            entries++;
            peers += form.fits(at, bytes.length) && admission.admits(form.read(view, at)) ? 1 : 0;
        }
        return 4 * peers >= 3 * entries;
    }
}
