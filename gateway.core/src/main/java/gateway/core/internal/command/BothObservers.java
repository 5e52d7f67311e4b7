package gateway.core.internal.command;

import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ListOutcome;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.RedirectOutcome;
import gateway.core.internal.pipeline.ScanOutcome;
import gateway.core.internal.policy.KeywordFinding;

/** Two observers, told one after the other. */
record BothObservers(FlowObserver first, FlowObserver second) implements FlowObserver {
    static FlowObserver of(FlowObserver first, FlowObserver second) {
        return new BothObservers(first, second);
    }

    @Override
    public void onDecision(ManagedFlow flow, Decision decision) {
        first.onDecision(flow, decision);
        second.onDecision(flow, decision);
    }

    @Override
    public void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
        first.onEvent(flow, application, event);
        second.onEvent(flow, application, event);
    }

    @Override
    public boolean wantsContents(ManagedFlow flow) {
        return first.wantsContents(flow) || second.wantsContents(flow);
    }

    @Override
    public void onUnread(ManagedFlow flow, long bytes) {
        first.onUnread(flow, bytes);
        second.onUnread(flow, bytes);
    }

    @Override
    public void onKeyword(ManagedFlow flow, String application, KeywordFinding finding, String reason) {
        first.onKeyword(flow, application, finding, reason);
        second.onKeyword(flow, application, finding, reason);
    }

    @Override
    public void onScan(ManagedFlow flow, String application, ScanOutcome outcome) {
        first.onScan(flow, application, outcome);
        second.onScan(flow, application, outcome);
    }

    @Override
    public void onList(ManagedFlow flow, ListOutcome outcome) {
        first.onList(flow, outcome);
        second.onList(flow, outcome);
    }

    @Override
    public void onRedirect(ManagedFlow flow, RedirectOutcome outcome) {
        first.onRedirect(flow, outcome);
        second.onRedirect(flow, outcome);
    }

    @Override
    public void onTimer(long nowMillis) {
        first.onTimer(nowMillis);
        second.onTimer(nowMillis);
    }

    @Override
    public void onEnd(ManagedFlow flow) {
        first.onEnd(flow);
        second.onEnd(flow);
    }
}
