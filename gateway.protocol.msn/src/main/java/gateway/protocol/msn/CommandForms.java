package gateway.protocol.msn;

import java.util.Set;

/** The exact forms of commands, by which they are known among other bytes. */
final class CommandForms {
    private static final Set<String> STATES = Set.of("NLN", "BSY", "IDL", "BRB", "AWY", "PHN", "LUN", "HDN", "FLN");
    private static final Set<String> SIGN_IN = Set.of("TWN", "SSO", "MD5", "SHA");
    private static final Set<String> KICKS = Set.of("OTH", "SSD", "RCT");
    private static final int MAX_WORD = 32;
    private static final int MAX_PORT = 0xffff;

    private CommandForms() {
    }

    /** {@code VER 1 MSNP12 MSNP11 CVR0}, or the answer with the version that was chosen. */
    static boolean isVersion(Command command) {
        if (!command.is("VER") || command.count() < 2 || command.number(0) < 0) {
            return false;
        }
        boolean named = false;
        for (String word : command.words().subList(1, command.count())) {
            if (!capitals(word)) {
                return false;
            }
            named |= word.startsWith("MSNP") && Text.isNumber(word.substring(4));
        }
        return named;
    }

    /** {@code VER MSNFTP}: a file transfer's connection. */
    static boolean isFileTransfer(Command command) {
        return command.is("VER") && command.number(0) < 0 && command.words().contains("MSNFTP");
    }

    /** {@code USR 1 alice@example.net 12.34.56}: into a switchboard with a ticket. */
    static boolean isTicket(Command command) {
        return command.is("USR") && command.count() == 3 && command.number(0) >= 0
            && Text.isAccount(command.word(1)) && Text.isKey(command.word(2));
    }

    /** {@code ANS 1 bob@example.net 12.34 5678}: into a switchboard by invitation. */
    static boolean isAnswer(Command command) {
        return command.is("ANS") && command.count() == 4 && command.number(0) >= 0
            && Text.isAccount(command.word(1)) && Text.isKey(command.word(2)) && command.number(3) >= 0;
    }

    /** A message of a client: {@code MSG 4 N 90}. */
    static boolean isSent(Command command) {
        return command.is("MSG") && command.count() == 3 && command.number(0) >= 0 && command.number(2) >= 0
            && command.word(1).length() == 1 && "UNAD".contains(command.word(1));
    }

    /** A message of a server: {@code MSG bob@example.net Bob 90}. */
    static boolean isDelivered(Command command) {
        return command.is("MSG") && command.count() == 3 && command.number(2) >= 0 && command.number(0) < 0
            && (Text.isAccount(command.word(0)) || command.word(0).equals("Hotmail"));
    }

    /** Whether the command proves by itself that a connection in progress speaks MSNP; a message does not yet. */
    static boolean isTelling(Command command) {
        return switch (command.name()) {
            case "VER" -> isVersion(command);
            case "USR" -> isTicket(command) || isSignIn(command);
            case "ANS" -> isAnswer(command);
            case "IRO" -> command.count() >= 5 && numbers(command, 3) && Text.isAccount(command.word(3));
            case "JOI" -> command.count() >= 2 && Text.isAccount(command.word(0));
            case "CAL" -> command.number(0) >= 0 && (command.count() == 2 && Text.isAccount(command.word(1))
                || command.count() == 3 && command.word(1).equals("RINGING") && command.number(2) >= 0);
            case "RNG" -> command.count() >= 6 && command.number(0) >= 0 && isAddress(command.word(1))
                && command.word(2).equals("CKI") && Text.isAccount(command.word(4));
            case "XFR" -> isReferral(command);
            case "NLN" -> STATES.contains(command.word(0)) && Text.isAccount(command.word(1));
            case "ILN" -> command.number(0) >= 0 && STATES.contains(command.word(1))
                && Text.isAccount(command.word(2));
            default -> false;
        };
    }

    /** Whether the command has the form of one that may be taken for the next where the thread was lost. */
    static boolean isKnown(Command command) {
        return isTelling(command) || switch (command.name()) {
            case "MSG" -> isSent(command) || isDelivered(command);
            case "PNG" -> command.count() == 0;
            case "QNG", "ACK", "NAK" -> command.count() == 1 && command.number(0) >= 0;
            case "OUT" -> command.count() == 0 || command.count() == 1 && KICKS.contains(command.word(0));
            case "BYE" -> command.count() <= 2 && Text.isAccount(command.word(0));
            case "ANS" -> command.count() == 2 && command.number(0) >= 0 && command.word(1).equals("OK");
            case "XFR" -> command.count() == 2 && command.number(0) >= 0 && command.word(1).equals("SB");
            case "CHG" -> command.number(0) >= 0 && STATES.contains(command.word(1));
            case "UBX", "FLN" -> Text.isAccount(command.word(0));
            default -> false;
        };
    }

    /** {@code 192.0.2.5:1863}. */
    static boolean isAddress(String word) {
        int colon = word.indexOf(':');
        long port = Text.number(word.substring(colon + 1));
        return colon > 0 && port > 0 && port <= MAX_PORT && word.substring(0, colon).matches("[0-9]+(\\.[0-9]+){3}");
    }

    private static boolean isSignIn(Command command) {
        return command.number(0) >= 0 && command.count() >= 3
            && (SIGN_IN.contains(command.word(1)) && (command.word(2).equals("I") || command.word(2).equals("S"))
            || command.word(1).equals("OK") && Text.isAccount(command.word(2)));
    }

    private static boolean isReferral(Command command) {
        return command.count() >= 3 && command.number(0) >= 0 && isAddress(command.word(2))
            && (command.word(1).equals("NS") || command.word(1).equals("SB") && command.word(3).equals("CKI"));
    }

    private static boolean numbers(Command command, int count) {
        for (int i = 0; i < count; i++) {
            if (command.number(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean capitals(String word) {
        return word.length() <= MAX_WORD
            && word.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
    }
}
