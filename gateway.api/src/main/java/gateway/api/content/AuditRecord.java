package gateway.api.content;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.util.Map;

/**
 * One thing that happened to a flow, shaped like a line of Suricata's EVE format.
 *
 * @param timestampMillis since 1970, on the clock of the packet source
 * @param eventType the kind: {@code flow}, {@code decision}, {@code identified}, {@code message}, {@code fileinfo},
 *     {@code fileoffer}, {@code search}, {@code transfer}, {@code keyword}, {@code peers},
 *     {@code expected}, {@code scan}, {@code anomaly}
 * @param flowId the flow's id
 * @param transport TCP or UDP
 * @param source the side that sent the first packet
 * @param destination the other side
 * @param application the label, empty where unknown
 * @param audited whether a rule with the action {@code audit} holds for the flow
 * @param detail the object of that kind: names to String, Long, Integer, Boolean, List or Map of these; may hold
 *     text from the wire
 */
public record AuditRecord(long timestampMillis, String eventType, long flowId, Transport transport, Endpoint source,
                          Endpoint destination, String application, boolean audited, Map<String, Object> detail) {
    /** Of a flow for which no rule with the action {@code audit} holds. */
    public AuditRecord(long timestampMillis, String eventType, long flowId, Transport transport, Endpoint source,
                       Endpoint destination, String application, Map<String, Object> detail) {
        this(timestampMillis, eventType, flowId, transport, source, destination, application, false, detail);
    }

    /** The same of a flow for which a rule with the action {@code audit} holds, or does not. */
    public AuditRecord audited(boolean holds) {
        return holds == audited ? this : new AuditRecord(timestampMillis, eventType, flowId, transport, source,
            destination, application, holds, detail);
    }
}
