package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.util.Map;

/** Records to be kept. */
final class Samples {
    private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("192.0.2.1").orElseThrow(), 40000);
    private static final Endpoint SERVER = new Endpoint(IpAddress.parse("2001:db8::5").orElseThrow(), 6881);

    private Samples() {
    }

    static AuditRecord record(long timestampMillis, Map<String, Object> detail) {
        return new AuditRecord(timestampMillis, "identified", 77, Transport.TCP, CLIENT, SERVER, "bittorrent", detail);
    }

    static AuditRecord numbered(int number) {
        return record(0, Map.of("number", number));
    }

    static AuditRecord nameless() {
        return new AuditRecord(0, "flow", 1, Transport.UDP, CLIENT, SERVER, "", Map.of());
    }
}
