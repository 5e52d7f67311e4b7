package gateway.protocol.msn;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tells MSN over TCP: whole first lines of an exact form, and the greeting of a direct connection. */
final class TcpRules {
    private static final Detection VERSION = Detection.certain("M1 version").announcing();
    private static final Detection TICKET = Detection.certain("M2 switchboard ticket").announcing();
    private static final Detection ANSWER = Detection.certain("M3 switchboard answer").announcing();
    private static final Detection FILE_TRANSFER = Detection.certain("M5 msnftp");
    private static final Detection DIRECT = Detection.certain("M6 direct").announcing();
    private static final Detection DIRECT_HELLO = Detection.likely("M6 direct");
    private static final Detection MIDSTREAM = Detection.certain("midstream command").announcing();
    private static final Detection MESSAGE = Detection.certain("midstream message").announcing();
    private static final Detection PING = Detection.certain("midstream ping").announcing();
    private static final byte[] MIME = Text.bytes("MIME-Version: ");
    private static final byte[] PNG = Text.bytes("PNG\r\n");
    private static final String[] FIRST = {"VER", "USR", "ANS"};
    /** The shortest piece of a command that a packet of a flow in progress is recognised by. */
    private static final String[] LATER =
        {"MSG ", "PNG\r", "QNG ", "IRO ", "JOI ", "CAL ", "RNG ", "XFR ", "NLN ", "ILN "};

    private TcpRules() {
    }

    static List<Signature> signatures() {
        List<Signature> signatures = new ArrayList<>();
        for (String name : FIRST) {
            // One letter: a first segment may be cut anywhere.
            signatures.add(Signature.at("first line", Transport.TCP, 0, Text.bytes(name.substring(0, 1))));
        }
        for (String name : LATER) {
            signatures.add(Signature.at("midstream", Transport.TCP, 0, Text.bytes(name)));
        }
        signatures.add(Signature.at("M6 direct", Transport.TCP, 0, new byte[] {DirectDissector.HELLO[0]}));
        return signatures;
    }

    static Detection detect(Flow flow, Head head) {
        Detection best = Detection.NO;
        for (Direction direction : Direction.values()) {
            best = better(best, stream(head.stream(direction)));
        }
        ByteView newest = head.payload(head.newest());
        best = better(best, firstLine(newest));
        return flow.midstream() ? better(best, midstream(head, newest)) : best;
    }

    private static Detection better(Detection one, Detection other) {
        return other.certainty().compareTo(one.certainty()) > 0 ? other : one;
    }

    private static Detection stream(ByteView stream) {
        Detection direct = direct(stream);
        return direct == Detection.NO ? firstLine(stream) : direct;
    }

    private static Detection direct(ByteView stream) {
        byte[] hello = DirectDissector.HELLO;
        if (stream.length() == 0 || !agrees(stream, 0, hello)) {
            return Detection.NO;
        }
        if (stream.length() < hello.length + DirectDissector.LENGTH) {
            return stream.length() < hello.length ? Detection.NEED_MORE : DIRECT_HELLO;
        }
        long next = P2pPart.little32(stream, hello.length);
        return next == P2pPart.HEADER || next == DirectDissector.NONCE ? DIRECT : Detection.NO;
    }

    /** A whole line that opens a connection. Behind a proxy's negotiation it begins a packet, not the stream. */
    private static Detection firstLine(ByteView bytes) {
        int newline = bytes.indexOf('\n', 0, CommandReader.MAX_KNOWN_LINE);
        if (newline < 0) {
            return mayOpen(bytes) ? Detection.NEED_MORE : Detection.NO;
        }
        Optional<Command> line = mayOpen(bytes) ? line(bytes, newline) : Optional.empty();
        if (line.isEmpty()) {
            return Detection.NO;
        }
        Command command = line.get();
        return CommandForms.isVersion(command) ? VERSION : CommandForms.isFileTransfer(command) ? FILE_TRANSFER
            : CommandForms.isTicket(command) ? TICKET : CommandForms.isAnswer(command) ? ANSWER : Detection.NO;
    }

    private static Detection midstream(Head head, ByteView packet) {
        int newline = packet.indexOf('\n', 0, CommandReader.MAX_KNOWN_LINE);
        Optional<Command> line = newline < 0 ? Optional.empty() : line(packet, newline);
        if (line.isEmpty()) {
            return Detection.NO;
        }
        Command command = line.get();
        if (CommandForms.isTelling(command)) {
            return MIDSTREAM;
        }
        if (CommandForms.isSent(command) || CommandForms.isDelivered(command)) {
            return agrees(packet, newline + 1, MIME) && packet.length() >= newline + 1 + MIME.length
                ? MESSAGE : Detection.NO;
        }
        return command.is("PNG") || command.is("QNG") ? ping(head) : Detection.NO;
    }

    /** {@code PNG} one way and {@code QNG} with a number the other. */
    private static Detection ping(Head head) {
        for (Direction direction : Direction.values()) {
            ByteView asked = head.stream(direction);
            ByteView answered = head.stream(direction.reverse());
            int newline = answered.indexOf('\n', 0, CommandReader.MAX_KNOWN_LINE);
            boolean answer = newline > 0 && line(answered, newline)
                .filter(command -> command.is("QNG") && CommandForms.isKnown(command)).isPresent();
            if (asked.startsWith(PNG) && answer) {
                return PING;
            }
        }
        return Detection.NEED_MORE;
    }

    private static Optional<Command> line(ByteView bytes, int newline) {
        return newline > 0 && bytes.u8(newline - 1) == '\r'
            ? Command.parse(bytes, 0, newline - 1) : Optional.empty();
    }

    private static boolean mayOpen(ByteView bytes) {
        for (String name : FIRST) {
            if (bytes.length() > 0 && agrees(bytes, 0, Text.bytes(name + ' '))) {
                return bytes.length() < CommandReader.MAX_KNOWN_LINE || bytes.indexOf('\n', 0, bytes.length()) >= 0;
            }
        }
        return false;
    }

    /** Whether the bytes at {@code at}, as far as they are there, are those of {@code literal}. */
    private static boolean agrees(ByteView bytes, int at, byte[] literal) {
        int common = Math.min(literal.length, bytes.length() - at);
        for (int i = 0; i < common; i++) {
            if (bytes.u8(at + i) != literal[i]) {
                return false;
            }
        }
        return common >= 0;
    }
}
