package gateway.core.internal.pipeline;

import gateway.api.policy.Decision;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.policy.KeywordFinding;

/** Hears what becomes of flows, on their worker thread. Does not keep the flows and does not block. */
public interface FlowObserver {
    /** Hears nothing. */
    FlowObserver NONE = new FlowObserver() {
    };

    /** Policy decided, or decided anew after a change. */
    default void onDecision(ManagedFlow flow, Decision decision) {
    }

    /** A dissector of {@code application} found something. */
    default void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
    }

    /** Whether somebody wants to see the contents of what a decided flow transfers. */
    default boolean wantsContents(ManagedFlow flow) {
        return false;
    }

    /** So many bytes of contents pass unread, since nobody wanted them; they belong to a transfer to the client. */
    default void onUnread(ManagedFlow flow, long bytes) {
    }

    /** A rule's keyword was said; {@code reason} says which, where, and what was done. */
    default void onKeyword(ManagedFlow flow, String application, KeywordFinding finding, String reason) {
    }

    /** A file was scanned, or was to be and could not. */
    default void onScan(ManagedFlow flow, String application, ScanOutcome outcome) {
    }

    /** A list of peers was to be changed by a rule. */
    default void onList(ManagedFlow flow, ListOutcome outcome) {
    }

    /** A flow was led to a near peer, and that answered, or did not. */
    default void onRedirect(ManagedFlow flow, RedirectOutcome outcome) {
    }

    /** Comes several times a second, between packets. */
    default void onTimer(long nowMillis) {
    }

    /** The flow left the table. */
    default void onEnd(ManagedFlow flow) {
    }
}
