package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind the words of a query and behind a name in a hit: URNs and other texts, and blocks of GGEP, with a
 * separator between them.
 *
 * @param sha1 of the file in hexadecimal, empty if nobody said it
 * @param size of the file where 32 bits do not hold it, {@link Text#NO_NUMBER} if nobody said it
 * @param others who else has the file
 */
record Extensions(String sha1, long size, List<ListedPeer> others) {
    /** Between two extensions. */
    static final int SEPARATOR = 0x1c;
    private static final int SHA1_KIND = 1;
    private static final int BITPRINT_KIND = 2;
    private static final int SHA1 = 20;
    private static final int LONG = 8;

    /** @param offset of the view's first byte, {@link ListedPeer#NOWHERE} if it has no place */
    static Extensions read(ByteView bytes, int from, int to, long offset) {
        List<ListedPeer> others = new ArrayList<>();
        String sha1 = "";
        long size = Text.NO_NUMBER;
        int at = from;
        while (at < to) {
            if (bytes.u8(at) == Ggep.MAGIC) {
                Ggep.Block block = Ggep.read(bytes, at, to);
                sha1 = hash(bytes, block).orElse(sha1);
                size = largeSize(bytes, block, size);
                block.extensions().stream().filter(each -> each.id().equals("ALT") || each.id().equals("ALT6"))
                    .forEach(each -> Addresses.vector(bytes, each, offset, others));
                at = block.wellFormed() ? block.end() : to;
            } else {
                int separator = bytes.indexOf(SEPARATOR, at, to);
                int end = separator < 0 ? to : separator;
                sha1 = Urn.sha1(bytes.text(at, end - at)).orElse(sha1);
                at = end;
            }
            if (at < to && bytes.u8(at) == SEPARATOR) {
                at++;
            }
        }
        return new Extensions(sha1, size, others);
    }

    /** {@code H}: the kind of hash, then the hash; {@code u}: an URN without its first four letters. */
    private static Optional<String> hash(ByteView bytes, Ggep.Block block) {
        for (Ggep.Extension extension : block.extensions()) {
            if (extension.id().equals("H")) {
                byte[] data = extension.data(bytes).orElse(new byte[0]);
                if (data.length > SHA1 && (data[0] == SHA1_KIND || data[0] == BITPRINT_KIND)) {
                    return Optional.of(HexFormat.of().formatHex(data, 1, 1 + SHA1));
                }
            } else if (extension.id().toLowerCase(Locale.ROOT).equals("u")) {
                return extension.data(bytes).flatMap(data -> Urn.sha1("urn:" + Text.decoded(data)));
            }
        }
        return Optional.empty();
    }

    /** {@code LF}: the size, the low byte first, as many bytes as it takes. */
    private static long largeSize(ByteView bytes, Ggep.Block block, long otherwise) {
        for (Ggep.Extension extension : block.extensions()) {
            byte[] data = extension.id().equals("LF") ? extension.data(bytes).orElse(new byte[0]) : new byte[0];
            if (data.length > 0 && data.length <= LONG && (data.length < LONG || data[LONG - 1] >= 0)) {
                long size = 0;
                for (int i = data.length - 1; i >= 0; i--) {
                    size = size << 8 | data[i] & 0xff;
                }
                return size;
            }
        }
        return otherwise;
    }
}
