package gateway.lab.mutant;

import gateway.api.packet.Transport;
import gateway.lab.LabException;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Conversations written down, one file an application. A line {@code tcp PORT} or {@code udp PORT} begins one; then
 * {@code >} and {@code <} begin a packet to the server and to the client, and {@code +} goes on with it. The text
 * stands behind one blank, a character a byte, with {@code \r}, {@code \n}, {@code \\} and {@code \xNN}. Other lines
 * are empty, or begin with {@code #}.
 */
final class Conversations {
    private final List<FlowScript> all = new ArrayList<>();
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private FlowScript script;
    private char way;

    private Conversations() {
    }

    /** Those of an application; none if nobody wrote any down. */
    static List<FlowScript> of(String application) {
        try (InputStream in = Conversations.class.getResourceAsStream(application + ".txt")) {
            return in == null ? List.of() : parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new LabException("cannot read the conversations of " + application, e);
        }
    }

    static List<FlowScript> parse(String text) {
        Conversations reading = new Conversations();
        text.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').forEach(reading::line);
        reading.endScript();
        return reading.all;
    }

    private void line(String line) {
        char first = line.charAt(0);
        if (first == 't' || first == 'u') {
            endScript();
            String[] words = line.split(" ");
            Transport transport = words[0].equals(Transport.TCP.id()) ? Transport.TCP : Transport.UDP;
            script = new FlowScript(FakeFlow.of(transport).toPort(Integer.parseInt(words[1])), List.of());
            return;
        }
        if (first != '+') {
            endPacket();
            way = first;
        }
        packet.writeBytes(bytes(line.substring(2)));
    }

    private void endPacket() {
        if (packet.size() > 0) {
            script = way == '>' ? script.toServer(packet.toByteArray()) : script.toClient(packet.toByteArray());
            packet.reset();
        }
    }

    private void endScript() {
        endPacket();
        if (script != null) {
            all.add(script);
        }
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\') {
                letter = text.charAt(++i);
                if (letter == 'x') {
                    letter = (char) Integer.parseInt(text.substring(i + 1, i + 3), 16);
                    i += 2;
                } else {
                    letter = letter == 'r' ? '\r' : letter == 'n' ? '\n' : letter;
                }
            }
            bytes.write(letter);
        }
        return bytes.toByteArray();
    }
}
