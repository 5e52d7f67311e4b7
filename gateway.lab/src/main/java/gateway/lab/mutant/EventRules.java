package gateway.lab.mutant;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Expected;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.MessagePart;
import gateway.api.protocol.DissectionEvent.MessageSent;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.HttpMessage.Header;
import gateway.api.protocol.Message;
import gateway.api.protocol.WireText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the contract says of events, for one dissector: bounds of texts, places that exist, transfers that end. */
final class EventRules {
    private static final int MOST_ATTRIBUTES = 64;
    private static final int MOST_TRANSFERS = 1024;
    private static final String NAME = "[a-z0-9_]{1,64}";
    private static final Duration LONGEST_EXPECTATION = Duration.ofDays(1);

    private final Map<Long, TransferStarted> transfers = new HashMap<>();
    /** Of the stream, or of the datagram, as far as the dissector was given it, or was told that it is missing. */
    private long end;
    private String problem;

    /** The dissector knows the stream up to here, in one direction. */
    void given(long streamEnd) {
        end = Math.max(end, streamEnd);
    }

    /** Where a message that is handed from one dissector to another ends in its stream, as far as it says. */
    static long end(Message message) {
        if (message instanceof HttpMessage.Body body) {
            return body.streamOffset() + body.bytes().length();
        }
        return headers(message).stream().filter(header -> header.offset() != ListedPeer.NOWHERE)
            .mapToLong(header -> header.offset() + header.value().length()).max().orElse(0);
    }

    /** What is wrong with a message that this dissector hands to others; empty if nothing is. */
    String problemOf(Message message) {
        problem = "";
        demand(end(message) <= end, "a message outside of the stream");
        demand(headers(message).stream().allMatch(header -> header.offset() >= ListedPeer.NOWHERE),
            "a header that begins nowhere");
        return problem;
    }

    private static List<Header> headers(Message message) {
        if (message instanceof HttpMessage.Request request) {
            return request.headers();
        }
        return message instanceof HttpMessage.Response response ? response.headers() : List.of();
    }

    /** What is wrong with an event; empty if nothing is. */
    String problemOf(DissectionEvent event) {
        problem = "";
        if (event instanceof Identified identified) {
            demand(identified.channel().matches(NAME), "a channel without a name");
            attributes(identified.attributes());
        } else if (event instanceof FileRequested requested) {
            demand(requested.name().length() <= WireText.MAX_LENGTH, "a requested name too long");
            attributes(requested.attributes());
        } else if (event instanceof MessageSent message) {
            line(message.conversation(), "conversation");
            line(message.from(), "sender");
            line(message.to(), "receiver");
            text(message.text());
        } else if (event instanceof MessagePart part) {
            text(part.text());
        } else if (event instanceof SearchIssued search) {
            text(search.text());
        } else if (event instanceof FileOffered offered) {
            line(offered.from(), "sender");
            line(offered.to(), "receiver");
            text(offered.name());
            demand(offered.size() >= DissectionEvent.UNKNOWN_SIZE, "a size below nothing");
            attributes(offered.attributes());
        } else {
            transferOrPeers(event);
        }
        return problem;
    }

    /** What is wrong when the dissector is closed. */
    String problemAtClose() {
        problem = "";
        demand(transfers.isEmpty(), "a transfer that never ended");
        return problem;
    }

    private void transferOrPeers(DissectionEvent event) {
        if (event instanceof TransferStarted start) {
            started(start);
        } else if (event instanceof TransferData data) {
            TransferStarted start = transfers.get(data.transfer());
            demand(start != null, "bytes of no transfer");
            demand(start == null || data.fileOffset() >= start.first(), "bytes before the beginning of a transfer");
            demand(data.bytes().length() > 0, "no bytes of a transfer");
            touch(data.bytes());
        } else if (event instanceof TransferEnded ended) {
            demand(transfers.remove(ended.transfer()) != null, "an end of no transfer");
        } else if (event instanceof PeersListed listed) {
            line(listed.content(), "content");
            demand(listed.peers().size() <= PeersListed.MAX_PEERS, "a list of too many peers");
            listed.peers().forEach(this::peer);
        } else if (event instanceof Expected expected) {
            demand(!expected.within().isNegative() && expected.within().compareTo(LONGEST_EXPECTATION) <= 0,
                "an expectation for too long");
        } else if (event instanceof Anomaly anomaly) {
            demand(anomaly.what().matches(NAME), "an anomaly without a name");
            line(anomaly.detail(), "detail");
        }
    }

    private void started(TransferStarted start) {
        text(start.name());
        attributes(start.attributes());
        demand(start.size() >= DissectionEvent.UNKNOWN_SIZE && start.length() >= DissectionEvent.UNKNOWN_SIZE
            && start.first() >= 0, "a transfer with impossible numbers");
        demand(transfers.put(start.transfer(), start) == null, "a transfer begun twice");
        demand(transfers.size() <= MOST_TRANSFERS, "too many transfers at once");
    }

    private void peer(ListedPeer peer) {
        demand(peer.offset() == ListedPeer.NOWHERE || peer.offset() >= 0 && peer.length() > 0
            && peer.offset() + peer.length() <= end, "a peer outside of the stream");
    }

    private void text(WireText text) {
        demand(text.value().length() <= WireText.MAX_LENGTH, "a text too long");
        demand(!text.placed() || text.offset() >= 0 && text.length() >= 0 && text.offset() + text.length() <= end,
            "a text outside of the stream");
    }

    private void attributes(Map<String, String> attributes) {
        demand(attributes.size() <= MOST_ATTRIBUTES, "too many attributes");
        attributes.forEach((name, value) -> {
            demand(name.matches(NAME), "an attribute without a name");
            line(value, "attribute " + name);
        });
    }

    private void line(String value, String what) {
        demand(value.length() <= DissectionEvent.MAX_TEXT, "a " + what + " too long");
    }

    /** A view that is too short throws. */
    private static void touch(ByteView bytes) {
        bytes.u8(bytes.length() - 1);
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds && problem.isEmpty()) {
            problem = otherwise;
        }
    }
}
