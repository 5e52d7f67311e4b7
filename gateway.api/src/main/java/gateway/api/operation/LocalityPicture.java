package gateway.api.operation;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LearntLayout;
import java.util.List;

/**
 * How lists of peers fare at one moment. Counts are since the start of the intake, and up to two seconds old.
 *
 * @param wanted whether a rule wants lists changed
 * @param there whether a bundle says what is to stand in them
 * @param problem what keeps it from all that it was configured to do, in a sentence without its end; empty if nothing
 *     does
 * @param sources what it knows from where, and how old that is, in sentences
 * @param lists what became of lists
 * @param redirects what became of redirected peers
 * @param contents that were seen last, the newest first, as many as asked
 * @param layouts that were learnt, those in use first
 * @param effects what localizing brings, an application after the other, each for both windows
 */
public record LocalityPicture(boolean wanted, boolean there, String problem, List<String> sources, Lists lists,
                              Redirects redirects, List<KnownContent> contents, List<LearntLayout> layouts,
                              List<LocalizingEffect> effects) {
    /** Copies the lists. */
    public LocalityPicture {
        sources = List.copyOf(sources);
        contents = List.copyOf(contents);
        layouts = List.copyOf(layouts);
        effects = List.copyOf(effects);
    }

    /** Of which nothing was compared yet. */
    public LocalityPicture(boolean wanted, boolean there, String problem, List<String> sources, Lists lists,
                           Redirects redirects, List<KnownContent> contents, List<LearntLayout> layouts) {
        this(wanted, there, problem, sources, lists, redirects, contents, layouts, List.of());
    }

    /**
     * Lists of peers.
     *
     * @param read all
     * @param changed went on with other peers, or in another order
     * @param kept nothing could be improved
     * @param control of clients that are left alone, to compare with
     * @param passed a part of them had gone on
     * @param unwritable their form has no room for the new peers
     * @param replaced places that were given to peers that the list did not have
     * @param moved places that were given to other peers of the list
     */
    public record Lists(long read, long changed, long kept, long control, long passed, long unwritable,
                        long replaced, long moved) { }

    /**
     * Far peers behind which clients find near ones.
     *
     * @param now pairs of a client and a far peer that are redirected now
     * @param all since the start
     * @param answered flows that were led to a near peer that answered
     * @param givenUp flows that were led to one that did not
     */
    public record Redirects(int now, long all, long answered, long givenUp) { }
}
