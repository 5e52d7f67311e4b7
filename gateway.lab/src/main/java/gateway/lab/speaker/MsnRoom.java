package gateway.lab.speaker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A switchboard: who is in it, and what is passed on. Threads of several connections. */
final class MsnRoom {
    private final String id;
    private final Map<String, MsnConnection> members = new LinkedHashMap<>();

    MsnRoom(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    synchronized void enter(String account, MsnConnection client) {
        members.put(account, client);
    }

    /** Tells the new one of the others, and the others of the new one. */
    synchronized void welcome(String number, String account, MsnConnection client) throws IOException {
        int place = 0;
        for (String member : members.keySet()) {
            place++;
            client.send("IRO " + number + " " + place + " " + members.size() + " " + member + " "
                + MsnServer.nick(member) + "\r\n");
        }
        client.send("ANS " + number + " OK\r\n");
        for (MsnConnection other : members.values()) {
            other.send("JOI " + account + " " + MsnServer.nick(account) + "\r\n");
        }
        members.put(account, client);
    }

    synchronized void relay(String from, String nick, String payload) throws IOException {
        for (Map.Entry<String, MsnConnection> member : members.entrySet()) {
            if (!member.getKey().equals(from)) {
                member.getValue().send("MSG " + from + " " + nick + " " + payload.length() + "\r\n" + payload);
            }
        }
    }

    synchronized void leave(String account) {
        members.remove(account);
        for (MsnConnection other : members.values()) {
            try {
                other.send("BYE " + account + "\r\n");
            } catch (IOException gone) {
                System.out.println("nobody to say goodbye to: " + gone.getMessage());
            }
        }
    }
}
