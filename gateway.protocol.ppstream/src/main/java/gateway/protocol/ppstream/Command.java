package gateway.protocol.ppstream;

/**
 * Kinds of messages: a family of one byte and a command of two. Of the command's high byte three values are known: 0
 * between peers, {@code 0x71} and {@code 0x17} to and from servers.
 */
final class Command {
    /** The old live network. */
    static final int LIVE = 0x43;
    /** Questions and notices. */
    static final int ASK = 0x44;
    /** Answers and reports. */
    static final int ANSWER = 0x55;

    /** A peer says who and where it is; either family. */
    static final int HELLO = 0x0011;
    /** A list of peers, from a peer. */
    static final int EXCHANGE = 0x0012;
    /** What a peer has, and how it gets on; either family. */
    static final int BUFFER_MAP = 0x0016;
    /** Asks for a part of a video. */
    static final int REQUEST = 0x0025;
    /** A part of a video, or that there is none. */
    static final int DATA = 0x0026;
    /** A list of one peer. */
    static final int ONE_PEER = 0x0031;
    /** Opens the way through an address translation; either family. */
    static final int PROBE = 0x0041;
    /** The same. */
    static final int SECOND_PROBE = 0x0043;
    /** Asks to open the way to a peer. */
    static final int INVITATION = 0x0047;
    /** The same. */
    static final int SECOND_INVITATION = 0x0048;
    /** Tells a server whom the sender wants to reach. */
    static final int NOTICE = 0x71b1;
    /** Tells a server how it goes. */
    static final int REPORT = 0x7172;
    /** Logs in. */
    static final int REGISTER = 0x7174;
    /** The answer to that. */
    static final int REGISTERED = 0x1775;

    private Command() {
    }

    static boolean isFamily(int family) {
        return family == LIVE || family == ASK || family == ANSWER;
    }

    /** Whether the high byte is one of those that are known. */
    static boolean isPlausible(int command) {
        int high = command >> 8;
        return high == 0 || isOfServers(command);
    }

    /** Whether servers say it, or are told it. */
    static boolean isOfServers(int command) {
        int high = command >> 8;
        return high == 0x71 || high == 0x17;
    }

    /** Whether somebody saw such messages. */
    static boolean isKnown(int family, int command) {
        return switch (family) {
            case ASK -> isAsked(command);
            case ANSWER -> isAnswered(command);
            default -> isLive(command & 0xff);
        };
    }

    private static boolean isAsked(int command) {
        return switch (command) {
            case HELLO, 0x0015, BUFFER_MAP, 0x0021, 0x0022, REQUEST, ONE_PEER, PROBE, SECOND_PROBE, INVITATION,
                SECOND_INVITATION, NOTICE, REGISTER -> true;
            default -> switch (command & 0xff) {
                // Seen without their high bytes.
                case 0x73, 0xb2, 0xb5 -> true;
                default -> false;
            };
        };
    }

    private static boolean isAnswered(int command) {
        return switch (command) {
            case HELLO, EXCHANGE, 0x0015, BUFFER_MAP, 0x0017, 0x0021, 0x0022, DATA, ONE_PEER, PROBE, 0x0044, REPORT,
                REGISTERED -> true;
            default -> switch (command & 0xff) {
                case 0x72, 0x75, 0xb3 -> true;
                default -> false;
            };
        };
    }

    private static boolean isLive(int low) {
        return switch (low) {
            case 0x00, 0x22, 0x23, 0x32, 0x46, 0x47, 0x49, 0x4c, 0x4d -> true;
            default -> false;
        };
    }
}
