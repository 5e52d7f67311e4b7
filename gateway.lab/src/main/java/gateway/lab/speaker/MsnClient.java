package gateway.lab.speaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A client that does what it is told: {@code ADDRESS PORT ACCOUNT STEP...}. It signs in first. Exit status 0 once all
 * steps are done, 1 where one could not be.
 *
 * <p>Steps: {@code call ACCOUNT}, {@code await-call}, {@code type}, {@code say TEXT}, {@code say-in-pieces TEXT},
 * {@code hear TEXT}, {@code send-msnftp FILE}, {@code receive-msnftp FILE}, {@code send-p2p FILE},
 * {@code receive-p2p FILE}, {@code leave}.
 */
public final class MsnClient {
    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 500;
    private static final int PIECE = 24;

    private final String account;
    private final MsnConnection notification;
    private MsnConnection room;
    private String other = "";

    private MsnClient(String account, MsnConnection notification) {
        this.account = account;
        this.notification = notification;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("a speaker of MSNP made for tests, not Microsoft's client");
        try (MsnConnection server = MsnConnection.to(arguments[0], Integer.parseInt(arguments[1]))) {
            MsnClient client = new MsnClient(arguments[2], server);
            client.signIn();
            for (int i = 3; i < arguments.length; i++) {
                client.step(arguments[i]);
                System.out.println("done: " + arguments[i]);
            }
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private void signIn() throws IOException {
        notification.send("VER " + notification.next() + " MSNP12 MSNP11 CVR0\r\n");
        notification.await(command -> command.is("VER"));
        notification.send("CVR " + notification.next() + " 0x0409 winnt 5.1 i386 MSNMSGR 7.0.0816 MSMSGS " + account
            + "\r\n");
        notification.await(command -> command.is("CVR"));
        notification.send("USR " + notification.next() + " TWN I " + account + "\r\n");
        notification.await(command -> command.is("USR"));
        notification.send("USR " + notification.next() + " TWN S t=not-a-ticket&p=\r\n");
        notification.await(command -> command.is("USR") && command.word(2).equals("OK"));
        notification.send("CHG " + notification.next() + " NLN 0\r\n");
        notification.await(command -> command.is("CHG"));
        System.out.println("signed in");
    }

    private void step(String step) throws IOException, InterruptedException {
        String[] words = step.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "call" -> call(rest);
            case "await-call" -> awaitCall();
            case "type" -> room.message('U', MsnText.message("text/x-msmsgscontrol\r\nTypingUser: " + account,
                "\r\n"));
            case "say" -> room.message('N', MsnText.message(MsnText.CHAT, MsnText.wire(rest)));
            case "say-in-pieces" -> sayInPieces(MsnText.wire(rest));
            case "hear" -> room.await(command -> command.isMessage("text/plain")
                && MsnText.text(command.body()).equals(rest));
            case "send-msnftp" -> new MsnFileTransfer(room).send(file(rest));
            case "receive-msnftp" -> new MsnFileTransfer(room).receive(account, Path.of(rest));
            case "send-p2p" -> new MsnPeerToPeer(room, account, other).send(file(rest));
            case "receive-p2p" -> new MsnPeerToPeer(room, account, other).receive(Path.of(rest));
            case "leave" -> {
                room.send("OUT\r\n");
                room.close();
            }
            default -> throw new IOException("no such step: " + step);
        }
    }

    private static Path file(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isReadable(file)) {
            throw new IOException("no such file: " + name);
        }
        return file;
    }

    /** Calls until the other has signed in. */
    private void call(String whom) throws IOException, InterruptedException {
        notification.send("XFR " + notification.next() + " SB\r\n");
        MsnCommand referral = notification.await(command -> command.is("XFR"));
        room = connect(referral.word(3));
        room.send("USR " + room.next() + " " + account + " " + referral.word(5) + "\r\n");
        room.await(command -> command.is("USR"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            room.send("CAL " + room.next() + " " + whom + "\r\n");
            if (room.await(command -> command.is("CAL") || command.is("217")).is("CAL")) {
                room.await(command -> command.is("JOI"));
                other = whom;
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException(whom + " is not there");
    }

    private void awaitCall() throws IOException {
        MsnCommand ring = notification.await(command -> command.is("RNG"));
        other = ring.word(5);
        room = connect(ring.word(2));
        room.send("ANS " + room.next() + " " + account + " " + ring.word(4) + " " + ring.word(1) + "\r\n");
        room.await(command -> command.is("ANS"));
    }

    private static MsnConnection connect(String address) throws IOException {
        int colon = address.indexOf(':');
        return MsnConnection.to(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private void sayInPieces(String wire) throws IOException {
        String id = "Message-ID: {C7B8E1B0-4E2B-4C6F-8B1E-1234567890AB}";
        int count = (wire.length() + PIECE - 1) / PIECE;
        for (int i = 0; i < count; i++) {
            String piece = wire.substring(i * PIECE, Math.min(wire.length(), (i + 1) * PIECE));
            room.message('N', i == 0 ? MsnText.message(MsnText.CHAT + "\r\n" + id + "\r\nChunks: " + count, piece)
                : "MIME-Version: 1.0\r\n" + id + "\r\nChunk: " + i + "\r\n\r\n" + piece);
        }
    }
}
