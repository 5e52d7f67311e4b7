package gateway.lab.appliance;

import gateway.lab.LabException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The shell of a gateway, through its standard input and output. One thread at a time. */
public final class Gogo {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String PROMPT = "g! ";

    private final OutputStream input;
    private final Console console;
    private int questions;

    Gogo(OutputStream input, Console console) {
        this.input = input;
        this.console = console;
    }

    /** Runs a command and returns what it printed. */
    public synchronized String ask(String command) {
        String mark = "lab-" + ++questions;
        int first = console.size();
        // Three lines, not one: a command that fails must not swallow the mark behind it.
        send("echo begin-" + mark);
        send(command);
        send("echo end-" + mark);
        int begin = console.await(ANSWER, first, "begin-" + mark);
        int end = begin < 0 ? -1 : console.await(ANSWER, begin, "end-" + mark);
        if (end < 0) {
            throw new LabException("the gateway's shell does not answer to " + command);
        }
        List<String> lines = console.from(begin + 1).subList(0, end - begin - 1);
        return lines.stream().map(Gogo::withoutPrompt).collect(Collectors.joining("\n"));
    }

    /** The number of the bundle of this name, for commands that want one. */
    public String bundle(String name) {
        Matcher found = Pattern.compile("(\\d+)\\|\\w+\\s*\\|\\s*\\d+\\|" + Pattern.quote(name)).matcher(ask("lb -s"));
        if (!found.find()) {
            throw new LabException("there is no bundle " + name);
        }
        return found.group(1);
    }

    /** Sends a line and waits for nothing. */
    public void send(String line) {
        try {
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new LabException("the gateway's shell is gone: " + e.getMessage(), e);
        }
    }

    private static String withoutPrompt(String line) {
        String rest = line;
        while (rest.startsWith(PROMPT)) {
            rest = rest.substring(PROMPT.length());
        }
        return rest;
    }
}
