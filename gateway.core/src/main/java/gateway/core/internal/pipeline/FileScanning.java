package gateway.core.internal.pipeline;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.core.internal.content.Asked;
import gateway.core.internal.content.FileIdentity;
import gateway.core.internal.content.Judgement;
import gateway.core.internal.content.KeptContent;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Policy.Ruling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The station of files that policy wants scanned (kP2PADM 3.1.5). Bytes pass as they come and are kept. When the last
 * one is here, or as many as are looked at together, the packet that brought it waits in Q2, with all that comes
 * behind it in its direction, until the verdict is there; every other flow goes on. One worker thread.
 */
final class FileScanning {
    /** A file without a length whose next bytes let wait for so long is asked about as far as it came. */
    private static final long PATIENCE_MILLIS = 1000;
    private static final long LOOK_MILLIS = 100;
    /** So many files a look are given up where there is no memory for another packet. */
    private static final int GIVEN_UP = 16;
    private static final int LARGEST_PACKET = 1 << 16;

    /** What becomes of a flow for its files. */
    interface Effect {
        /** A direction waits no more. */
        void letGo(ManagedFlow flow, Direction direction);

        /** The flow is refused; what waits never passes. */
        void refuse(ManagedFlow flow, Ruling ruling);
    }

    private final ScanServices services;
    private final Decisions decisions;
    private final ScanLedger ledger;
    private final Effect effect;
    /** Flows with files that are to be scanned, in the order of the first. */
    private final Set<ManagedFlow> flows = new LinkedHashSet<>();
    private long nextLookMillis;

    FileScanning(ScanServices services, Decisions decisions, ScanLedger ledger, Effect effect) {
        this.services = services;
        this.decisions = decisions;
        this.ledger = ledger;
        this.effect = effect;
    }

    /** A dissector of {@code application} found something; {@code wanted} where some rule asks for scans. */
    void onEvent(ManagedFlow flow, String application, DissectionEvent event, boolean wanted, long nowMillis) {
        if (event instanceof TransferStarted started && wanted) {
            begin(flow, application, started);
        } else if (flow.scans == null) {
            return;
        } else if (event instanceof TransferData data) {
            ScannedTransfer transfer = flow.scans.receiving(data.transfer());
            if (transfer != null) {
                transfer.lastMillis = nowMillis;
                keep(flow, transfer, data);
                if (transfer.bytes == transfer.length) {
                    // Some protocols say that a file has ended after its receiver has said that it has it.
                    end(flow, transfer, true);
                }
            }
        } else if (event instanceof TransferEnded ended) {
            ScannedTransfer transfer = flow.scans.receiving(ended.transfer());
            if (transfer != null) {
                end(flow, transfer, ended.complete());
            }
        }
    }

    private void begin(ManagedFlow flow, String application, TransferStarted started) {
        boolean decidedOtherwise = flow.ruling() != null && !flow.ruling().scans();
        if (services == null || flow.protocol() != 6 || decidedOtherwise) {
            return;
        }
        flow.scans = flow.scans == null ? new FlowScans() : flow.scans;
        ScannedTransfer earlier = flow.scans.receiving(started.transfer());
        if (earlier != null) {
            end(flow, earlier, false);
        }
        String name = started.name().value();
        ScannedTransfer transfer = new ScannedTransfer(started,
            name.substring(0, Math.min(name.length(), DissectionEvent.MAX_TEXT)), application);
        if (!flow.scans.add(transfer)) {
            except(flow, transfer, new NotScanned(transfer.method, Reason.BUSY, "too many transfers in one flow"));
            ledger.conclude(flow, transfer, outcome(transfer, new Judgement(transfer.notScanned), flow.refused()));
            return;
        }
        ledger.begin(flow, transfer);
        transfer.content = services.keeper().begin();
        boolean fits = Math.max(started.size(), started.length()) <= wholeBytes();
        transfer.method = fits && transfer.wholeFile ? ScanMethod.WHOLE : ScanMethod.WINDOW;
        transfer.bound = fits ? wholeBytes() : services.settings().windowBytes();
        flows.add(flow);
    }

    private long wholeBytes() {
        return Math.min(services.settings().wholeBytes(), Math.max(1, services.seat().terms().largestBytes()));
    }

