package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.Map;
import java.util.Optional;

/** Descriptors that come one a datagram, perhaps compressed, perhaps in the wrapping of one of two transports. */
final class DatagramDissector implements Dissector {
    private static final int HEADER = Descriptor.HEADER;

    private final Report report;
    private final Messages messages;

    DatagramDissector(Report report) {
        this.report = report;
        this.messages = new Messages(report);
    }

    @Override
    public Progress onData(Direction direction, ByteView datagram) {
        Fragment fragment = Fragment.read(datagram);
        if (fragment != null) {
            fragment(fragment, datagram);
        } else {
            descriptor(datagram, 0);
        }
        return Progress.OK;
    }

    /** Datagrams may be lost at any time; each stands for itself. */
    @Override
    public Progress onGap(Direction direction, long missing) {
        return Progress.OK;
    }

    private void fragment(Fragment fragment, ByteView datagram) {
        report.identifiedOnce(fragment.second() ? "g2" : "semi_reliable", Map.of(), "");
        if (!fragment.whole()) {
            return;
        }
        int from = Fragment.HEADER;
        if (fragment.deflated()) {
            Optional<byte[]> inflated = Zlib.inflate(datagram, from, datagram.length() - from);
            if (inflated.isEmpty()) {
                report.anomaly("bad_deflate", "fragment");
            } else {
                message(fragment, ByteView.of(inflated.get()), WireText.NOWHERE);
            }
        } else {
            message(fragment, datagram.slice(from), from);
        }
    }

    private void message(Fragment fragment, ByteView message, long offset) {
        if (!fragment.second()) {
            descriptor(message, offset);
            return;
        }
        WireText words = G2.search(message, 0, message.length(), offset);
        if (words != null && !words.value().isBlank()) {
            report.emit(new SearchIssued(words));
        }
    }

    /** @param offset of the descriptor in the datagram, {@link ListedPeer#NOWHERE} if it was compressed */
    private void descriptor(ByteView bytes, long offset) {
        if (!Descriptor.plausibleDatagram(bytes) || Descriptor.length(bytes, 0) != bytes.length() - HEADER) {
            return;
        }
        int type = Descriptor.type(bytes, 0);
        if (!Messages.isRead(type)) {
            report.identifiedOnce("datagram", Map.of(), "");
        } else if ((Descriptor.ttl(bytes, 0) & Descriptor.DEFLATED) == 0 || type == Descriptor.DHT) {
            messages.onDescriptor(type, bytes, HEADER, bytes.length(), offset);
        } else {
            Optional<byte[]> inflated = Zlib.inflate(bytes, HEADER, bytes.length() - HEADER);
            if (inflated.isEmpty()) {
                report.anomaly("bad_deflate", "type " + type);
                return;
            }
            ByteView payload = ByteView.of(inflated.get());
            messages.onDescriptor(type, payload, 0, payload.length(), ListedPeer.NOWHERE);
        }
    }
}
