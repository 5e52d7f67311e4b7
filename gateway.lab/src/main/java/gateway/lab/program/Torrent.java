package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A torrent file, made by transmission-create.
 *
 * @param path of the torrent file
 * @param content what it describes
 * @param infoHash 40 hexadecimal digits
 */
public record Torrent(Path path, SharedFile content, String infoHash) {
    private static final Pattern HASH = Pattern.compile("Hash(?: v1)?:\\s*([0-9a-f]{40})");

    /**
     * Makes a torrent.
     *
     * @param trackers announce URLs; none for a torrent that is found through the DHT
     */
    public static Torrent create(Path path, SharedFile content, List<String> trackers) {
        List<String> command = new ArrayList<>(List.of("transmission-create", "-o", path.toString()));
        trackers.forEach(tracker -> command.addAll(List.of("-t", tracker)));
        command.add(content.path().toString());
        Command.run(command.toArray(String[]::new));
        Matcher hash = HASH.matcher(Command.run("transmission-show", path.toString()).out());
        if (!hash.find()) {
            throw new LabException("transmission-show says no hash of " + path);
        }
        return new Torrent(path, content, hash.group(1));
    }

    /** The info-hash as it stands in an announce URL. */
    public String escapedInfoHash() {
        return infoHash.replaceAll("..", "%$0");
    }
}
