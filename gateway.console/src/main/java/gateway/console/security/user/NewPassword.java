package gateway.console.security.user;

import java.security.SecureRandom;

/** Passwords that are made, and what one that somebody chose has to be like. */
public final class NewPassword {
    /** Characters that a chosen password has at least; what it is made of is nobody's business (NIST SP 800-63B). */
    public static final int SHORTEST = 12;
    /** Nothing that is mistaken for another when it is typed: no 0, 1, l, o. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 5;
    private static final int GROUP = 4;

    private NewPassword() {
    }

    /** One of 100 random bits, in groups that can be read out. */
    public static String made(SecureRandom random) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                made.append('-');
            }
            made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return made.toString();
    }

    /**
     * Refuses what is too short or too long.
     *
     * @throws IllegalArgumentException in words
     */
    static void check(char[] password, String user) {
        if (password.length < SHORTEST || password.length > PasswordHash.LONGEST) {
            throw new IllegalArgumentException(
                "a password has " + SHORTEST + " to " + PasswordHash.LONGEST + " characters");
        }
        if (new String(password).equalsIgnoreCase(user)) {
            throw new IllegalArgumentException("the password is the user's name");
        }
    }
}
