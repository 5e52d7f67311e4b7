package gateway.localizer.choice;

import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.peer.EndpointIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides one list. What it puts into a place is admitted ({@link Admission}), has the address family of what stood
 * there, is not the client, and stands nowhere else; it comes from the list itself or from the candidates. As little as
 * possible is changed: near peers stay where they are, and what cannot be replaced stays too.
 */
public final class ListChooser {
    private static final long INDEX = 0xffff_ffffL;

    private final Listed listed;
    private final Admission admission;
    private final long seed;
    private final Kind[] kinds;
    private final Endpoint[] entries;
    private final EndpointIndex present;
    private List<Endpoint> left = List.of();

    /**
     * What was decided.
     *
     * @param list what is to stand in it
     * @param left far peers that stay because so many are wanted, those of other lists that stand in this one included
     */
    public record Choice(RewrittenList list, List<Endpoint> left) {
    }

    private enum Kind {
        /** Does not stand there in one piece: nothing else can be put there. */
        FIXED,
        /** The client itself, a private address and the like, or there twice. */
        SPOILT,
        NEAR,
        FAR
    }

    private ListChooser(Listed listed, Admission admission, long seed) {
        this.listed = listed;
        this.admission = admission;
        this.seed = seed;
        int size = listed.places().size();
        kinds = new Kind[size];
        entries = new Endpoint[size];
        present = new EndpointIndex(2 * size, seed);
        take(true);
        take(false);
    }

    /**
     * What is to stand in the places of a list.
     *
     * @param candidates near peers that were announced for the same content, the best first
     * @param kept far peers that the client was left by other lists of the content
     * @param seed the same one leads to the same list; another one keeps other far peers
     */
    public static Choice choose(Listed listed, Admission admission, List<Endpoint> candidates,
            RewriteTerms terms, List<Endpoint> kept, long seed) {
        ListChooser chooser = new ListChooser(listed, admission, seed);
        RewrittenList list = terms.way() == Way.REORDER ? chooser.reordered()
            : chooser.replaced(candidates, terms, kept);
        return new Choice(list, chooser.left);
    }

    /** First those that cannot be changed: what stands a second time among the others is spoilt there. */
    private void take(boolean fixed) {
        for (int place = 0; place < kinds.length; place++) {
            ListedPeer entry = listed.places().get(place);
            if (entry.offset() == ListedPeer.NOWHERE == fixed) {
                boolean good = present.add(entry.peer(), place) < 0 && mayBePut(entry.peer());
                entries[place] = entry.peer();
                kinds[place] = fixed ? Kind.FIXED : !good ? Kind.SPOILT : isFar(place) ? Kind.FAR : Kind.NEAR;
            }
        }
    }

    private boolean isFar(int place) {
        return listed.costs()[place] > listed.near();
    }

    /** How many far peers stand where they stood, in places of one kind, or of all for null. */
    private int farPeers(Kind kind) {
        EndpointIndex counted = new EndpointIndex(kinds.length, seed);
        int far = 0;
        for (int place = 0; place < kinds.length; place++) {
            Endpoint peer = listed.places().get(place).peer();
            if ((kind == null || kinds[place] == kind) && isFar(place) && entries[place] == peer && mayBePut(peer)
                    && counted.add(peer, place) < 0) {
                far++;
            }
        }
        return far;
    }

    private boolean mayBePut(Endpoint peer) {
        return !peer.address().equals(listed.client()) && admission.admits(peer);
    }

    private RewrittenList replaced(List<Endpoint> candidates, RewriteTerms terms, List<Endpoint> kept) {
        int farPeers = terms.farPeers((int) candidates.stream().filter(this::mayBePut).distinct().count());
        List<Endpoint> known = kept.subList(0, Math.min(farPeers, kept.size()));
        int[] free = placesToFill(known, farPeers - known.size() - farPeers(Kind.FIXED));
        Supply v4 = new Supply(candidates, true);
        Supply v6 = new Supply(candidates, false);
        int replaced = 0;
        for (int place : free) {
            Endpoint next = (entries[place].address().isV4() ? v4 : v6).next();
            if (next != null) {
                entries[place] = next;
                replaced++;
            }
        }
        return new RewrittenList(Arrays.asList(entries), replaced, 0, farPeers(null));
    }

    /**
     * Far peers beyond those that stay, the farthest first; then what is spoilt. Who stays is chosen by address and not
     * by place, so that a client whose tracker shuffles its lists is not told of more far peers with every one.
     *
     * @param known those that stay in any case
     * @param others how many others stay
     */
    private int[] placesToFill(List<Endpoint> known, int others) {
        long[] all = placesOf(Kind.FAR);
        int stay = Math.max(0, others);
        for (int i = 0; i < all.length; i++) {
            Endpoint peer = entries[(int) all[i]];
            if (known.contains(peer)) {
                stay++;
            } else {
                all[i] |= (EndpointIndex.hash(seed, peer) >>> 34) + 1 << 32;
            }
        }
        Arrays.sort(all);
        left = Arrays.stream(all).limit(stay).mapToObj(place -> entries[(int) (place & INDEX)]).toList();
        long[] surplus = Arrays.copyOfRange(all, Math.min(stay, all.length), all.length);
        for (int i = 0; i < surplus.length; i++) {
            int place = (int) (surplus[i] & INDEX);
            surplus[i] = (long) (Integer.MAX_VALUE - listed.costs()[place]) << 32 | place;
        }
        Arrays.sort(surplus);
        long[] spoilt = placesOf(Kind.SPOILT);
        int[] places = new int[surplus.length + spoilt.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) ((i < surplus.length ? surplus[i] : spoilt[i - surplus.length]) & INDEX);
        }
        return places;
    }

    private long[] placesOf(Kind kind) {
        long[] places = new long[kinds.length];
        int count = 0;
        for (int place = 0; place < kinds.length; place++) {
            if (kinds[place] == kind) {
                places[count++] = place;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private RewrittenList reordered() {
        int far = farPeers(null);
        int moved = reorder(true) + reorder(false);
        return new RewrittenList(Arrays.asList(entries), 0, moved, far);
    }

    /** The peers of one family among the places that they have, the nearest first; equal ones stay in order. */
    private int reorder(boolean v4) {
        List<Endpoint> before = new ArrayList<>();
        long[] keys = new long[kinds.length];
        int[] places = new int[kinds.length];
        for (int place = 0; place < kinds.length; place++) {
            boolean good = kinds[place] == Kind.NEAR || kinds[place] == Kind.FAR;
            if (good && entries[place].address().isV4() == v4) {
                places[before.size()] = place;
                keys[before.size()] = (long) listed.costs()[place] << 32 | before.size();
                before.add(entries[place]);
            }
        }
        Arrays.sort(keys, 0, before.size());
        int moved = 0;
        for (int i = 0; i < before.size(); i++) {
            int from = (int) (keys[i] & INDEX);
            entries[places[i]] = before.get(from);
            moved += from == i ? 0 : 1;
        }
        return moved;
    }

    /** The candidates of one family that may be put into this list. */
    private final class Supply {
        private final List<Endpoint> candidates;
        private final boolean v4;
        private int next;

        Supply(List<Endpoint> candidates, boolean v4) {
            this.candidates = candidates;
            this.v4 = v4;
        }

        /** Null where there is none left. */
        Endpoint next() {
            while (next < candidates.size()) {
                Endpoint candidate = candidates.get(next++);
                if (candidate.address().isV4() == v4 && mayBePut(candidate)
                        && present.add(candidate, next) < 0) {
                    return candidate;
                }
            }
            return null;
        }
    }
}
