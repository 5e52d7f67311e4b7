package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.content.FilePart;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.core.internal.pipeline.ManagedFlow;

/** Tells auditors of decided flows' events, and hands them the bytes of the files that they want. One worker thread. */
final class FlowTransfers {
    private static final String BYTES_LOST = "its first bytes had no room while policy had not decided";

    private final RecordQueue queue;
    private final FileFeed feed;

    FlowTransfers(RecordQueue queue) {
        this.queue = queue;
        this.feed = new FileFeed(queue);
    }

    /** What the flow has to remember; made where there is nothing yet. */
    static FlowTrail trailOf(ManagedFlow flow) {
        FlowTrail trail = (FlowTrail) flow.attachment();
        if (trail == null) {
            trail = new FlowTrail();
            flow.attach(trail);
        }
        return trail;
    }

    void onEvent(ManagedFlow flow, String application, DissectionEvent event, long atMillis) {
        if (event instanceof TransferData data) {
            onBytes(flow, data);
        } else if (event instanceof TransferStarted started) {
            begin(flow, application, started, atMillis);
        } else if (event instanceof TransferEnded ended) {
            OpenTransfer transfer = find(flow, ended.transfer());
            if (transfer != null) {
                end(flow, application, transfer, ended.complete() ? "" : transfer.whyNotWhole("it was cut off"),
                    atMillis);
            }
        } else {
            EventRecord.of(event).ifPresent(told -> queue.offer(record(flow, application, atMillis, told)));
        }
    }

    /** Bytes of what is under way to the client go by unread. */
    void onUnread(ManagedFlow flow, long bytes) {
        OpenTransfer transfer = flow.attachment() instanceof FlowTrail trail ? trail.toClient() : null;
        if (transfer != null) {
            transfer.unread += bytes;
        }
    }

    /** The flow is over, and with it its transfers. */
    void onEnd(ManagedFlow flow, long nowMillis) {
        if (flow.attachment() instanceof FlowTrail trail) {
            for (OpenTransfer open = trail.any(); open != null; open = trail.any()) {
                end(flow, flow.application(), open, atTheEndOf(flow, open), nowMillis);
            }
        }
    }

    void onTimer(long nowMillis) {
        feed.onTimer(nowMillis);
    }

    AuditRecord record(ManagedFlow flow, String application, long atMillis, EventRecord told) {
        return new AuditRecord(atMillis, told.type(), flow.id(), flow.transport(), flow.client(), flow.server(),
            application, flow.audited(), told.detail());
    }

    private void begin(ManagedFlow flow, String application, TransferStarted started, long atMillis) {
        FlowTrail trail = trailOf(flow);
        OpenTransfer earlier = trail.find(started.transfer());
        if (earlier != null) {
            end(flow, application, earlier, "another one took its number", atMillis);
        }
        AuditRecord entry = record(flow, application, atMillis, EventRecord.of(started));
        queue.offer(entry);
        String name = EventRecord.cut(started.name().value());
        long part = 0;
        if (queue.wantsFiles(flow.audited())) {
            part = queue.begin(id -> new FilePart(id, entry, started.direction(), name,
                started.size(), started.first(), started.length(), started.attributes()));
        }
        OpenTransfer transfer = new OpenTransfer(started.transfer(), started.direction(), name, started.length(),
            part);
        if (!trail.open(transfer)) {
            end(transfer, "too many transfers at once in one flow");
        }
    }

    private void onBytes(ManagedFlow flow, TransferData data) {
        OpenTransfer transfer = find(flow, data.transfer());
        if (transfer != null) {
            transfer.emitted += data.bytes().length();
            if (transfer.part != 0) {
                feed.add(transfer.part, data.fileOffset(), data.bytes());
            }
        }
    }

    private void end(ManagedFlow flow, String application, OpenTransfer transfer, String why, long atMillis) {
        FlowTrail trail = trailOf(flow);
        trail.close(transfer);
        queue.offer(record(flow, application, atMillis, EventRecord.of(transfer, why)));
        end(transfer, why.isEmpty() && trail.bytesLost() ? BYTES_LOST : why);
    }

    private void end(OpenTransfer transfer, String why) {
        if (transfer.part != 0) {
            feed.flush();
            queue.end(transfer.part, transfer.emitted, why);
        }
    }

    /** A dissector cannot say that the connection's end was the file's end, since it is closed by then. */
    private static String atTheEndOf(ManagedFlow flow, OpenTransfer open) {
        boolean inFull = open.length >= 0 ? open.emitted == open.length
            : flow.transport() == Transport.TCP && flow.tcp.finished(open.direction);
        return inFull && open.unread == 0 ? "" : open.whyNotWhole("the flow ended before");
    }

    private static OpenTransfer find(ManagedFlow flow, long number) {
        return flow.attachment() instanceof FlowTrail trail ? trail.find(number) : null;
    }
}
