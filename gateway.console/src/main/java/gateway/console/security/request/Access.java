package gateway.console.security.request;

import gateway.console.security.Role;
import java.util.Set;

/** Who may go where. What is not known to be harmless is the administrator's. */
public enum Access {
    /** Anybody, also who is not logged in: the login page. */
    EVERYBODY,
    /** Whoever asks from this machine; elsewhere whoever is logged in. */
    NEIGHBOURS,
    /** Whoever is logged in. */
    USERS,
    /** Administrators. */
    ADMINISTRATORS;

    /** Where Felix's console is; its own pages and ours lie below. */
    public static final String CONSOLE = "/system/console";
    /** The login page and what belongs to it. */
    public static final String LOGIN = "/login";
    /** Where Felix's pages log out. */
    public static final String LOGOUT = CONSOLE + "/logout";
    /** How the labels of our pages begin. */
    private static final String OURS = CONSOLE + "/gateway";
    private static final String METRICS = "/metrics";
    /** Felix's pages that show neither secrets nor logs, by label; res is what all pages are drawn with. */
    private static final Set<String> SHOWN_TO_ALL = Set.of("res", "bundles", "licenses", "vmstat");

    /** Who may send a request of that method to that path, decoded and normalized. */
    public static Access to(String method, String path) {
        if (path.equals(LOGIN) || path.startsWith(LOGIN + "/")) {
            return EVERYBODY;
        }
        if (path.equals(LOGOUT)) {
            return USERS;
        }
        if (!Provenance.isHarmless(method)) {
            return ADMINISTRATORS;
        }
        if (path.equals(METRICS)) {
            return NEIGHBOURS;
        }
        return path.equals("/") || isOurs(path) || isShownToAll(path) ? USERS : ADMINISTRATORS;
    }

    /** Whether a path is a page of ours. */
    public static boolean isOurs(String path) {
        return path.startsWith(OURS);
    }

    /** Whether a path is a page of Felix's. */
    public static boolean isStock(String path) {
        return (path.equals(CONSOLE) || path.startsWith(CONSOLE + "/")) && !isOurs(path);
    }

    /** Whether a path is a page that a person opens. */
    public static boolean isPage(String path) {
        return isStock(path) || isOurs(path);
    }

    /** Whether somebody with these roles is among them. */
    public boolean admits(Set<Role> roles) {
        return this != ADMINISTRATORS || roles.contains(Role.ADMINISTRATOR);
    }

    private static boolean isShownToAll(String path) {
        if (path.equals(CONSOLE) || path.equals(CONSOLE + "/")) {
            return true; // it only leads on to the first page
        }
        if (!isStock(path)) {
            return false;
        }
        String label = path.substring(CONSOLE.length() + 1);
        int end = label.indexOf('/');
        return SHOWN_TO_ALL.contains(withoutEnding(end < 0 ? label : label.substring(0, end)));
    }

    /** {@code bundles.json} belongs to {@code bundles}. */
    private static String withoutEnding(String label) {
        return label.endsWith(".json") ? label.substring(0, label.length() - ".json".length()) : label;
    }
}
