package gateway.core.internal.pipeline;

import gateway.core.internal.policy.Policy;

/** Why a flow is read on after policy has decided that it may pass. One worker thread. */
final class ReadingReasons {
    private final PeerLists lists;
    private final KeywordFilter keywords;

    ReadingReasons(PeerLists lists, KeywordFilter keywords) {
        this.lists = lists;
        this.keywords = keywords;
    }

    /** Whether there is any. */
    boolean any(ManagedFlow flow, Policy policy) {
        return flow.readable()
            && (flow.audited() || flow.scanned() || flow.announces() && policy.names(flow.application()))
            || lists.reads(flow) || keywords.reads(flow, policy)
            // A parser may be done with a flow whose last file waits for its verdict.
            || flow.scans != null && flow.scans.waits();
    }

    /** Whether what is said in it may be changed. */
    boolean changing(ManagedFlow flow, Policy policy) {
        return lists.reads(flow) || strict(flow, policy);
    }

    /** Whether it must not pass unchanged. */
    boolean strict(ManagedFlow flow, Policy policy) {
        return keywords.overwrites(flow, policy) || lists.reads(flow) && keywords.reads(flow, policy);
    }
}
