package gateway.core.internal.record;

import gateway.api.content.AuditRecord;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ManagedFlow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Makes records of what becomes of flows. Worker threads. */
public final class FlowRecords implements FlowObserver {
    private static final int PEERS_SHOWN = 50;

    private final RecordQueue queue;
    private final LongSupplier clock;

    /** @param clock milliseconds since 1970, of the packet source */
    public FlowRecords(RecordQueue queue, LongSupplier clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void onDecision(ManagedFlow flow, Decision decision) {
        boolean byDefault = decision.action() == Action.ALLOW && decision.rule().equals("default");
        if (queue.wanted() && !byDefault) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("action", lower(decision.action()));
            detail.put("rule", decision.rule());
            detail.put("reason", decision.reason());
            detail.put("identified_by", flow.rule());
            detail.put("decided_at", flow.settledAt());
            offer(flow, "decision", flow.application(), detail);
        }
    }

    @Override
    public void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
        if (!queue.wanted()) {
            return;
        }
        if (event instanceof DissectionEvent.Identified identified) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("channel", identified.channel());
            detail.putAll(new TreeMap<>(identified.attributes()));
            offer(flow, "identified", application, detail);
        } else if (event instanceof DissectionEvent.FileRequested requested) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("filename", requested.name());
            detail.putAll(new TreeMap<>(requested.attributes()));
            offer(flow, "fileinfo", application, detail);
        } else if (event instanceof DissectionEvent.PeersListed listed) {
            List<String> shown = listed.peers().stream().limit(PEERS_SHOWN).map(p -> p.peer().toString()).toList();
            offer(flow, "peers", application,
                Map.of("content", listed.content(), "count", listed.peers().size(), "peers", shown));
        } else if (event instanceof DissectionEvent.Expected expected) {
            offer(flow, "expected", application, Map.of("transport", expected.transport().id(),
                "to", expected.to().toString(), "within_s", expected.within().toSeconds()));
        } else if (event instanceof DissectionEvent.Anomaly anomaly) {
            offer(flow, "anomaly", application, Map.of("event", anomaly.what(), "detail", anomaly.detail()));
        }
    }

    @Override
    public void onEnd(ManagedFlow flow) {
        if (!queue.wanted()) {
            return;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("pkts_toserver", flow.totalPackets(Direction.TO_SERVER));
        detail.put("pkts_toclient", flow.totalPackets(Direction.TO_CLIENT));
        detail.put("bytes_toserver", flow.totalBytes(Direction.TO_SERVER));
        detail.put("bytes_toclient", flow.totalBytes(Direction.TO_CLIENT));
        detail.put("start", Instant.ofEpochMilli(flow.startedMillis()).toString());
        detail.put("end", Instant.ofEpochMilli(flow.lastMillis()).toString());
        detail.put("age", (flow.lastMillis() - flow.startedMillis()) / 1000);
        detail.put("state", flow.transport() == Transport.TCP ? flow.tcp.word() : "established");
        detail.put("identified_by", flow.rule());
        detail.put("decided_at", flow.settledAt());
        if (flow.ruling() != null) {
            detail.put("action", lower(flow.ruling().decision().action()));
            detail.put("rule", flow.ruling().decision().rule());
        }
        offer(flow, "flow", flow.application(), detail);
    }

    private void offer(ManagedFlow flow, String type, String application, Map<String, Object> detail) {
        queue.offer(new AuditRecord(clock.getAsLong(), type, flow.id(), flow.transport(), flow.client(),
            flow.server(), application, detail));
    }

    private static String lower(Action action) {
        return action.name().toLowerCase(java.util.Locale.ROOT);
    }
}
