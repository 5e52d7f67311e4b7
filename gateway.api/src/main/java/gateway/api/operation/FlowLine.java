package gateway.api.operation;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;

/**
 * One flow at one moment.
 *
 * @param id the flow's, unique while the gateway runs
 * @param application its label; {@code unidentified} where nobody recognised it
 * @param identifiedBy the rule of the parser that did; empty where none did
 * @param transport TCP or UDP
 * @param state the state of TCP in a word, {@code open} for UDP
 * @param client the side that sent the first packet
 * @param server the other side
 * @param inside which end is ours
 * @param startedMillis its first packet, since 1970
 * @param lastMillis its newest packet, since 1970
 * @param packetsToServer those that the kernel handled alone included
 * @param bytesToServer IP headers included
 * @param packetsToClient those that the kernel handled alone included
 * @param bytesToClient IP headers included
 * @param requestedName the file that was asked for, as it came from the wire; empty if none was
 * @param decision {@code allow}, {@code block}, {@code monitor}; {@code undecided} before there is one
 * @param rule the rule that decided; empty before there is one
 * @param place who handles its packets now
 */
public record FlowLine(long id, String application, String identifiedBy, Transport transport, String state,
                       Endpoint client, Endpoint server, Side inside, long startedMillis, long lastMillis,
                       long packetsToServer, long bytesToServer, long packetsToClient, long bytesToClient,
                       String requestedName, String decision, String rule, Place place) {
    /** Who handles a flow's packets. */
    public enum Place {
        /** A worker: the flow is being classified. */
        CLASSIFYING,
        /** A worker: policy wants the content. */
        READING,
        /** The kernel forwards it alone. */
        KERNEL,
        /** It is refused. */
        REFUSED,
        /** The bundle that read it is gone. */
        ORPHANED
    }

    /** Bytes of both directions. */
    public long bytes() {
        return bytesToServer + bytesToClient;
    }
}
