package gateway.console.security.server;

import gateway.console.security.login.Logins;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code gateway.console.cfg} says, checked.
 *
 * @param enabled whether there is a console
 * @param host where it listens, as it was written
 * @param address where it listens
 * @param port 0 to 65535; 0: any that is free
 * @param certificate where HTTPS has its certificate from
 * @param hostNames names that it answers to, beside its addresses and localhost
 * @param limits how long logins last
 */
record ConsoleSettings(boolean enabled, String host, InetAddress address, int port, CertificateSource certificate,
                       Set<String> hostNames, Logins.Limits limits) {
    static final String PID = "gateway.console";
    static final String HOST = "127.0.0.1";
    static final int PORT = 8080;
    static final int IDLE_MINUTES = 30;
    static final int LOGIN_HOURS = 12;
    private static final int MOST_IDLE_MINUTES = 24 * 60;
    private static final int MOST_LOGIN_HOURS = 30 * 24;
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> KEYS = Set.of("enabled", "host", "port", "certificate", "certificateKey",
        "certificatePassword", "hostNames", "idleMinutes", "loginHours");
    private static final Pattern FOREIGN = Pattern.compile("(service|component|felix|osgi|metatype)\\..*");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})");

    /** Reads and checks settings as they were written. */
    static ConsoleSettings of(Map<String, Object> written) throws InvalidSetting {
        for (String key : written.keySet()) {
            if (!KEYS.contains(key) && !FOREIGN.matcher(key).matches()) {
                throw new InvalidSetting(written, key, "is not a setting; there are "
                    + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        String host = text(written, "host", HOST);
        InetAddress address = address(written, host);
        CertificateSource certificate = CertificateSource.of(text(written, "certificate", ""),
            text(written, "certificateKey", ""), text(written, "certificatePassword", ""));
        if (certificate instanceof CertificateSource.None && !address.isLoopbackAddress()) {
            throw new InvalidSetting(written, "host", "is " + host + ", which others can reach, so HTTPS is needed: "
                + "set certificate = made, or to the file of a certificate");
        }
        return new ConsoleSettings(flag(written), host, address, number(written, "port", PORT, 0, HIGHEST_PORT),
            certificate, hostNames(written), new Logins.Limits(
                Duration.ofMinutes(number(written, "idleMinutes", IDLE_MINUTES, 1, MOST_IDLE_MINUTES)),
                Duration.ofHours(number(written, "loginHours", LOGIN_HOURS, 1, MOST_LOGIN_HOURS))));
    }

    private static InetAddress address(Map<String, Object> written, String host) throws InvalidSetting {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new InvalidSetting(written, "host", "is no address and no name that resolves: " + host);
        }
    }

    private static Set<String> hostNames(Map<String, Object> written) throws InvalidSetting {
        Set<String> names = new TreeSet<>();
        for (String name : text(written, "hostNames", "").split(",")) {
            if (name.isBlank()) {
                continue;
            }
            if (!HOST_NAME.matcher(name.strip()).matches()) {
                throw new InvalidSetting(written, "hostNames", "holds what is no name: " + name.strip());
            }
            names.add(name.strip());
        }
        return Set.copyOf(names);
    }

    private static String text(Map<String, Object> written, String key, String otherwise) {
        Object value = written.get(key);
        return value == null || value.toString().isBlank() ? otherwise : value.toString().strip();
    }

    private static boolean flag(Map<String, Object> written) throws InvalidSetting {
        String text = text(written, "enabled", "true");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new InvalidSetting(written, "enabled", "is true or false, not \"" + text + '"');
        }
        return Boolean.parseBoolean(text);
    }

    private static int number(Map<String, Object> written, String key, int otherwise, int least, int most)
        throws InvalidSetting {
        String text = text(written, key, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new InvalidSetting(written, key, "is a number from " + least + " to " + most + ", not \"" + text + '"');
    }
}
