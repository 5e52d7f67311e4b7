package gateway.console.security.login;

import gateway.console.security.user.PasswordHash;
import gateway.console.security.user.User;
import gateway.console.security.user.UserDirectory;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Checks names and passwords, and has those wait who guess. One check at a time: it costs some tenths of a second of a
 * processor that forwards packets. A name that does not exist costs as much and is answered alike. Any thread.
 */
public final class PasswordCheck {
    private static final int FREE_AN_ADDRESS = 5;
    private static final int FREE_A_USER = 20;
    private static final int FREE_A_BROWSER = 10;
    private static final int REMEMBERED = 256;
    private static final long QUEUE_SECONDS = 5;

    private final UserDirectory users;
    private final LockOut lockOut;
    private final PasswordHash nobody;
    private final String key;
    private final Semaphore turn = new Semaphore(1, true);
    /** What was right lately, so that a script is not slow at each request: signatures by user. */
    private final Map<String, Remembered> right = new LinkedHashMap<>();

    private record Remembered(PasswordHash hash, String signature) {
    }

    /** {@code nobody} is tried for names that do not exist. */
    PasswordCheck(UserDirectory users, LockOut lockOut, SecureRandom random, PasswordHash nobody) {
        this.users = users;
        this.lockOut = lockOut;
        this.nobody = nobody;
        key = new Secrets(random).made();
    }

    /**
     * Checks a name and a password.
     *
     * @param browser the known browser that it came from; a guesser elsewhere cannot lock it out
     */
    public Attempt check(String name, char[] password, InetAddress from, Optional<String> browser) {
        List<LockOut.Key> keys = keys(name, from, browser);
        Optional<User> user = users.find(name);
        String signature = Secrets.signature(key, name + "\n" + new String(password));
        long wait = lockOut.waitMillis(keys);
        if (wait > 0) {
            return new Attempt.Wait(wait);
        }
        if (user.isPresent() && isRemembered(user.get(), signature)) {
            return new Attempt.Right(user.get());
        }
        if (!takesItsTurn()) {
            return new Attempt.Busy();
        }
        try {
            return inTurn(user, password, signature, keys);
        } finally {
            turn.release();
        }
    }

    private Attempt inTurn(Optional<User> user, char[] password, String signature, List<LockOut.Key> keys) {
        long wait = lockOut.waitMillis(keys); // those before may have used up what is free
        if (wait > 0) {
            return new Attempt.Wait(wait);
        }
        boolean matches = user.map(User::password).orElse(nobody).matches(password);
        if (user.isEmpty() || !matches) {
            return new Attempt.Wrong(lockOut.fail(keys));
        }
        lockOut.succeed(keys);
        remember(user.get(), signature);
        return new Attempt.Right(user.get());
    }

    private boolean takesItsTurn() {
        try {
            return turn.tryAcquire(QUEUE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized boolean isRemembered(User user, String signature) {
        Remembered remembered = right.get(user.name());
        return remembered != null && remembered.hash().equals(user.password())
            && Secrets.same(remembered.signature(), signature);
    }

    private synchronized void remember(User user, String signature) {
        right.put(user.name(), new Remembered(user.password(), signature));
        if (right.size() > REMEMBERED) {
            right.remove(right.keySet().iterator().next());
        }
    }

    private static List<LockOut.Key> keys(String name, InetAddress from, Optional<String> browser) {
        if (browser.isPresent()) {
            return List.of(new LockOut.Key("browser " + browser.get(), FREE_A_BROWSER));
        }
        List<LockOut.Key> keys = new ArrayList<>();
        keys.add(new LockOut.Key("address " + network(from), FREE_AN_ADDRESS));
        keys.add(new LockOut.Key("user " + Secrets.digest(name), FREE_A_USER));
        return keys;
    }

    /** An IPv6 host has a /64 to itself, so that is what counts as an address. */
    private static String network(InetAddress from) {
        byte[] bytes = from.getAddress();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, 8); i++) {
            text.append(bytes[i]).append('.');
        }
        return text.toString();
    }
}
