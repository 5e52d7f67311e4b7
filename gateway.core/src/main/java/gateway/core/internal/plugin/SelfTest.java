package gateway.core.internal.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.osgi.framework.Bundle;

/**
 * One capture that a bundle carries, and what has to be found in it: {@code selftest/NAME/input.pcap} and
 * {@code expected.json}, a list with an object for each flow. Its keys are {@code src}, {@code dst}, {@code label},
 * {@code decided_at} and {@code reason}; others are for other readers.
 *
 * @param name the folder's
 * @param capture where the packets are
 * @param expected the flows; those of the capture that are not in it must not get the bundle's label
 */
record SelfTest(String name, URL capture, List<FoundFlow> expected) {
    static final String FOLDER = "selftest/";
    private static final String INPUT = "/input.pcap";
    private static final String EXPECTED = "/expected.json";
    private static final int MAX_TESTS = 32;
    private static final int MAX_FLOWS = 1000;
    private static final int MAX_EXPECTED_BYTES = 1_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The self-tests of a bundle, by name.
     *
     * @throws RefusedJar if one cannot be read
     */
    static List<SelfTest> in(Bundle bundle) throws RefusedJar {
        TreeSet<String> files = new TreeSet<>(BundleEntries.under(bundle, FOLDER));
        List<SelfTest> tests = new ArrayList<>();
        for (String file : files) {
            if (file.endsWith(INPUT)) {
                tests.add(of(bundle, file.substring(0, file.length() - INPUT.length())));
            }
        }
        if (tests.size() > MAX_TESTS) {
            throw new RefusedJar("its self-test has more than " + MAX_TESTS + " captures");
        }
        return tests;
    }

    private static SelfTest of(Bundle bundle, String folder) throws RefusedJar {
        String name = Printable.of(folder.substring(folder.lastIndexOf('/') + 1));
        URL expected = bundle.getEntry(folder + EXPECTED);
        if (expected == null) {
            throw new RefusedJar("its self-test " + name + " has no expected.json");
        }
        try (InputStream in = expected.openStream()) {
            byte[] text = in.readNBytes(MAX_EXPECTED_BYTES + 1);
            if (text.length > MAX_EXPECTED_BYTES) {
                throw new RefusedJar("expected.json of its self-test " + name + " is larger than 1 MB");
            }
            return new SelfTest(name, bundle.getEntry(folder + INPUT), flowsIn(text));
        } catch (IOException unreadable) {
            throw new RefusedJar("expected.json of its self-test " + name + " cannot be read: "
                + Printable.of(unreadable.getMessage()));
        }
    }

    /** The flows of a file {@code expected.json}. */
    static List<FoundFlow> flowsIn(byte[] text) throws IOException {
        List<FoundFlow> flows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("it is no list");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                flows.add(flow(json));
                if (flows.size() > MAX_FLOWS) {
                    throw new IOException("it has more than " + MAX_FLOWS + " flows");
                }
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("something in the list is no object");
            }
        }
        if (flows.isEmpty()) {
            throw new IOException("it expects nothing");
        }
        return flows;
    }

    private static FoundFlow flow(JsonParser json) throws IOException {
        String source = "";
        String destination = "";
        String label = "";
        String reason = "";
        int decidedAt = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "src" -> source = json.getText();
                case "dst" -> destination = json.getText();
                case "label" -> label = json.getText();
                case "reason" -> reason = json.getText();
                case "decided_at" -> decidedAt = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        if (source.isEmpty() || destination.isEmpty() || label.isEmpty()) {
            throw new IOException("a flow lacks src, dst or label");
        }
        return new FoundFlow(source, destination, label, decidedAt, reason);
    }
}
