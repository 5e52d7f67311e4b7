package gateway.lab.speaker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens rooms, says the first half of a message in each, and waits: {@code ADDRESS PORT COUNT}. Whoever has to see
 * whole messages before it lets them go on has to hold all of them. Ended, it resets its connections: held for longer
 * than its patience, a sender only repeats what it has said.
 */
public final class MsnHalfMessages {
    static final String WAITING = "half a message in each";
    private static final String ACCOUNT = "half@example.net";
    private static final String BEGINNING = "a message that does not come to its ";
    private static final int MISSING = 40;

    private MsnHalfMessages() {
    }

    /** Runs it until it is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("a speaker of MSNP made for tests, not Microsoft's client");
        String address = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        List<MsnConnection> rooms = new ArrayList<>();
        try (MsnConnection notification = MsnConnection.greeted(address, port)) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                rooms.add(room(notification, address, port));
            }
            System.out.println(WAITING);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static MsnConnection room(MsnConnection notification, String address, int port) throws IOException {
        notification.send("XFR " + notification.next() + " SB\r\n");
        MsnCommand referral = notification.await(command -> command.is("XFR"));
        MsnConnection room = MsnConnection.to(address, port);
        room.resetAtEnd();
        room.send("USR " + room.next() + " " + ACCOUNT + " " + referral.word(5) + "\r\n");
        room.await(command -> command.is("USR"));
        String half = MsnText.message(MsnText.CHAT, BEGINNING);
        room.send("MSG " + room.next() + " N " + (half.length() + MISSING) + "\r\n" + half);
        return room;
    }
}