    private void keep(ManagedFlow flow, ScannedTransfer transfer, TransferData data) {
        ByteView bytes = data.bytes();
        long expected = transfer.first + transfer.bytes;
        transfer.bytes += bytes.length();
        if (transfer.content == null) {
            return;
        }
        if (data.fileOffset() != expected) {
            lose(flow, transfer, Reason.OUT_OF_SEQUENCE, "its bytes came out of order");
            return;
        }
        for (int from = 0; from < bytes.length() && transfer.content != null;) {
            int part = (int) Math.min(bytes.length() - from, transfer.bound - transfer.content.length());
            if (!transfer.content.append(bytes, from, part)) {
                lose(flow, transfer, Reason.BUSY, "there was no room to keep it");
                return;
            }
            from += part;
            boolean last = transfer.bytes == transfer.length && from == bytes.length();
            if (transfer.content.length() >= transfer.bound && !last) {
                askAboutWindow(flow, transfer);
            }
        }
    }

    /** What is here is asked about; the next window repeats its end. */
    private void askAboutWindow(ManagedFlow flow, ScannedTransfer transfer) {
        ScanTerms terms = services.seat().terms();
        transfer.method = ScanMethod.WINDOW;
        KeptContent next = transfer.content.follow((int) Math.min(terms.overlapBytes(),
            services.settings().windowBytes() / 2));
        ask(flow, transfer);
        transfer.content = next;
        transfer.repeated = (int) next.length();
        transfer.bound = next.length() + services.settings().windowBytes();
    }

    private void ask(ManagedFlow flow, ScannedTransfer transfer) {
        flow.scans.asked(transfer.direction);
        KeptContent content = transfer.content;
        transfer.content = null;
        Asked[] asked = new Asked[1];
        Consumer<Judgement> judged = judgement ->
            services.answers().tell(() -> onJudgement(flow, transfer, asked[0], judgement));
        boolean part = !transfer.wholeFile && content.length() == transfer.length;
        asked[0] = part ? services.keeper().ask(content, identityOf(flow, transfer), transfer.first, judged)
            : services.keeper().ask(content, transfer.method, judged);
        transfer.open.add(asked[0]);
        content.drop();
    }

    /** Parts of one file come from one sender under one name, or say the same hash. */
    private static FileIdentity identityOf(ManagedFlow flow, ScannedTransfer transfer) {
        boolean toClient = transfer.direction == Direction.TO_CLIENT;
        String source = transfer.sha1.isEmpty() ? (toClient ? flow.server() : flow.client()).address() + " "
            + transfer.name : transfer.sha1;
        return new FileIdentity(toClient ? flow.clientHigh() : flow.serverHigh(),
            toClient ? flow.clientLow() : flow.serverLow(), source, transfer.size);
    }

    /** The transfer's last byte is here, or no more of it comes. */
    private void end(ManagedFlow flow, ScannedTransfer transfer, boolean complete) {
        transfer.ended = true;
        if (!complete) {
            lose(flow, transfer, Reason.OUT_OF_SEQUENCE, "not all of it passed in order");
        } else if (transfer.content != null && (transfer.unscanned() > 0 || transfer.open.isEmpty())) {
            ask(flow, transfer);
        }
        if (transfer.settled()) {
            conclude(flow, transfer);
        }
    }

    /** The sender's side is over, and with it its files: all that came of them is all there is. */
    void onFin(ManagedFlow flow, Packet packet, Direction direction) {
        if (flow.scans == null || flow.read == null
            || flow.read.sequence.stream(direction).ahead(packet.sequence + packet.payloadLength) != 0) {
            return;
        }
        for (ScannedTransfer transfer : List.copyOf(flow.scans.all())) {
            if (transfer.direction == direction && !transfer.ended) {
                transfer.method = transfer.endless() ? transfer.method : ScanMethod.WINDOW;
                end(flow, transfer, true);
            }
        }
    }

    /** It cannot be scanned from here on. */
    private void lose(ManagedFlow flow, ScannedTransfer transfer, Reason reason, String detail) {
        drop(transfer);
        boolean unwanted = flow.ruling() != null && !flow.ruling().scans();
        if (!unwanted && transfer.notScanned == null) {
            except(flow, transfer, new NotScanned(transfer.method, reason, detail));
        }
    }

    /** It was not scanned: what that means is for policy to say. */
    private void except(ManagedFlow flow, ScannedTransfer transfer, NotScanned why) {
        transfer.notScanned = why;
        ExceptionCase which = ExceptionCase.of(why.reason());
        if (which != null) {
            decisions.exceptional(flow, which);
        }
    }

    private void onJudgement(ManagedFlow flow, ScannedTransfer transfer, Asked asked, Judgement judgement) {
        if (flow.scans == null || !transfer.open.remove(asked)) {
            return;
        }
        flow.scans.answered(transfer.direction);
        ScanVerdict verdict = judgement.verdict();
        if (verdict instanceof ScanVerdict.Infected infected && flow.scanned()) {
            flow.found = infected.signature();
            refuse(flow, transfer, judgement, flow.ruling().infected(infected.signature()));
            return;
        }
        if (verdict instanceof NotScanned why && transfer.notScanned == null) {
            except(flow, transfer, why);
        }
        if (flow.refused()) {
            refuse(flow, transfer, judgement, flow.ruling());
            return;
        }
        if (transfer.settled()) {
            conclude(flow, transfer);
        }
        if (!flow.scans.waits(transfer.direction)) {
            effect.letGo(flow, transfer.direction);
        }
    }

