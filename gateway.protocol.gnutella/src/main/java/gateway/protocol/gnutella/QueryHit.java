package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer to a search: the files of one host.
 *
 * @param host where they are; empty where nothing can be
 * @param results in order, as far as they could be read
 * @param vendor of the host's program, empty if it did not say
 * @param servent the host's GUID in hexadecimal, by which it is asked to push
 * @param wellFormed whether all results were there
 */
record QueryHit(Optional<Endpoint> host, List<Result> results, String vendor, String servent, boolean wellFormed) {
    private static final int PORT = 1;
    /** Where the host's address stands in the payload. */
    static final int ADDRESS = 3;
    private static final int RESULTS = 11;
    private static final int SERVENT = 16;
    private static final int RESULT = 8;
    private static final int VENDOR = 4;

    /**
     * A file.
     *
     * @param index its number at the host
     * @param size in bytes
     * @param sha1 in hexadecimal, empty if it was not said
     * @param others who else has it
     */
    record Result(long index, long size, WireText name, String sha1, List<ListedPeer> others) {
    }

    /**
     * Reads the payload in [from, to).
     *
     * @param offset of the view's first byte, {@link WireText#NOWHERE} if it has no place
     */
    static QueryHit read(ByteView bytes, int from, int to, long offset) {
        int end = to - SERVENT;
        if (from + RESULTS > end) {
            return new QueryHit(Optional.empty(), List.of(), "", "", false);
        }
        int count = bytes.u8(from);
        List<Result> results = new ArrayList<>();
        int at = from + RESULTS;
        while (results.size() < count && at >= 0) {
            at = result(bytes, at, end, offset, results);
        }
        boolean whole = at >= 0;
        boolean vendor = whole && at + VENDOR <= end && Text.isVendor(bytes, at);
        return new QueryHit(Addresses.v4(bytes, from + ADDRESS, from + PORT), results,
            vendor ? bytes.text(at, VENDOR) : "", Text.hex(bytes, end, SERVENT), whole);
    }

    /** Adds the result that begins at {@code at}; answers where the next one does, -1 if this one is not whole. */
    private static int result(ByteView bytes, int at, int end, long offset, List<Result> results) {
        int name = at + RESULT;
        int zero = name <= end ? bytes.indexOf(0, name, end) : -1;
        int second = zero < 0 ? -1 : bytes.indexOf(0, zero + 1, end);
        if (second < 0) {
            return -1;
        }
        Extensions said = Extensions.read(bytes, zero + 1, second, offset);
        long size = said.size() == Text.NO_NUMBER ? Text.little32(bytes, at + 4) : said.size();
        results.add(new Result(Text.little32(bytes, at), size, FileNames.text(bytes, name, zero - name, offset),
            said.sha1(), said.others()));
        return second + 1;
    }
}
