package gateway.core.internal.kernel;

/**
 * Something that the gateway needs or can use on this machine.
 *
 * @param name what it is
 * @param present whether it is there
 * @param detail what was found, or what is missing and what helps, in words of one line
 * @param required whether the gateway cannot run without it
 */
public record Feature(String name, boolean present, String detail, boolean required) {
    /** Whether this keeps the gateway from running. */
    public boolean isObstacle() {
        return required && !present;
    }

    static Feature required(String name, boolean present, String detail) {
        return new Feature(name, present, detail, true);
    }

    static Feature optional(String name, boolean present, String detail) {
        return new Feature(name, present, detail, false);
    }

    @Override
    public String toString() {
        return String.format("%-7s %s: %s", present ? "yes" : required ? "MISSING" : "no", name, detail);
    }
}
