package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.WireText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a torrent holds (BEP 3): a file with its length, or a directory and the files in it. Read as far as it is
 * there: of a long description the end, which holds hashes, was not kept.
 */
final class TorrentContents {
    /** Files beyond this many are not told. */
    static final int MAX_FILES = 100;
    private static final byte[] KEY_NAME = Bencode.key("name");
    private static final byte[] KEY_LENGTH = Bencode.key("length");
    private static final byte[] KEY_FILES = Bencode.key("files");
    private static final byte[] KEY_PATH = Bencode.key("path");
    private static final int MAX_DEPTH = 16;

    private final ByteView bytes;
    private final int end;
    private final Map<String, String> said;
    private final DissectionSink sink;

    private TorrentContents(ByteView bytes, Map<String, String> said, DissectionSink sink) {
        this.bytes = bytes;
        this.end = bytes.length();
        this.said = said;
        this.sink = sink;
    }

    /** Tells the names in a description; {@code verified}: it is the one that the info-hash stands for. */
    static void tell(ByteView bytes, byte[] infoHash, boolean verified, DissectionSink sink) {
        Map<String, String> said = Map.of("info_hash", Ascii.toHex(infoHash), "verified", Boolean.toString(verified));
        new TorrentContents(bytes, said, sink).tell();
    }

    private void tell() {
        String name = text(Bencode.find(bytes, 0, end, KEY_NAME));
        long length = Bencode.integer(bytes, Bencode.find(bytes, 0, end, KEY_LENGTH), end,
            DissectionEvent.UNKNOWN_SIZE);
        if (!name.isEmpty()) {
            offer(name, length);
        }
        int files = Bencode.find(bytes, 0, end, KEY_FILES);
        if (Bencode.starts(bytes, files, end, 'l')) {
            files(files + 1);
        }
    }

    private void files(int first) {
        int at = first;
        for (int i = 0; i < MAX_FILES && Bencode.starts(bytes, at, end, 'd'); i++) {
            int next = Bencode.skip(bytes, at, end);
            if (next < 0) {
                return;
            }
            String path = path(Bencode.find(bytes, at, next, KEY_PATH), next);
            long length = Bencode.integer(bytes, Bencode.find(bytes, at, next, KEY_LENGTH), next,
                DissectionEvent.UNKNOWN_SIZE);
            if (!path.isEmpty()) {
                offer(path, length);
            }
            at = next;
        }
    }

    /** The directories and the name, with slashes between them. */
    private String path(int list, int limit) {
        StringBuilder path = new StringBuilder();
        int at = Bencode.starts(bytes, list, limit, 'l') ? list + 1 : limit;
        for (int i = 0; i < MAX_DEPTH && at >= 0 && at < limit && bytes.u8(at) != 'e'; i++) {
            String part = text(at);
            flaw(part);
            path.append(path.isEmpty() ? "" : "/").append(part);
            at = Bencode.skip(bytes, at, limit);
        }
        return path.toString();
    }

    private void offer(String name, long length) {
        if (name.length() > DissectionEvent.MAX_TEXT) {
            sink.emit(new DissectionEvent.Anomaly("hostile_file_name", "too long"));
        }
        String bounded = name.substring(0, Math.min(name.length(), WireText.MAX_LENGTH));
        sink.emit(new FileOffered("", "", WireText.of(bounded), Math.max(length, DissectionEvent.UNKNOWN_SIZE), said));
    }

    private void flaw(String part) {
        if (part.indexOf('/') >= 0 || part.indexOf('\\') >= 0 || part.equals("..")) {
            sink.emit(new DissectionEvent.Anomaly("hostile_file_name", "path"));
        }
    }

    /** The text that begins there, empty if none does. */
    private String text(int at) {
        int length = Bencode.textLength(bytes, at, end);
        return length <= 0 ? ""
            : new String(bytes.copy(Bencode.textStart(bytes, at, end), length), StandardCharsets.UTF_8);
    }
}
