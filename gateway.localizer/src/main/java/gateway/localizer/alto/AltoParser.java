package gateway.localizer.alto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads ALTO's JSON piece by piece, within bounds; a name that comes twice is an error. One document, one thread. */
final class AltoParser implements Closeable {
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNameLength(256)
            .maxStringLength(4096).maxNumberLength(40).build())
        .build();
    /** PID names, RFC 7285, 10.1; tags and ids of resources are of about the same letters. */
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final JsonParser parser;

    AltoParser(byte[] bytes) throws IOException {
        parser = FACTORY.createParser(bytes);
    }

    /** What is done with one member of an object; has to read its value, or skip it. */
    interface Member {
        void read(String name) throws IOException;
    }

    /** What is done with one element of an array. */
    interface Element {
        void read() throws IOException;
    }

    /** Reads the document, which is one object. */
    void document(Member member) throws IOException {
        try {
            parser.nextToken();
            members(member);
            if (parser.nextToken() != null) {
                throw new IOException("there is more behind its end");
            }
        } catch (com.fasterxml.jackson.core.JacksonException broken) {
            throw new IOException("it is not JSON as it should be, at line " + line(broken) + ": "
                + firstLine(broken.getOriginalMessage()), broken);
        }
    }

    /** Reads the object that begins here: the parser is on its first token. */
    void members(Member member) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member.read(name);
        }
    }

    /** Reads the array that begins here. */
    void elements(Element element) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    /** A text that serves as a name. */
    String name() throws IOException {
        return name(text());
    }

    static String name(String text) throws IOException {
        if (!NAME.matcher(text).matches()) {
            throw new IOException("a name in it has 1 to 64 letters of ASCII, and one has not");
        }
        return text;
    }

    /** A cost: 0 or more. */
    float cost() throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw new IOException("a cost in it is not a number");
        }
        float cost = (float) parser.getDoubleValue();
        if (!(cost >= 0) || Float.isInfinite(cost)) {
            throw new IOException("a cost in it is negative, or beyond all bounds");
        }
        return cost;
    }

    VersionTag versionTag() throws IOException {
        String[] parts = {null, null};
        members(name -> {
            switch (name) {
                case "resource-id" -> parts[0] = name();
                case "tag" -> parts[1] = name();
                default -> skip();
            }
        });
        if (parts[0] == null || parts[1] == null) {
            throw new IOException("its version tag has no resource-id or no tag");
        }
        return new VersionTag(parts[0], parts[1]);
    }

    /** Steps over the value that begins here. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token) {
            throw new IOException("it has no " + what.substring(what.indexOf(' ') + 1) + " where one belongs"
                + (parser.currentName() == null ? "" : ", at \"" + printable(parser.currentName()) + '"'));
        }
    }

    private static int line(com.fasterxml.jackson.core.JacksonException broken) {
        return broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
    }

    private static String firstLine(String message) {
        return printable(message.lines().findFirst().orElse(""));
    }

    /** What a stranger wrote, for a log. */
    static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= 120 ? clean : clean.substring(0, 120) + "...";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
