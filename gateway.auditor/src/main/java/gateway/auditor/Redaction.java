package gateway.auditor;

import gateway.api.content.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes out of records what is not to be kept, before anything is written. A value becomes empty, or a hash with a
 * secret salt: equal values stay equal, and nobody without the salt finds out what they were. One thread.
 */
final class Redaction {
    /** What administrators call the fields that have other names in records. */
    private static final Map<String, Set<String>> ALSO = Map.of("name", Set.of("filename", "url"),
        "text", Set.of("detail"));
    private static final int HASH_DIGITS = 16;

    private final Set<String> fields;
    private final Mac hash;

    /**
     * What to take out.
     *
     * @param fields names of fields; none for nothing
     * @param salt makes values into hashes; null for making them empty
     */
    Redaction(Set<String> fields, byte[] salt) {
        this.fields = fields.stream().map(field -> field.strip().toLowerCase(Locale.ROOT))
            .flatMap(field -> Stream.concat(Stream.of(field), ALSO.getOrDefault(field, Set.of()).stream()))
            .filter(field -> !field.isEmpty()).collect(Collectors.toUnmodifiableSet());
        this.hash = salt == null ? null : mac(salt);
    }

    /** The record without what is not to be kept. */
    AuditRecord of(AuditRecord record) {
        if (fields.isEmpty() || record.detail().keySet().stream().noneMatch(fields::contains)) {
            return record;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        record.detail().forEach((name, value) ->
            detail.put(name, fields.contains(name) && value != null ? replaced(value.toString()) : value));
        return new AuditRecord(record.timestampMillis(), record.eventType(), record.flowId(), record.transport(),
            record.source(), record.destination(), record.application(), record.audited(), detail);
    }

    private String replaced(String value) {
        if (hash == null || value.isEmpty()) {
            return "";
        }
        String digits = HexFormat.of().formatHex(hash.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        return "#" + digits.substring(0, HASH_DIGITS);
    }

    private static Mac mac(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
