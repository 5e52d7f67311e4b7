package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Records to be kept. */
public final class Samples {
    private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("192.0.2.1").orElseThrow(), 40000);
    private static final Endpoint SERVER = new Endpoint(IpAddress.parse("2001:db8::5").orElseThrow(), 6881);

    private Samples() {
    }

    public static AuditRecord record(long timestampMillis, Map<String, Object> detail) {
        return new AuditRecord(timestampMillis, "identified", 77, Transport.TCP, CLIENT, SERVER, "bittorrent", detail);
    }

    public static AuditRecord numbered(int number) {
        return record(0, Map.of("number", number));
    }

    public static AuditRecord nameless() {
        return new AuditRecord(0, "flow", 1, Transport.UDP, CLIENT, SERVER, "", Map.of());
    }

    /** A record of an audited flow. */
    public static AuditRecord audited(String type, Map<String, Object> detail) {
        return new AuditRecord(1_780_000_000_000L, type, 77, Transport.TCP, CLIENT, SERVER, "msn", true, detail);
    }

    /** A message in a conversation. */
    public static AuditRecord message(String conversation, String from, String to, String text) {
        return audited("message", Map.of("conversation", conversation, "from", from, "to", to, "text", text));
    }

    /** A configuration with its defaults but for some settings. */
    public static AuditorConfig config(Map<String, Object> settings) {
        return (AuditorConfig) Proxy.newProxyInstance(Samples.class.getClassLoader(),
            new Class<?>[] {AuditorConfig.class},
            (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
