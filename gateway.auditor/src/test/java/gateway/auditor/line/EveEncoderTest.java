package gateway.auditor.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import gateway.auditor.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EveEncoderTest {
    private final EveEncoder encoder = new EveEncoder();

    @Test
    void shouldUseTheNamesOfEve() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("client", "a");
        detail.put("bytes", 5_000_000_000L);
        detail.put("sequential", true);
        detail.put("peers", List.of(Map.of("port", 1)));
        assertEquals("{\"timestamp\":\"2026-11-22T10:00:00.123000+0000\",\"flow_id\":77,\"event_type\":\"identified\","
            + "\"src_ip\":\"192.0.2.1\",\"src_port\":40000,\"dest_ip\":\"2001:db8:0:0:0:0:0:5\",\"dest_port\":6881,"
            + "\"proto\":\"TCP\",\"app_proto\":\"bittorrent\",\"identified\":{\"client\":\"a\",\"bytes\":5000000000,"
            + "\"sequential\":true,\"peers\":[{\"port\":1}]}}\n", text(1_795_341_600_123L, detail));
    }

    @Test
    void shouldLeaveOutAnApplicationThatIsNotKnown() {
        String line = new String(encoder.encode(Samples.nameless()), StandardCharsets.US_ASCII);
        assertFalse(line.contains("app_proto"), line);
        assertTrue(line.contains("\"proto\":\"UDP\"") && line.endsWith("\"flow\":{}}\n"), line);
    }

    @Test
    void shouldEscapeWhateverIsNotPlainAscii() throws IOException {
        String hostile = "a\r\n\u0000\u001b[31m\u007f\u0085\u202e\u2028\"\\ \u00e9 \ud83d\ude00 \ud83d";
        byte[] line = encoder.encode(Samples.record(0, Map.of("name\n", hostile)));
        for (int i = 0; i < line.length - 1; i++) {
            assertTrue(line[i] >= ' ' && line[i] < 0x7f, "byte " + line[i] + " at " + i);
        }
        assertEquals(hostile, read(line, "name\n"));
    }

    @Test
    void shouldCutWhatIsTooLongTooManyOrTooDeep() throws IOException {
        assertEquals(EveEncoder.MAX_TEXT,
            read(encoder.encode(Samples.record(0, Map.of("name", "x".repeat(100_000)))), "name").length());
        Object nested = "deep";
        for (int i = 0; i < 10_000; i++) {
            nested = List.of(nested);
        }
        assertTrue(encoder.encode(Samples.record(0, Map.of("nested", nested))).length < 300);
        String many = text(0, Map.of("list", Collections.nCopies(1_000_000, 7)));
        assertTrue(many.contains("[" + "7,".repeat(EveEncoder.MAX_MEMBERS - 1) + "7]"));
    }

    @Test
    void shouldTakeAnyTimeAndAnyValue() throws IOException {
        Map<String, Object> odd = new HashMap<>();
        odd.put("nothing", null);
        odd.put("enum", Thread.State.NEW);
        odd.put(null, 1.5);
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            byte[] line = encoder.encode(Samples.record(time, odd));
            assertEquals("NEW", read(line, "enum"));
        }
    }

    @Test
    void shouldWriteOneParsableLineForRandomText() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            char[] characters = new char[random.nextInt(40)];
            for (int k = 0; k < characters.length; k++) {
                characters[k] = (char) random.nextInt(0x10000);
            }
            String name = new String(characters);
            byte[] line = encoder.encode(Samples.record(random.nextLong(), Map.of("name", name)));
            assertEquals(name, read(line, "name"), Arrays.toString(characters));
            assertEquals(line.length - 1, new String(line, StandardCharsets.US_ASCII).indexOf('\n'));
        }
    }

    private String text(long timeMillis, Map<String, Object> detail) {
        return new String(encoder.encode(Samples.record(timeMillis, detail)), StandardCharsets.US_ASCII);
    }

    /** The text member of that name, from a line that has to be one whole JSON object. */
    private static String read(byte[] line, String name) throws IOException {
        String found = null;
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (name.equals(parser.currentName()) && parser.currentToken().isScalarValue()) {
                    found = parser.getText();
                }
            }
        }
        return found;
    }
}
