package gateway.core.internal.record;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ListOutcome;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.RedirectOutcome;
import gateway.core.internal.pipeline.ScanOutcome;
import gateway.core.internal.policy.KeywordFinding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes records of what becomes of flows. What dissectors find before policy decided waits for the decision, since
 * nobody can say earlier whether the flow is audited. One for each worker, on its thread.
 */
public final class FlowRecords implements FlowObserver {
    private final RecordQueue queue;
    private final LongSupplier clock;
    private final FlowTransfers transfers;

    /** @param clock milliseconds since 1970, of the packet source */
    public FlowRecords(RecordQueue queue, LongSupplier clock) {
        this.queue = queue;
        this.clock = clock;
        this.transfers = new FlowTransfers(queue);
    }

    @Override
    public void onDecision(ManagedFlow flow, Decision decision) {
        tellEarly(flow);
        String auditedBy = flow.ruling() == null ? "" : flow.ruling().auditedBy();
        boolean byDefault = decision.action() == Action.ALLOW && decision.rule().equals("default");
        if (queue.wanted() && !(byDefault && auditedBy.isEmpty())) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("action", lower(decision.action()));
            detail.put("rule", decision.rule());
            detail.put("reason", decision.reason());
            detail.put("identified_by", flow.rule());
            detail.put("decided_at", flow.settledAt());
            if (!auditedBy.isEmpty()) {
                detail.put("audited_by", auditedBy);
            }
            offer(flow, "decision", detail);
        }
    }

    @Override
    public void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
        if (!queue.wanted()) {
            return;
        }
        long now = clock.getAsLong();
        FlowTrail trail = (FlowTrail) flow.attachment();
        if (flow.ruling() == null) {
            trail = FlowTransfers.trailOf(flow);
            if (trail.remember(application, event, now)) {
                return;
            }
        }
        if (trail != null && trail.hasEarly()) {
            tellEarly(flow, trail);
        }
        transfers.onEvent(flow, application, event, now);
    }

    @Override
    public boolean wantsContents(ManagedFlow flow) {
        return queue.wantsFiles(flow.audited());
    }

    @Override
    public void onUnread(ManagedFlow flow, long bytes) {
        transfers.onUnread(flow, bytes);
    }

    @Override
    public void onTimer(long nowMillis) {
        transfers.onTimer(nowMillis);
    }

    @Override
    public void onKeyword(ManagedFlow flow, String application, KeywordFinding finding, String reason) {
        if (queue.wanted()) {
            offer(flow, "keyword", Map.of("rule", finding.rule().name(), "keyword", finding.keyword(),
                "in", finding.kind().key(), "action", lower(finding.rule().action()), "reason", reason));
        }
    }

    @Override
    public void onScan(ManagedFlow flow, String application, ScanOutcome outcome) {
        if (queue.wanted()) {
            queue.offer(transfers.record(flow, application, clock.getAsLong(), EventRecord.of(outcome)));
        }
    }

    @Override
    public void onList(ManagedFlow flow, ListOutcome outcome) {
        if (queue.wanted()) {
            queue.offer(transfers.record(flow, outcome.list().application(), clock.getAsLong(),
                EventRecord.of(outcome)));
        }
    }

    @Override
    public void onRedirect(ManagedFlow flow, RedirectOutcome outcome) {
        if (queue.wanted()) {
            queue.offer(transfers.record(flow, outcome.redirection().application(), clock.getAsLong(),
                EventRecord.of(outcome)));
        }
    }

    @Override
    public void onEnd(ManagedFlow flow) {
        tellEarly(flow);
        transfers.onEnd(flow, clock.getAsLong());
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
        offer(flow, "flow", detail);
    }

    private void tellEarly(ManagedFlow flow) {
        if (flow.attachment() instanceof FlowTrail trail && trail.hasEarly()) {
            tellEarly(flow, trail);
        }
    }

    private void tellEarly(ManagedFlow flow, FlowTrail trail) {
        for (FlowTrail.Early early : trail.takeEarly()) {
            transfers.onEvent(flow, early.application(), early.event(), early.atMillis());
        }
    }

    private void offer(ManagedFlow flow, String type, Map<String, Object> detail) {
        queue.offer(transfers.record(flow, flow.application(), clock.getAsLong(), new EventRecord(type, detail)));
    }

    private static String lower(Action action) {
        return action.name().toLowerCase(java.util.Locale.ROOT);
    }
}
