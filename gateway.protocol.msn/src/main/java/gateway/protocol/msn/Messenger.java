package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import java.util.Map;

/**
 * One connection to a notification server or a switchboard, whatever carries it. Which side is the client shows in
 * the forms of the commands, so a connection picked up in its middle may be the wrong way round.
 */
final class Messenger implements CommandReader.Listener {
    private static final String CONTROL = "text/x-msmsgscontrol";

    private final Report report;
    private final MessageReader messages;
    private final Room room = new Room();
    private String status = "";

    Messenger(Report report) {
        this.report = report;
        this.messages = new MessageReader(report);
    }

    /** Whether the payload of this command is read: what people write, through a switchboard or to another network. */
    static boolean reads(Command command) {
        return command.is("MSG") || command.is("UUM") || command.is("UBM");
    }

    @Override
    public void onCommand(Direction direction, Command command, ByteView payload, long offset) {
        switch (command.name()) {
            case "VER" -> version(command);
            case "CVR" -> client(command);
            case "USR" -> user(command);
            case "ANS" -> answer(command);
            case "IRO" -> arrived(command.word(3));
            case "JOI" -> arrived(command.word(0));
            case "BYE" -> left(command.word(0));
            case "CAL" -> called(command);
            case "XFR" -> referred(command);
            case "RNG" -> rung(command);
            case "CHG" -> status(command);
            case "MSG", "UUM", "UBM" -> message(direction, command, payload, offset);
            default -> { }
        }
    }

    private void version(Command command) {
        if (CommandForms.isVersion(command) && command.word(command.count() - 1).startsWith("CVR")) {
            String versions = String.join(" ", command.words().subList(1, command.count() - 1));
            report.identified("notification", Map.of("versions", Text.cut(versions)));
        }
    }

    /** {@code CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.net}. */
    private void client(Command command) {
        if (command.count() == 9 && Text.isAccount(command.word(8))) {
            report.identified("notification", Map.of("account", Text.cut(Text.account(command.word(8))),
                "client", Text.cut(command.word(5) + " " + command.word(6)), "system", Text.cut(command.word(2))));
        }
    }

    /** Signing in; what proves it (a ticket, a hash) is not passed on. */
    private void user(Command command) {
        if (CommandForms.isTicket(command)) {
            entered(command.word(1));
        } else if (command.word(1).equals("OK") && Text.isAccount(command.word(2))) {
            signedIn(command.word(2));
        } else if (command.word(2).equals("I") && Text.isAccount(command.word(3))) {
            room.own(command.word(3));
            report.identified("sign_in", Map.of("account", room.own(), "method", Text.cut(command.word(1))));
        }
    }

    /** A switchboard says the same to one whose ticket it takes. */
    private void signedIn(String account) {
        boolean entered = room.own().equals(Text.account(account)) && room.entered();
        room.own(account);
        if (!entered) {
            report.identified("sign_in", Map.of("account", room.own(), "answer", "ok"));
        }
    }

    private void answer(Command command) {
        if (CommandForms.isAnswer(command)) {
            room.id(command.word(3));
            entered(command.word(1));
        }
    }

    private void entered(String account) {
        room.own(account);
        room.enter();
        report.identified("switchboard", Map.of("account", room.own(), "conversation", room.id()));
    }

    private void arrived(String place) {
        if (Text.isAccount(place)) {
            room.join(place);
            report.identified("switchboard", Map.of("joined", Text.cut(Text.account(place)),
                "conversation", room.id()));
        }
    }

    private void left(String place) {
        if (Text.isAccount(place)) {
            room.leave(place);
            report.identified("switchboard", Map.of("left", Text.cut(Text.account(place)),
                "conversation", room.id()));
        }
    }

    private void called(Command command) {
        if (command.word(1).equals("RINGING")) {
            room.id(command.word(2));
        }
    }

    /** To another notification server, or to a switchboard. */
    private void referred(Command command) {
        if (CommandForms.isAddress(command.word(2))) {
            connectionTo(command.word(2));
        }
    }

    private void rung(Command command) {
        if (CommandForms.isTelling(command)) {
            report.identified("notification", Map.of("called_by", Text.cut(Text.account(command.word(4))),
                "conversation", Text.cut(command.word(0))));
            connectionTo(command.word(1));
        }
    }

    private void connectionTo(String address) {
        int colon = address.indexOf(':');
        report.expected(address.substring(0, colon), address.substring(colon + 1));
    }

    private void status(Command command) {
        // The server says it again.
        if (CommandForms.isKnown(command) && !command.word(1).equals(status)) {
            status = command.word(1);
            report.identified("presence", Map.of("account", room.own(), "status", status));
        }
    }

    private void message(Direction direction, Command command, ByteView payload, long offset) {
        Mime mime = Mime.parse(payload, 0);
        Parties parties;
        if (command.is("UUM")) {
            parties = new Parties(direction, "", room.own(), Text.cut(Text.account(command.word(1))));
        } else if (command.is("UBM")) {
            parties = new Parties(direction, "", Text.cut(Text.account(command.word(0))), room.own());
        } else if (CommandForms.isDelivered(command)) {
            parties = delivered(direction, command);
        } else {
            learn(mime);
            parties = new Parties(direction, room.id(), room.own(), room.readers(room.own()));
        }
        if (!mime.isType(CONTROL)) {
            messages.read(parties, mime, payload, offset);
        }
    }

    private Parties delivered(Direction direction, Command command) {
        String from = Text.cut(Text.account(command.word(0)));
        if (Text.isAccount(from)) {
            room.heard(from);
        }
        return new Parties(direction, room.id(), from, room.readers(from));
    }

    /** A client says its name where it types: the only place, if the connection's start was not seen. */
    private void learn(Mime mime) {
        String typing = mime.value("typinguser");
        if (room.own().isEmpty() && mime.isType(CONTROL) && Text.isAccount(typing)) {
            room.own(typing);
        }
    }
}
