package gateway.core.internal.kernel;

/**
 * The gateway's 12 bits of packet and connection marks: what was decided and under which policy.
 *
 * <pre>
 * bits 31-28  27-24       23-16  15-0
 *      other  generation  class  other
 * </pre>
 *
 * <p>Every bit outside {@link #MASK} is the administrator's and is handed on as it came. A verdict's mark replaces
 * the whole mark of the packet, so {@link #encode} wants the old one.
 */
public final class Marks {
    /** The bits that are ours. */
    public static final int MASK = 0x0fff_0000;
    /** Class of connections that nobody decided about yet. */
    public static final int UNDECIDED = 0;
    /** Class of connections that the kernel forwards without asking (offloaded). */
    public static final int ACCEPT = 1;
    /** Class of connections whose packets go to the reading lane, whole. */
    public static final int READ = 2;
    /** Class of connections that the kernel drops without asking. */
    public static final int DROP = 3;
    /**
     * Class of connections of which the kernel forwards what the server sends, while what the client says goes to
     * the reading lane. It has the bits of {@link #ACCEPT}, so that {@link #FORWARDED} finds both.
     */
    public static final int READ_CLIENT = 5;
    /** The bits of a class; see {@link #classOf}. */
    public static final int CLASS_MASK = 0x00ff_0000;
    /**
     * The bits of a class that say what the kernel does. Those above them are 0, or name the worker that reads a copy
     * of what the kernel forwards ({@link #readTapped}).
     */
    static final int DOING = 0x000f_0000;
    /** The bits of a class that name that worker. */
    static final int TAPPED_BY = 0x00f0_0000;
    /** How many workers can be named. */
    public static final int TAPS = 15;
    /** The bits of a class that are those of {@link #ACCEPT} where the kernel forwards all or a part. */
    public static final int FORWARDED = 3;
    /** Generation of what was never decided. */
    public static final int NO_GENERATION = 0;
    /** Policy generations run from 1 to this and then start again. */
    public static final int MAX_GENERATION = 15;

    private static final int CLASS_SHIFT = 16;
    private static final int WORKER_SHIFT = 4;
    private static final int MAX_CLASS = 0xff;
    private static final int GENERATION_SHIFT = 24;

    private Marks() {
    }

    /**
     * The mark {@code oldMark} with our bits replaced.
     *
     * @param oldMark the packet's or connection's mark as it is
     * @param markClass 0 to 255: {@link #ACCEPT}, {@link #READ} ...
     * @param generation 0 to {@value #MAX_GENERATION}
     */
    public static int encode(int oldMark, int markClass, int generation) {
        return oldMark & ~MASK | bits(markClass, generation);
    }

    /** Our bits alone, as rules and ctnetlink compare them under {@link #MASK}. */
    public static int bits(int markClass, int generation) {
        if ((markClass & ~MAX_CLASS) != 0 || (generation & ~MAX_GENERATION) != 0) {
            throw new IllegalArgumentException("no such mark: class " + markClass + ", generation " + generation);
        }
        return generation << GENERATION_SHIFT | markClass << CLASS_SHIFT;
    }

    /** Whether there is a mark for what this worker reads from a tap. */
    public static boolean mayTap(int worker) {
        return worker < TAPS;
    }

    /**
     * Class of connections like {@link #READ_CLIENT}, of which the kernel shows this worker a copy of what it forwards.
     */
    public static int readTapped(int worker) {
        return READ_CLIENT | worker + 1 << WORKER_SHIFT;
    }

    /** What the kernel marks the packets with of which it shows this worker a copy, under {@link #CLASS_MASK}. */
    public static int tapped(int worker) {
        return worker + 1 << WORKER_SHIFT + CLASS_SHIFT;
    }

    /** The class in a mark, 0 to 255. */
    public static int classOf(int mark) {
        return mark >>> CLASS_SHIFT & MAX_CLASS;
    }

    /** The policy generation in a mark, 0 to {@value #MAX_GENERATION}. */
    public static int generationOf(int mark) {
        return mark >>> GENERATION_SHIFT & MAX_GENERATION;
    }

    /** The generation that follows; after {@value #MAX_GENERATION} comes 1 again. */
    public static int nextGeneration(int generation) {
        return generation % MAX_GENERATION + 1;
    }
}
