package gateway.core.internal.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an archive says that it holds: its first entry, lines of text.
 *
 * @param version of the gateway that wrote it
 * @param date when, in UTC
 * @param files its files
 */
record Manifest(String version, String date, List<Entry> files) {
    static final String NAME = "manifest.txt";
    /** The last letter is the format's number. */
    private static final String TITLE = "P2PADM backup 1";
    static final int MAX_FILES = 10_000;
    /** No bundle comes near it. */
    static final long MAX_FILE_BYTES = 256L << 20;
    static final long MAX_BYTES = 1L << 30;
    private static final int MAX_PATH = 500;
    private static final Pattern FILE = Pattern.compile("file ([0-7]{3}) (\\d{1,10}) ([0-9a-f]{64}) (.+)");
    /** Folders and a file below conf/ or load/; none of them hidden, so neither "." nor "..". */
    private static final Pattern PATH = Pattern.compile("(conf|load)(/[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*){1,8}");

    /**
     * One file.
     *
     * @param path below {@code conf/} or {@code load/}, with that
     * @param mode of the file, in octal, three digits
     * @param size in bytes
     * @param sha256 of its bytes, in hexadecimal
     */
    record Entry(String path, String mode, long size, String sha256) {
    }

    /** Whether a file of this name can be in an archive. */
    static boolean isGood(String path) {
        return path.length() <= MAX_PATH && PATH.matcher(path).matches();
    }

    /** The text of it. */
    String text() {
        StringBuilder text = new StringBuilder(TITLE + "\nversion " + version + "\ndate " + date + "\n");
        files.forEach(file -> text.append("file ").append(file.mode()).append(' ').append(file.size()).append(' ')
            .append(file.sha256()).append(' ').append(file.path()).append('\n'));
        return text.toString();
    }

    /** Reads the text of one. */
    static Manifest parse(String text) throws BrokenArchive {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !lines.get(0).equals(TITLE) || !lines.get(1).startsWith("version ")
            || !lines.get(2).startsWith("date ")) {
            throw new BrokenArchive("is no backup of P2PADM, or of a later format");
        }
        List<Entry> files = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        long bytes = 0;
        for (String line : lines.subList(3, lines.size())) {
            Matcher found = FILE.matcher(line);
            if (!found.matches() || !isGood(found.group(4))) {
                throw new BrokenArchive("its manifest has a line that means nothing or names a file outside of conf/ "
                    + "and load/: " + printable(line));
            }
            Entry file = new Entry(found.group(4), found.group(1), Long.parseLong(found.group(2)), found.group(3));
            bytes += file.size();
            files.add(file);
            if (!paths.add(file.path())) {
                throw new BrokenArchive("its manifest names a file twice: " + file.path());
            }
            if (file.size() > MAX_FILE_BYTES || bytes > MAX_BYTES || files.size() > MAX_FILES) {
                throw new BrokenArchive("it holds more than a backup may hold");
            }
        }
        return new Manifest(word(lines.get(1)), word(lines.get(2)), List.copyOf(files));
    }

    private static String word(String line) {
        return printable(line.substring(line.indexOf(' ') + 1));
    }

    /** An archive may come from anywhere, and this goes to a terminal. */
    static String printable(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(plain.length(), 100));
    }
}
