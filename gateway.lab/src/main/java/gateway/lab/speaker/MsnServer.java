package gateway.lab.speaker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A notification server and a switchboard on one port: {@code PORT}. Everybody may sign in; a message goes to all
 * others in the room.
 */
public final class MsnServer {
    static final String LISTENING = "listening";

    /** Who is signed in, by account. */
    private final Map<String, MsnConnection> accounts = new ConcurrentHashMap<>();
    private final Map<String, MsnRoom> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger(246_503);
    private final int port;

    private MsnServer(int port) {
        this.port = port;
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException {
        MsnServer server = new MsnServer(Integer.parseInt(arguments[0]));
        try (ServerSocket socket = new ServerSocket(server.port)) {
            System.out.println("a speaker of MSNP made for tests, not Microsoft's server");
            System.out.println(LISTENING);
            while (true) {
                Socket accepted = socket.accept();
                Thread thread = new Thread(() -> server.serve(accepted), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        Seat seat = new Seat();
        try (MsnConnection client = new MsnConnection(socket)) {
            Optional<MsnCommand> command = client.command();
            while (command.isPresent() && !command.get().is("OUT")) {
                answer(client, seat, command.get());
                command = client.command();
            }
        } catch (IOException e) {
            System.out.println("a client went: " + e.getMessage());
        } finally {
            seat.leave();
        }
    }

    /** Where the client of one connection sits, once it has entered a switchboard. */
    private static final class Seat {
        private String account = "";
        private MsnRoom room;

        void take(MsnRoom entered, String who) {
            room = entered;
            account = who;
        }

        void leave() {
            if (room != null) {
                room.leave(account);
            }
        }
    }

    private void answer(MsnConnection client, Seat seat, MsnCommand command) throws IOException {
        String number = command.word(1);
        switch (command.name()) {
            case "VER" -> client.send("VER " + number + " " + command.word(2) + "\r\n");
            case "CVR" -> client.send("CVR " + number + " 7.0.0816 7.0.0816 6.2.0205 http://example.net/setup "
                + "http://example.net\r\n");
            case "USR" -> user(client, seat, command);
            case "CHG" -> client.send("CHG " + number + " " + command.word(2) + " " + command.word(3) + "\r\n");
            case "PNG" -> client.send("QNG 50\r\n");
            case "XFR" -> client.send("XFR " + number + " SB " + client.ownAddress() + ":" + port + " CKI "
                + open() + ".1050826919.32308\r\n");
            case "CAL" -> call(client, seat, command);
            case "ANS" -> enter(client, seat, command);
            case "MSG" -> relay(client, seat, command);
            default -> client.send("200 " + number + "\r\n");
        }
    }

    private String open() {
        String id = Integer.toString(numbers.incrementAndGet());
        rooms.put(id, new MsnRoom(id));
        return id;
    }

    private void user(MsnConnection client, Seat seat, MsnCommand command) throws IOException {
        String number = command.word(1);
        if (command.word(2).contains("@")) {
            MsnRoom room = rooms.get(command.word(3).split("\\.")[0]);
            seat.take(room, command.word(2));
            client.send("USR " + number + " OK " + seat.account + " " + nick(seat.account) + "\r\n");
            room.enter(seat.account, client);
        } else if (command.word(3).equals("I")) {
            seat.account = command.word(4);
            client.send("USR " + number + " TWN S lc=1033,id=507,tw=40,fs=1,ru=http%3A%2F%2Fexample%2Enet,ct=1\r\n");
        } else {
            accounts.put(seat.account, client);
            client.send("USR " + number + " OK " + seat.account + " " + nick(seat.account) + " 1 0\r\n");
            String profile = MsnText.message("text/x-msmsgsprofile; charset=UTF-8\r\nEmailEnabled: 1", "");
            client.send("MSG Hotmail Hotmail " + profile.length() + "\r\n" + profile);
        }
    }

    private void call(MsnConnection client, Seat seat, MsnCommand command) throws IOException {
        MsnConnection called = accounts.get(command.word(2));
        if (called == null) {
            client.send("217 " + command.word(1) + "\r\n");
            return;
        }
        client.send("CAL " + command.word(1) + " RINGING " + seat.room.id() + "\r\n");
        called.send("RNG " + seat.room.id() + " " + client.ownAddress() + ":" + port + " CKI " + seat.room.id()
            + ".5204911 " + seat.account + " " + nick(seat.account) + "\r\n");
    }

    private void enter(MsnConnection client, Seat seat, MsnCommand command) throws IOException {
        MsnRoom room = rooms.get(command.word(4));
        seat.take(room, command.word(2));
        room.welcome(command.word(1), seat.account, client);
    }

    private void relay(MsnConnection client, Seat seat, MsnCommand command) throws IOException {
        seat.room.relay(seat.account, nick(seat.account), command.text());
        if (command.word(2).equals("A") || command.word(2).equals("D")) {
            client.send("ACK " + command.word(1) + "\r\n");
        }
    }

    static String nick(String account) {
        return account.substring(0, account.indexOf('@'));
    }
}
