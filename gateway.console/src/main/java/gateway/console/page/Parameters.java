package gateway.console.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The parameters of a question, bounded and checked.
 *
 * @param source a parameter by its name, or null
 */
record Parameters(UnaryOperator<String> source) {
    /** Longer than any address, name of a rule or of an application; enough for most of a file's name. */
    private static final int MAX_TEXT = 200;

    /** A text, empty if there is none. */
    String text(String name) throws Problem {
        String value = source.apply(name);
        if (value == null) {
            return "";
        }
        if (value.length() > MAX_TEXT) {
            throw Problem.wrong("\"" + name + "\" has more than " + MAX_TEXT + " characters.");
        }
        return value.strip();
    }

    /** A whole number. */
    long number(String name, long otherwise, long least, long most) throws Problem {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw Problem.wrong("\"" + name + "\" is a number from " + least + " to " + most + ".");
    }

    /** One of an enumeration's names, in any case of letters. */
    <E extends Enum<E>> E choice(String name, E otherwise) throws Problem {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        E[] choices = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices).filter(choice -> choice.name().equalsIgnoreCase(value)).findFirst()
            .orElseThrow(() -> Problem.wrong("\"" + name + "\" is one of "
                + Arrays.toString(choices).toLowerCase(Locale.ROOT) + "."));
    }
}
