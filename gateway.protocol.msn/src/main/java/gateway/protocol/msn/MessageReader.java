package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;

/** What people send each other through a switchboard: text, invitations, and packets of MSNP2P. */
final class MessageReader {
    private final Report report;
    private final Chunks chunks;
    private final Invitations invitations;
    private final PeerToPeer peerToPeer;
    private final ByteView part = new ByteView();

    MessageReader(Report report) {
        this.report = report;
        this.chunks = new Chunks(report);
        this.invitations = new Invitations(report);
        this.peerToPeer = new PeerToPeer(report);
    }

    /**
     * Reads a message.
     *
     * @param mime the payload's header lines
     * @param offset where the payload begins in the stream, or {@link WireText#NOWHERE}
     */
    void read(Parties parties, Mime mime, ByteView payload, long offset) {
        mime.flaws().forEach(flaw -> report.anomaly(flaw, mime.value("content-type")));
        long bodyOffset = offset == WireText.NOWHERE ? offset : offset + mime.body();
        part.aim(payload, mime.body(), payload.length() - mime.body());
        if (mime.isType("application/x-msnmsgrp2p")) {
            peerToPeer.relayed(parties.to(mime.value("p2p-dest")), part, mime.value("p2p-dest").contains(";{"));
        }
        if (mime.isType("text/x-msmsgsinvite")) {
            invitations.read(parties, part, bodyOffset);
        }
        if (mime.isType("multipart/")) {
            report.anomaly("nested_mime", mime.value("content-type"));
        }
        if (mime.has("chunk")) {
            piece(parties, mime, bodyOffset);
        } else if (mime.isType("text/plain") || mime.isType("multipart/") || !mime.has("content-type")) {
            text(parties, mime, bodyOffset);
        }
    }

    /** Reads the text of a message whose type is known otherwise. */
    void text(Parties parties, Mime mime, ByteView payload, long offset) {
        part.aim(payload, mime.body(), payload.length() - mime.body());
        text(parties, mime, offset == WireText.NOWHERE ? offset : offset + mime.body());
    }

    private void text(Parties parties, Mime mime, long offset) {
        Decoding decoding = Decoding.of(mime);
        byte[] bytes = part.copy(0, part.length());
        boolean first = mime.has("chunks") && !mime.value("chunks").equals("1");
        if (first && chunks.begin(mime.value("message-id"), Text.number(mime.value("chunks")), parties, decoding,
            bytes)) {
            return;
        }
        say(parties, decoding, bytes, offset);
    }

    private void piece(Parties parties, Mime mime, long offset) {
        byte[] bytes = part.copy(0, part.length());
        if (!chunks.add(mime.value("message-id"), Text.number(mime.value("chunk")), parties, bytes)) {
            say(parties, Decoding.of(mime), bytes, offset);
        }
    }

    private void say(Parties parties, Decoding decoding, byte[] bytes, long offset) {
        if (bytes.length == 0) {
            return;
        }
        if (!decoding.flaw().isEmpty()) {
            report.anomaly(decoding.flaw(), parties.from());
        }
        if (decoding.malformed(bytes)) {
            report.anomaly("bad_encoding", "text from " + parties.from());
        }
        report.emit(new DissectionEvent.MessageSent(parties.conversation(), parties.from(), parties.to(),
            decoding.wire(part, 0, part.length(), offset)));
    }
}
