package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The query of an HTTP tracker request (BEP 3): names and percent-encoded values. */
final class TrackerQuery {
    /** Bytes of an info-hash; those of version 2 are cut to this (BEP 52). */
    static final int HASH = 20;
    private static final String INFO_HASH = "info_hash=";
    /** The hash of the hash, where a tracker wants it obfuscated (BEP 8). */
    private static final String OBFUSCATED = "sha_ih=";
    private static final String[] TOLD = {"event", "port", "left", "downloaded", "uploaded", "compact"};
    private static final int MAX_VALUE = 64;

    private TrackerQuery() {
    }

    /** Whether a target asks a tracker about a torrent: a hash of 20 bytes, and who asks or what for. */
    static boolean is(String target) {
        int query = target.indexOf('?');
        if (query < 0) {
            return false;
        }
        boolean asked = has(target, query, "peer_id=") || has(target, query, "port=")
            || contains(target, query, "scrape") || contains(target, query, "announce");
        return asked && (isHash(target, query, INFO_HASH) || isHash(target, query, OBFUSCATED));
    }

    /** Whether a target asks a web seed for a part of a torrent (BEP 17). */
    static boolean isSeed(String target) {
        int query = target.indexOf('?');
        return query > 0 && (isHash(target, query, INFO_HASH) && contains(target, query, "seed")
            || target.startsWith("/data?fid=") && has(target, query, "size="));
    }

    /** What the query says: info-hash, peer id, client, and the plain parameters. */
    static Map<String, String> read(String target) {
        int query = target.indexOf('?');
        Map<String, String> said = new LinkedHashMap<>();
        said.put("query", contains(target, query, "scrape") ? "scrape" : "announce");
        hash(target, query, INFO_HASH).ifPresent(hash -> said.put("info_hash", Ascii.toHex(hash)));
        hash(target, query, "peer_id=").ifPresent(id -> {
            ByteView bytes = ByteView.of(id);
            said.put("peer_id", Ascii.printable(bytes, 0, id.length, id.length));
            if (!PeerId.client(bytes, 0).isEmpty()) {
                said.put("client", PeerId.client(bytes, 0));
            }
        });
        for (String name : TOLD) {
            String value = value(target, query, name + "=");
            if (!value.isEmpty() && value.length() <= MAX_VALUE) {
                said.put(name, value);
            }
        }
        return said;
    }

    private static boolean contains(String target, int query, String word) {
        int at = target.indexOf(word);
        return at >= 0 && at < query;
    }

    private static boolean has(String target, int query, String parameter) {
        return start(target, query, parameter) >= 0;
    }

    /** Where the value of a parameter begins, -1 if it is not there. */
    private static int start(String target, int query, String parameter) {
        int at = target.indexOf(parameter, query + 1);
        while (at > 0 && target.charAt(at - 1) != '?' && target.charAt(at - 1) != '&') {
            at = target.indexOf(parameter, at + 1);
        }
        return at < 0 ? -1 : at + parameter.length();
    }

    private static String value(String target, int query, String parameter) {
        int start = start(target, query, parameter);
        int end = start < 0 ? -1 : target.indexOf('&', start);
        return start < 0 ? "" : target.substring(start, end < 0 ? target.length() : end);
    }

    /** Whether the parameter's value is 20 bytes; counts them in place. */
    private static boolean isHash(String target, int query, String parameter) {
        int at = start(target, query, parameter);
        int bytes = 0;
        while (at >= 0 && at < target.length() && target.charAt(at) != '&') {
            at = next(target, at);
            bytes++;
        }
        return at >= 0 && bytes == HASH;
    }

    private static Optional<byte[]> hash(String target, int query, String parameter) {
        if (!isHash(target, query, parameter)) {
            return Optional.empty();
        }
        byte[] hash = new byte[HASH];
        int at = start(target, query, parameter);
        for (int i = 0; i < HASH; i++) {
            hash[i] = target.charAt(at) == '%'
                ? (byte) Integer.parseInt(target, at + 1, at + 3, 16) : (byte) target.charAt(at);
            at = next(target, at);
        }
        return Optional.of(hash);
    }

    /** Where the next encoded byte begins; -1 if this one is broken. */
    private static int next(String target, int at) {
        if (target.charAt(at) != '%') {
            return at + 1;
        }
        boolean whole = at + 2 < target.length() && Character.digit(target.charAt(at + 1), 16) >= 0
            && Character.digit(target.charAt(at + 2), 16) >= 0;
        return whole ? at + 3 : -1;
    }
}
