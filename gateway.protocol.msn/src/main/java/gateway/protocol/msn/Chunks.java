package gateway.protocol.msn;

import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Long texts, sent as several messages with one id: said as one when the last piece has come. What never becomes
 * whole is said as far as it came as soon as another needs its place. Each piece is reported as it comes, with the end
 * of what came before it, so that nothing that a rule refuses is delivered before the last one.
 */
final class Chunks {
    /** Texts at once. */
    static final int MAX_OPEN = 8;
    /** Pieces of a text. */
    static final int MAX_CHUNKS = 256;
    static final int MAX_BYTES = 64 * 1024;
    /** So much of what came before is reported with a piece: a word that begins there is found. */
    static final int TAIL = 2048;

    private static final class Open {
        final Parties parties;
        final Decoding decoding;
        final int count;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int came = 1;

        Open(Parties parties, Decoding decoding, int count) {
            this.parties = parties;
            this.decoding = decoding;
            this.count = count;
        }
    }

    private final Report report;
    private final Map<String, Open> open = new LinkedHashMap<>();

    Chunks(Report report) {
        this.report = report;
    }

    /** The first piece of {@code count}; false if that is no number of pieces that are put together. */
    boolean begin(String id, long count, Parties parties, Decoding decoding, byte[] piece) {
        if (count < 2 || count > MAX_CHUNKS || id.isEmpty()) {
            report.anomaly("bad_chunks", id + " " + count);
            return false;
        }
        String key = key(id, parties);
        Open before = open.remove(key);
        if (before != null) {
            report.anomaly("bad_chunks", "begun twice: " + id);
            say(before);
        }
        if (open.size() == MAX_OPEN) {
            Iterator<Open> oldest = open.values().iterator();
            Open displaced = oldest.next();
            oldest.remove();
            report.anomaly("bad_chunks", "never ended");
            say(displaced);
        }
        Open begun = new Open(parties, decoding, (int) count);
        begun.bytes.writeBytes(piece);
        open.put(key, begun);
        soFar(begun, piece.length);
        return true;
    }

    /** Piece {@code index} (from 0); false if it does not belong to anything. */
    boolean add(String id, long index, Parties parties, byte[] piece) {
        String key = key(id, parties);
        Open text = open.get(key);
        if (text == null || index != text.came || text.bytes.size() + piece.length > MAX_BYTES) {
            report.anomaly("bad_chunks", id + " " + index);
            if (text != null) {
                open.remove(key);
                say(text);
            }
            return false;
        }
        text.bytes.writeBytes(piece);
        text.came++;
        if (text.came == text.count) {
            open.remove(key);
            say(text);
        } else {
            soFar(text, piece.length);
        }
        return true;
    }

    private void soFar(Open text, int newest) {
        String value = text.decoding.text(text.bytes.toByteArray());
        report.emit(new DissectionEvent.MessagePart(
            WireText.of(value.substring(Math.max(0, value.length() - newest - TAIL)))));
    }

    private void say(Open text) {
        Parties parties = text.parties;
        String value = text.decoding.text(text.bytes.toByteArray());
        report.emit(new DissectionEvent.MessageSent(parties.conversation(), parties.from(), parties.to(),
            new WireText(value, text.decoding.encoding(), WireText.NOWHERE, 0)));
    }

    private static String key(String id, Parties parties) {
        return parties.from() + ' ' + Text.cut(id);
    }
}