    private void refuse(ManagedFlow flow, ScannedTransfer transfer, Judgement judgement, Ruling ruling) {
        ledger.conclude(flow, transfer, outcome(transfer, judgement, true));
        forget(flow);
        effect.refuse(flow, ruling);
    }

    private void conclude(ManagedFlow flow, ScannedTransfer transfer) {
        drop(transfer);
        transfer.open.forEach(Asked::cancel);
        flow.scans.remove(transfer);
        ScanVerdict verdict = transfer.notScanned != null ? transfer.notScanned
            : new ScanVerdict.Clean(transfer.method);
        ledger.conclude(flow, transfer, outcome(transfer, new Judgement(verdict), flow.refused()));
    }

    private static ScanOutcome outcome(ScannedTransfer transfer, Judgement judgement, boolean refused) {
        return new ScanOutcome(transfer.name, transfer.direction, transfer.first, transfer.bytes, judgement.verdict(),
            judgement.sha256(), judgement.quarantined(), refused);
    }

    /** Whether a packet finds no memory for what it brings: it is dropped, and its sender tries again. */
    boolean hasNoRoom(ManagedFlow flow, Packet packet, Direction direction) {
        return flow.scans != null && packet.payloadLength > 0 && flow.scans.receives(direction)
            && !services.keeper().hasRoom(packet.payloadLength);
    }

    /** Verdicts are heard; files that stand still are looked after, and memory that is short. */
    void onTimer(long nowMillis) {
        if (services == null) {
            return;
        }
        services.answers().hear();
        if (nowMillis >= nextLookMillis) {
            nextLookMillis = nowMillis + LOOK_MILLIS;
            flows.removeIf(flow -> flow.scans == null || flow.scans.isEmpty());
            flows.forEach(flow -> flow.scans.all().forEach(transfer -> lookAfter(flow, transfer, nowMillis)));
            if (!services.keeper().hasRoom(LARGEST_PACKET)) {
                makeRoom();
            }
        }
    }

    /** A file without a length that stands still is asked about as far as it came. */
    private void lookAfter(ManagedFlow flow, ScannedTransfer transfer, long nowMillis) {
        if (transfer.endless() && !transfer.ended && transfer.unscanned() > 0 && transfer.open.isEmpty()
            && nowMillis - transfer.lastMillis >= PATIENCE_MILLIS) {
            askAboutWindow(flow, transfer);
        }
    }

    /**
     * Packets are dropped for want of memory, and slow senders of many files must not make all others wait: those that
     * began first are not scanned.
     */
    private void makeRoom() {
        int givenUp = 0;
        for (ManagedFlow flow : flows) {
            for (ScannedTransfer transfer : flow.scans.all()) {
                if (transfer.content != null && transfer.content.length() > 0 && givenUp++ < GIVEN_UP) {
                    lose(flow, transfer, Reason.BUSY, "there was no room to keep it any longer");
                }
            }
            if (givenUp >= GIVEN_UP) {
                return;
            }
        }
    }

    /** Nobody can tell any more what the receiver gets: what is under way was not scanned. */
    void cut(ManagedFlow flow) {
        if (flow.scans != null) {
            for (ScannedTransfer transfer : List.copyOf(flow.scans.all())) {
                lose(flow, transfer, Reason.OUT_OF_SEQUENCE, "it could not be read to its end");
                conclude(flow, transfer);
            }
            forget(flow);
        }
    }

    /** The flow leaves the table: what waits for a verdict will not get one. */
    void end(ManagedFlow flow) {
        if (flow.scans != null && flow.scans.waits()) {
            decisions.exceptional(flow, ExceptionCase.SCANNER_UNAVAILABLE);
        }
        forget(flow);
    }

    /** Nobody waits for the flow's files any more: it is over, refused, or not to be scanned. */
    void forget(ManagedFlow flow) {
        if (flow.scans == null) {
            return;
        }
        for (ScannedTransfer transfer : flow.scans.all()) {
            ledger.leave(transfer);
            drop(transfer);
            transfer.open.forEach(Asked::cancel);
        }
        flow.scans = null;
        flows.remove(flow);
    }

    private static void drop(ScannedTransfer transfer) {
        if (transfer.content != null) {
            transfer.content.drop();
            transfer.content = null;
        }
    }
}
