package gateway.api.protocol;

import java.util.Objects;

/**
 * How far a dissector came.
 *
 * @param state what core does next
 * @param consumed with NEED_MORE: how many of the bytes handed over are done with
 * @param needed with NEED_MORE: how many bytes from there on make the next step possible, at least; 0 if unknown
 */
public record Progress(State state, int consumed, int needed) {
    /** Refuses what says nothing. */
    public Progress {
        Objects.requireNonNull(state, "state");
    }

    /** Everything was consumed; more may come. */
    public static final Progress OK = new Progress(State.OK, 0, 0);
    /** Everything of interest was seen; the dissector wants no more. */
    public static final Progress DONE = new Progress(State.DONE, 0, 0);
    /** The bytes are not of this protocol. */
    public static final Progress VIOLATION = new Progress(State.VIOLATION, 0, 0);

    /** The four answers. */
    public enum State {
        /** Go on. */
        OK,
        /** A message is incomplete. */
        NEED_MORE,
        /** No more, please. */
        DONE,
        /** Not this protocol after all. */
        VIOLATION
    }

    /** A message is incomplete: {@code consumed} bytes are done with, {@code needed} from there on are wanted. */
    public static Progress needMore(int consumed, int needed) {
        return new Progress(State.NEED_MORE, consumed, needed);
    }
}
