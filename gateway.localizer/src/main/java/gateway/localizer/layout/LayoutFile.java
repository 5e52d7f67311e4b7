package gateway.localizer.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import gateway.api.packet.Transport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layouts as a file of JSON, {@code {"layouts":[{...}]}}: each a flat object of texts, numbers and truth values, so
 * that people can read and write it. What comes from outside is bounded and checked as a whole.
 */
final class LayoutFile {
    static final int MOST_CHARACTERS = 1 << 20;
    static final int MOST_LAYOUTS = 32;
    private static final Set<String> NAMES = Set.of("application", "transport", "mark", "first", "stride", "address",
        "addressReversed", "port", "portAgain", "portReversed", "tail", "count", "countBytes", "countReversed",
        "countsMore");
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).maxNameLength(64)
            .maxStringLength(256).maxNumberLength(10).build()).build();

    private final Map<String, Object> values = new HashMap<>();

    private LayoutFile() {
    }

    /** Writes layouts. */
    static String write(List<Layout> layouts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("layouts");
            for (Layout layout : layouts) {
                write(json, layout);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Layout layout) throws IOException {
        json.writeStartObject();
        json.writeStringField("application", layout.application());
        json.writeStringField("transport", layout.transport().id());
        json.writeStringField("mark", layout.mark().toString());
        json.writeNumberField("first", layout.first());
        json.writeNumberField("stride", layout.stride());
        json.writeStringField("address", layout.form().v4() ? "IPv4" : "IPv6");
        json.writeBooleanField("addressReversed", layout.form().reversed());
        json.writeNumberField("port", layout.form().port());
        if (layout.twin() != layout.form().port()) {
            json.writeNumberField("portAgain", layout.twin());
        }
        json.writeBooleanField("portReversed", layout.form().littlePort());
        if (layout.ending() instanceof Ending.WithPayload end) {
            json.writeNumberField("tail", end.tail());
            if (end.hidden() > 0) {
                json.writeNumberField("countsMore", end.hidden());
            }
        }
        if (layout.ending().count().isPresent()) {
            CountField count = layout.ending().count().get();
            json.writeNumberField("count", count.at());
            json.writeNumberField("countBytes", count.width());
            json.writeBooleanField("countReversed", count.little());
        }
        json.writeEndObject();
    }

    /**
     * Reads layouts.
     *
     * @throws IllegalArgumentException with what is wrong, in a sentence without its end
     */
    static List<Layout> read(String file) {
        if (file.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("it is larger than a megabyte");
        }
        try (JsonParser json = FACTORY.createParser(file)) {
            expect(json.nextToken() == JsonToken.START_OBJECT && "layouts".equals(json.nextFieldName())
                && json.nextToken() == JsonToken.START_ARRAY, "it does not begin with {\"layouts\":[");
            List<Layout> layouts = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                expect(layouts.size() < MOST_LAYOUTS, "it has more than " + MOST_LAYOUTS + " layouts");
                layouts.add(layout(json, layouts.size() + 1));
            }
            expect(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == JsonToken.END_OBJECT
                && json.nextToken() == null, "it does not end behind its layouts");
            return layouts;
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("it is not JSON as it should be, at line "
                + (broken.getLocation() == null ? 0 : broken.getLocation().getLineNr()), broken);
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
    }

    private static void expect(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static Layout layout(JsonParser json, int number) throws IOException {
        LayoutFile file = new LayoutFile();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(NAMES.contains(name), "layout " + number + " has a name that means nothing");
            JsonToken token = json.nextToken();
            file.values.put(name, token == JsonToken.VALUE_STRING ? json.getText()
                : token == JsonToken.VALUE_NUMBER_INT ? (Object) json.getIntValue()
                : token.isBoolean() ? (Object) json.getBooleanValue() : "");
        }
        try {
            return file.layout();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("layout " + number + ": " + wrong.getMessage(), wrong);
        }
    }

    private Layout layout() {
        Transport transport = choice("transport", "udp", "tcp") ? Transport.UDP : Transport.TCP;
        EntryForm form = new EntryForm(choice("address", "IPv4", "IPv6"), is("addressReversed"), is("portReversed"),
            number("port"));
        Optional<CountField> count = values.containsKey("count") ? Optional.of(new CountField(number("count"),
            number("countBytes"), is("countReversed"))) : Optional.empty();
        Ending ending = values.containsKey("tail") || count.isEmpty() ? new Ending.WithPayload(number("tail"), count,
            values.containsKey("countsMore") ? number("countsMore") : 0) : new Ending.ByCount(count.get());
        return new Layout(text("application"), transport, form,
            values.containsKey("portAgain") ? number("portAgain") : form.port(), number("stride"), number("first"),
            HeaderMark.parse(text("mark")), ending);
    }

    private boolean choice(String name, String one, String other) {
        String text = text(name);
        expect(text.equals(one) || text.equals(other), name + " is " + one + " or " + other);
        return text.equals(one);
    }

    private String text(String name) {
        expect(values.get(name) instanceof String, name + " is a text");
        return (String) values.get(name);
    }

    private int number(String name) {
        expect(values.get(name) instanceof Integer, name + " is a whole number");
        return (Integer) values.get(name);
    }

    private boolean is(String name) {
        Object value = values.getOrDefault(name, false);
        expect(value instanceof Boolean, name + " is true or false");
        return (Boolean) value;
    }
}
