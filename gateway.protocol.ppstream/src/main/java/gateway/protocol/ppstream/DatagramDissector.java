package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages between peers, and to and from servers, one a datagram. A program uses one port for all of them, so a flow
 * may hold any. Each kind is told once for each content and direction; lists of peers and parts of videos always.
 */
final class DatagramDissector implements Dissector {
    private static final int MOST_OF_A_MAP = 64;
    private static final int BODY = Frame.KEY + Frame.KEY_LENGTH;

    private final Report report;
    private final VideoTransfers videos;
    /** Holds a message that was made plain; of none longer than {@link Frame#LONGEST} there is need. */
    private byte[] opened;
    private final ByteView message = new ByteView();

    DatagramDissector(Report report) {
        this.report = report;
        this.videos = new VideoTransfers(report);
    }

    @Override
    public Progress onData(Direction direction, ByteView datagram) {
        Frame frame = Frame.read(datagram, datagram.length());
        if (frame != null) {
            aim(frame, datagram);
            read(direction, frame);
        }
        return Progress.OK;
    }

    /** Datagrams may be lost at any time; each stands for itself. */
    @Override
    public Progress onGap(Direction direction, long missing) {
        return Progress.OK;
    }

    @Override
    public void onClose(CloseReason reason) {
        videos.close();
    }

    private void aim(Frame frame, ByteView datagram) {
        if (frame.form() != Frame.Form.SCRAMBLED) {
            message.aim(datagram, frame.start(), datagram.length() - frame.start());
            return;
        }
        if (opened == null) {
            opened = new byte[Frame.LONGEST];
        }
        ByteBuffer buffer = ByteBuffer.wrap(opened);
        datagram.copyTo(0, datagram.length(), buffer, 0);
        Scrambling.open(opened, datagram.length());
        message.aim(buffer, 0, datagram.length());
    }

    private void read(Direction direction, Frame frame) {
        long key = message.i64(Frame.KEY);
        if (frame.family() == Command.ANSWER && frame.command() == Command.DATA) {
            Piece piece = Piece.sent(message);
            if (piece != null) {
                videos.add(direction, key, piece, message);
                return;
            }
        }
        ListForm list = ListForm.of(frame);
        if (list != null) {
            peers(list, frame);
        }
        int kind = frame.command() << 9 | frame.family() << 1 | direction.ordinal();
        if (report.isNew(kind, key)) {
            tell(frame);
        }
    }

    private void peers(ListForm list, Frame frame) {
        if (!list.fits(message)) {
            report.anomaly("bad_peer_list", message.length() + " bytes");
            return;
        }
        List<ListedPeer> peers = list.read(message, frame.start());
        if (!peers.isEmpty()) {
            report.emit(new PeersListed(key(), peers, EntryWriter.INSTANCE));
        }
    }

    private void tell(Frame frame) {
        Map<String, String> said = new LinkedHashMap<>();
        if (frame.family() == Command.LIVE) {
            said.put("command", String.format("%02x", frame.command() & 0xff));
            report.identified("live", said);
            return;
        }
        // A report has no whole key.
        if (frame.command() != Command.REPORT) {
            said.put("content_key", key());
        }
        boolean ask = frame.family() == Command.ASK;
        said.put("message", ask ? "ask" : "answer");
        String channel = switch (frame.command()) {
            case Command.HELLO -> with(said, Hello.read(message), "hello");
            case Command.BUFFER_MAP -> with(said, map(), "buffer_map");
            case Command.REQUEST -> with(said, piece(), "request");
            case Command.DATA -> "no_data";
            case Command.PROBE, Command.SECOND_PROBE -> with(said, Notices.probe(message), "probe");
            case Command.INVITATION, Command.SECOND_INVITATION ->
                with(said, Notices.invitation(message), "invitation");
            case Command.NOTICE -> with(said, Notices.notice(message), "notice");
            case Command.REPORT -> with(said, Notices.report(frame, message), "report");
            case Command.REGISTER, Command.REGISTERED -> "register";
            case Command.EXCHANGE, Command.ONE_PEER -> "peer_exchange";
            default -> with(said, Map.of("command", String.format("%04x", frame.command())), "other");
        };
        report.identified(channel, said);
    }

    private static String with(Map<String, String> said, Map<String, String> more, String channel) {
        said.putAll(more);
        return channel;
    }

    /** What its fields mean is not known. */
    private Map<String, String> map() {
        return Map.of("map", Little.hex(message, BODY, Math.min(message.length() - BODY, MOST_OF_A_MAP)));
    }

    private Map<String, String> piece() {
        Piece piece = Piece.asked(message);
        return piece == null ? Map.of() : Map.of("offset", Long.toString(piece.offset()));
    }

    private String key() {
        return Little.hex(message, Frame.KEY, Frame.KEY_LENGTH);
    }
}
