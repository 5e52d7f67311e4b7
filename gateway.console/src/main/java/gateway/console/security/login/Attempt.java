package gateway.console.security.login;

import gateway.console.security.user.User;

/** What came of a name and a password. */
public sealed interface Attempt {
    /** They are right. */
    record Right(User user) implements Attempt {
    }

    /**
     * They are not: no such user, or not this password.
     *
     * @param locked whether there is a wait from now on
     */
    record Wrong(boolean locked) implements Attempt {
    }

    /** They were not looked at: there have been too many failures. */
    record Wait(long millis) implements Attempt {
        /** In whole seconds, at least 1. */
        public long seconds() {
            return Math.max(1, (millis + 999) / 1000);
        }
    }

    /** They were not looked at: too many others are being checked. */
    record Busy() implements Attempt {
    }
}
