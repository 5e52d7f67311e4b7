package gateway.api.operation;

import gateway.api.packet.Endpoint;

/**
 * One record. Text is as it came from the wire: whoever shows it escapes it.
 *
 * @param id its number; later records have larger ones
 * @param atMillis when it happened, since 1970
 * @param kind {@code message}, {@code search}, {@code request} and {@code offer} (of a file), {@code transfer},
 *     {@code file} (what became of a file's bytes), {@code decision}, {@code scan} (what a scanner said of a file),
 *     {@code anomaly}
 * @param flowId the flow's
 * @param application its label; empty where unknown
 * @param source the side that sent the flow's first packet
 * @param destination the other side
 * @param from the account that wrote or offered; empty if unknown
 * @param to the account that it was for; empty if unknown
 * @param conversation what belongs together; empty where the protocol has no name for it
 * @param name of a file; empty where there is none
 * @param text what was written or searched for, or what else the record says in words
 * @param size of a file in bytes; negative where unknown
 * @param sha256 of a whole file in hexadecimal; empty where there is none
 * @param stored whether the file can be fetched
 */
public record RecordLine(long id, long atMillis, String kind, long flowId, String application, Endpoint source,
                         Endpoint destination, String from, String to, String conversation, String name, String text,
                         long size, String sha256, boolean stored) {
}
