package gateway.protocol.msn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is in a switchboard: the account of the client whose connection it is, and those that it was told of. */
final class Room {
    /** More than anybody could talk to; who comes later is not kept. */
    static final int MAX_PLACES = 64;

    /** Accounts with the places where they are signed in, as they came; each place leaves by itself. */
    private final Set<String> places = new LinkedHashSet<>();
    private String own = "";
    private String id = "";
    private boolean entered;

    /** The server's number for it, empty while unknown. */
    String id() {
        return id;
    }

    void id(String number) {
        id = Text.cut(number);
    }

    /** The account of the client, empty while unknown. */
    String own() {
        return own;
    }

    void own(String account) {
        own = Text.cut(Text.account(account));
    }

    /** Whether the client was seen to go in. */
    boolean entered() {
        return entered;
    }

    void enter() {
        entered = true;
    }

    void join(String place) {
        if (places.size() < MAX_PLACES) {
            places.add(Text.cut(place));
        }
    }

    void leave(String place) {
        places.remove(Text.cut(place));
    }

    /** Somebody spoke, and so is there. */
    void heard(String account) {
        if (places.stream().noneMatch(place -> Text.account(place).equals(account))) {
            join(account);
        }
    }

    /** Who reads what this account writes, with blanks between; empty if nobody is known. */
    String readers(String writer) {
        List<String> readers = new ArrayList<>();
        if (!own.isEmpty()) {
            readers.add(own);
        }
        for (String place : places) {
            String account = Text.account(place);
            if (!readers.contains(account)) {
                readers.add(account);
            }
        }
        readers.remove(writer);
        return Text.cut(String.join(" ", readers));
    }
}
