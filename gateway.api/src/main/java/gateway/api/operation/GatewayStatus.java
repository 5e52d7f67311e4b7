package gateway.api.operation;

import java.util.List;

/**
 * Where the gateway stands.
 *
 * @param phase whether it works
 * @param sentence the same in words; why not, if it does not
 * @param sinceMillis since when, since 1970
 * @param workers how many
 * @param inside what is ours, as configured; empty if nobody said
 * @param monitoring whether every rule only watches, as after the first start
 * @param rules how many are in force
 * @param problems files of {@code conf/} that cannot be used, a line each: file, line, reason
 */
public record GatewayStatus(Phase phase, String sentence, long sinceMillis, int workers, String inside,
                            boolean monitoring, int rules, List<String> problems) {
    /** Whether the gateway works. */
    public enum Phase {
        /** Sockets are being opened, code is being warmed up; traffic passes. */
        STARTING,
        /** Packets are looked at. */
        RUNNING,
        /** It could not start; traffic passes. */
        FAILED,
        /** It was stopped; traffic passes. */
        STOPPED
    }
}
