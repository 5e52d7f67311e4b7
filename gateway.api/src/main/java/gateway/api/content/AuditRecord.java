package gateway.api.content;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.util.Map;

/**
 * One thing that happened to a flow, shaped like a line of Suricata's EVE format.
 *
 * @param timestampMillis since 1970, on the clock of the packet source
 * @param eventType the kind: {@code flow}, {@code decision}, {@code identified}, {@code fileinfo}, {@code anomaly} ...
 * @param flowId the flow's id
 * @param transport TCP or UDP
 * @param source the side that sent the first packet
 * @param destination the other side
 * @param application the label, empty where unknown
 * @param detail the object of that kind: names to String, Long, Integer, Boolean, List or Map of these; may hold
 *     text from the wire
 */
public record AuditRecord(long timestampMillis, String eventType, long flowId, Transport transport, Endpoint source,
                          Endpoint destination, String application, Map<String, Object> detail) {
}
