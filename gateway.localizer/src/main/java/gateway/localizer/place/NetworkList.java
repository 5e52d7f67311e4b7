package gateway.localizer.place;

import gateway.api.locality.PeerDistance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Networks whose distance the administrator knows: a line each, {@code prefix cost name}, of which cost (0 if it is
 * missing) and name may be missing; {@code #} begins a remark. A list with a wrong line is wrong as a whole.
 */
public final class NetworkList {
    /** More networks are refused. */
    public static final int MOST = 200_000;
    private static final int LONGEST_NAME = 60;

    private final Map<Prefix, Entry> entries;

    /**
     * What was said of a network.
     *
     * @param cost from any client, 0 to {@link PeerDistance#FARTHEST}
     * @param name what the administrator calls it; may be empty
     */
    public record Entry(int cost, String name) {
    }

    private NetworkList(Map<Prefix, Entry> entries) {
        this.entries = entries;
    }

    /** Networks of the configuration itself, which are as near as can be. */
    public static NetworkList own(Collection<Prefix> networks) {
        Map<Prefix, Entry> entries = new LinkedHashMap<>();
        networks.forEach(network -> entries.put(network, new Entry(0, "our network")));
        return new NetworkList(entries);
    }

    /**
     * Reads a file.
     *
     * @throws IOException with what is wrong in which line, in a sentence without its end
     */
    public static NetworkList read(byte[] bytes) throws IOException {
        Map<Prefix, Entry> entries = new LinkedHashMap<>();
        int number = 0;
        for (String line : text(bytes).split("\n", -1)) {
            number++;
            String said = line.replaceFirst("#.*", "").strip();
            if (!said.isEmpty()) {
                add(entries, said, number);
            }
        }
        return new NetworkList(entries);
    }

    /** Several lists as one; where two speak of the same network, the first of them is right. */
    public static PrefixTable<Entry> table(Collection<NetworkList> lists) {
        Map<Prefix, Entry> all = new LinkedHashMap<>();
        lists.forEach(list -> list.entries.forEach(all::putIfAbsent));
        return PrefixTable.of(all);
    }

    /** How many networks it has. */
    public int size() {
        return entries.size();
    }

    private static void add(Map<Prefix, Entry> entries, String said, int line) throws IOException {
        String[] words = said.split("\\s+", 3);
        try {
            Prefix prefix = Prefix.parse(words[0]);
            Entry entry = new Entry(words.length < 2 ? 0 : cost(words[1]), words.length < 3 ? "" : name(words[2]));
            Entry before = entries.putIfAbsent(prefix, entry);
            if (before != null && before.cost() != entry.cost()) {
                throw new IllegalArgumentException(prefix + " costs " + before.cost() + " in an earlier line, "
                    + entry.cost() + " here");
            }
        } catch (IllegalArgumentException wrong) {
            throw new IOException("line " + line + ": " + wrong.getMessage(), wrong);
        }
        if (entries.size() > MOST) {
            throw new IOException("it has more than " + MOST + " networks");
        }
    }

    private static int cost(String word) {
        if (!word.matches("\\d{1,4}") || Integer.parseInt(word) > PeerDistance.FARTHEST) {
            throw new IllegalArgumentException("the cost is a number from 0 to " + PeerDistance.FARTHEST);
        }
        return Integer.parseInt(word);
    }

    private static String name(String words) {
        if (words.length() > LONGEST_NAME || words.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a name has at most " + LONGEST_NAME + " characters that can be read");
        }
        return words;
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().replace("\r", "");
        } catch (CharacterCodingException binary) {
            throw new IOException("it is not text in UTF-8", binary);
        }
    }
}
