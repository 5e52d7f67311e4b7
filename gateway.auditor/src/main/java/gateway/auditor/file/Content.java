package gateway.auditor.file;

import gateway.api.content.FilePart;
import java.util.Map;

/**
 * By what parts of one file are told to belong together: a hash that the protocol named, wherever they come from; else
 * the same client, server, name, size and version of the file.
 *
 * @param size of the whole file in bytes
 * @param mark all the rest
 */
record Content(long size, String mark) {
    private static final String[] HASHES = {"sha1", "urn", "ed2k", "md5", "hash"};
    private static final String[] VERSIONS = {"hostname", "url", "etag", "content_encoding"};

    /** Of a part of a file; null where it cannot be told from others. */
    static Content of(FilePart part) {
        if (part.size() < 0) {
            return null;
        }
        Map<String, String> said = part.attributes();
        StringBuilder mark = new StringBuilder(part.record().application());
        for (String hash : HASHES) {
            if (said.containsKey(hash)) {
                return new Content(part.size(), mark.append('\n').append(hash).append('=').append(said.get(hash))
                    .toString());
            }
        }
        mark.append('\n').append(part.record().source().address()).append('\n').append(part.record().destination())
            .append('\n').append(part.direction()).append('\n').append(part.name());
        for (String version : VERSIONS) {
            mark.append('\n').append(said.getOrDefault(version, ""));
        }
        return new Content(part.size(), mark.toString());
    }

    /** Whether a part is a whole file by itself. */
    static boolean isWhole(FilePart part) {
        return part.first() == 0 && (part.size() < 0 || part.length() == part.size());
    }
}
