package gateway.core.internal.pipeline;

import gateway.api.content.ScanVerdict.Reason;
import gateway.api.content.ScanVerdict;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.sequence.StreamSequence.Answer;

/** What one pipeline counted. Written by its worker; others ask the worker for a {@link #copy}. */
public final class Counters {
    /** IP packets handed over. */
    public long packets;
    /** Their bytes on the wire, IP headers included. */
    public long bytes;
    /** TCP and UDP packets with payload. */
    public long payloadPackets;
    /** Packets that were neither TCP nor UDP, or later fragments. */
    public long otherPackets;
    /** Packets whose lengths cannot be. */
    public long malformedPackets;
    /** Packets refused here; those that the kernel refuses alone are not among them. */
    public long refusedPackets;
    /** Flows refused. */
    public long refusedFlows;
    /** Flows that the kernel was told to handle alone. */
    public long offloadedFlows;
    /** Packets moved to the reading lane. */
    public long movedPackets;
    /** Flows that were given a label. */
    public long identifiedFlows;
    /** Things that a bundle threw. */
    public long parserErrors;
    /** Texts in which a rule's keyword was found, once a rule. */
    public long keywords;
    /** Texts in which keywords were overwritten. */
    public long overwrittenTexts;
    /** Packets of read flows that their receiver would ignore, damaged ones and false resets: dropped. */
    public long ignoredPackets;
    /** Bytes of read flows that reached their receiver by another way. */
    public long missedBytes;
    /** Bytes of contents in read flows that nobody wanted to see: they passed unread, most of them in the kernel. */
    public long unreadBytes;
    /** Bytes of contents that the kernel forwarded and of which copies were read. */
    public long tappedBytes;
    /** Transfers that were scanned, and in which nothing was found. */
    public long cleanTransfers;
    /** Transfers in which something was found. */
    public long infectedTransfers;
    /** Bytes of transfers that were scanned, whatever was found. */
    public long scannedBytes;
    /** Lists of peers that were read, whether anybody wanted them changed or not. */
    public long lists;
    /** Requests for lists that were changed, so that these come as they are. */
    public long listsAskedPlainly;
    /** Places of lists that were given to near peers. */
    public long replacedPeers;
    /** Places of lists that were given to another peer of the same list. */
    public long movedPeers;
    /** Far peers in place of which a client is led to near ones. */
    public long redirections;
    /** Flows that were led to a near peer, which answered. */
    public long redirectionsAnswered;
    /** Flows that were led to a near peer, which did not answer. */
    public long redirectionsGivenUp;
    /** Packets that waited on their way to far peers. */
    public long delayedPackets;
    private final long[] listResults = new long[ListOutcome.Result.values().length];
    private final long[] unscanned = new long[Reason.values().length];
    private final long[] answers = new long[Answer.values().length];
    private final long[] exceptions = new long[ExceptionCase.values().length];

    /** Counts an abnormal case. */
    public void count(ExceptionCase which) {
        exceptions[which.ordinal()]++;
    }

    /** Counts what happened to a packet of a read flow. */
    void count(Answer answer) {
        answers[answer.ordinal()]++;
    }

    /** To how many packets of read flows this happened. */
    public long answers(Answer answer) {
        return answers[answer.ordinal()];
    }

    /** How often an abnormal case came. */
    public long exceptions(ExceptionCase which) {
        return exceptions[which.ordinal()];
    }

    /** Counts what scanning a transfer came to. */
    void count(ScanVerdict verdict, long bytes) {
        if (verdict instanceof ScanVerdict.NotScanned why) {
            unscanned[why.reason().ordinal()]++;
            return;
        }
        scannedBytes += bytes;
        if (verdict instanceof ScanVerdict.Infected) {
            infectedTransfers++;
        } else {
            cleanTransfers++;
        }
    }

    /** Transfers that were to be scanned and were not, for this reason. */
    public long unscanned(Reason why) {
        return unscanned[why.ordinal()];
    }

    /** Counts what became of a list that a rule wanted changed. */
    void count(ListOutcome outcome) {
        listResults[outcome.result().ordinal()]++;
        replacedPeers += outcome.replaced();
        movedPeers += outcome.moved();
    }

    /** Lists that a rule wanted changed, and of which this became. */
    public long lists(ListOutcome.Result result) {
        return listResults[result.ordinal()];
    }

    /** Adds another pipeline's counts to these. */
    public void add(Counters other) {
        packets += other.packets;
        bytes += other.bytes;
        payloadPackets += other.payloadPackets;
        otherPackets += other.otherPackets;
        malformedPackets += other.malformedPackets;
        refusedPackets += other.refusedPackets;
        refusedFlows += other.refusedFlows;
        offloadedFlows += other.offloadedFlows;
        movedPackets += other.movedPackets;
        identifiedFlows += other.identifiedFlows;
        parserErrors += other.parserErrors;
        keywords += other.keywords;
        overwrittenTexts += other.overwrittenTexts;
        ignoredPackets += other.ignoredPackets;
        missedBytes += other.missedBytes;
        unreadBytes += other.unreadBytes;
        tappedBytes += other.tappedBytes;
        cleanTransfers += other.cleanTransfers;
        infectedTransfers += other.infectedTransfers;
        scannedBytes += other.scannedBytes;
        lists += other.lists;
        replacedPeers += other.replacedPeers;
        listsAskedPlainly += other.listsAskedPlainly;
        movedPeers += other.movedPeers;
        delayedPackets += other.delayedPackets;
        redirections += other.redirections;
        redirectionsAnswered += other.redirectionsAnswered;
        redirectionsGivenUp += other.redirectionsGivenUp;
        for (int i = 0; i < listResults.length; i++) {
            listResults[i] += other.listResults[i];
        }
        for (int i = 0; i < unscanned.length; i++) {
            unscanned[i] += other.unscanned[i];
        }
        for (int i = 0; i < answers.length; i++) {
            answers[i] += other.answers[i];
        }
        for (int i = 0; i < exceptions.length; i++) {
            exceptions[i] += other.exceptions[i];
        }
    }

    /** These counts as they are now. */
    public Counters copy() {
        Counters copy = new Counters();
        copy.add(this);
        return copy;
    }
}
