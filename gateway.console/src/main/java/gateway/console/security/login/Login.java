package gateway.console.security.login;

import gateway.console.security.user.PasswordHash;

/**
 * Somebody who is logged in.
 *
 * @param user the name
 * @param password the hash of the password that was given: another one ends the login
 * @param token what changes have to carry
 * @param begun when it began, in milliseconds of the monotonic clock
 * @param used when it was last used
 */
record Login(String user, PasswordHash password, String token, long begun, long used) {
    Login usedAt(long now) {
        return new Login(user, password, token, begun, now);
    }
}
