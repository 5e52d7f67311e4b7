package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.WireText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files on their way by MSNP2P in one flow. */
final class Transfers {
    private static final int MAX_OPEN = 32;

    /** What was offered under a session's number. */
    record Offer(WireText name, long size, String call) {
    }

    private record Key(Direction direction, long session) {
    }

    private static final class Running {
        final long number;
        final long total;
        final long first;
        long next;
        boolean intact = true;

        Running(long number, long total, long first) {
            this.number = number;
            this.total = total;
            this.first = first;
            this.next = first;
        }
    }

    private final Report report;
    private final Map<Long, Offer> offers = new Bounded<>(MAX_OPEN);
    private final Map<Key, Running> open = new LinkedHashMap<>();

    Transfers(Report report) {
        this.report = report;
    }

    void offered(long session, Offer offer) {
        offers.put(session, offer);
    }

    /** A part of a file or of an object. */
    void add(Parties parties, P2pPart part, ByteView packet) {
        Offer offer = offers.get(part.session());
        if (part.kind() == P2pPart.Kind.DATA && offer == null) {
            return;
        }
        Key key = new Key(parties.direction(), part.session());
        Running running = open.get(key);
        if (running != null && part.first()) {
            report.anomaly("transfer_begun_twice", "session " + part.session());
            end(key, false);
            running = null;
        } else if (running != null && part.offset() != P2pPart.UNKNOWN && part.offset() < running.first) {
            // What was taken for its beginning was none.
            report.anomaly("transfer_out_of_order", "session " + part.session());
            end(key, false);
            running = null;
        }
        if (running == null) {
            running = start(key, parties, part, offer);
        }
        long place = place(running, part);
        if (place < 0) {
            report.anomaly("bad_p2p_offset", "session " + part.session());
            return;
        }
        if (place != running.next && running.intact) {
            running.intact = false;
            report.anomaly("transfer_out_of_order", "session " + part.session());
        }
        report.emit(new TransferData(running.number, place, packet.slice(part.from(), part.length())));
        running.next = place + part.length();
        if (part.remaining() == 0) {
            end(key, running.intact);
        }
    }

    /** The session of this call is over; what is under way in it ends. */
    void hungUp(String call) {
        List<Key> ended = new ArrayList<>();
        for (Key key : open.keySet()) {
            Offer offer = offers.get(key.session);
            if (offer != null && offer.call.equalsIgnoreCase(call)) {
                ended.add(key);
            }
        }
        ended.forEach(key -> end(key, false));
    }

    /** All that is under way ends. */
    void abandon() {
        new ArrayList<>(open.keySet()).forEach(key -> end(key, false));
    }

    private static long place(Running running, P2pPart part) {
        if (part.offset() != P2pPart.UNKNOWN) {
            return part.offset();
        }
        return running.total == P2pPart.UNKNOWN ? running.next : running.total - part.remaining() - part.length();
    }

    private Running start(Key key, Parties parties, P2pPart part, Offer offer) {
        if (open.size() == MAX_OPEN) {
            end(open.keySet().iterator().next(), false);
        }
        if (offer != null && part.total() != P2pPart.UNKNOWN && offer.size >= 0 && offer.size != part.total()) {
            report.anomaly("size_differs", "offered " + offer.size + ", sent " + part.total());
        }
        long first = Math.max(0, part.offset());
        Running running = new Running(report.nextTransfer(), part.total(), first);
        open.put(key, running);
        Map<String, String> said = new LinkedHashMap<>();
        said.put("session_id", Long.toString(part.session()));
        said.put("kind", offer == null && part.kind() == P2pPart.Kind.OBJECT ? "object" : "file");
        said.put("from", parties.from());
        said.put("to", parties.to());
        report.emit(new TransferStarted(running.number, parties.direction(),
            offer == null ? WireText.of("") : offer.name, part.total(), first,
            part.total() == P2pPart.UNKNOWN ? P2pPart.UNKNOWN : part.total() - first, said));
        return running;
    }

    private void end(Key key, boolean complete) {
        report.emit(new TransferEnded(open.remove(key).number, complete));
    }
}
