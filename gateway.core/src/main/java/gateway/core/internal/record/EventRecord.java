package gateway.core.internal.record;

import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.pipeline.ListOutcome;
import gateway.core.internal.pipeline.RedirectOutcome;
import gateway.core.internal.pipeline.ScanOutcome;
import gateway.core.internal.redirect.Redirection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a record says of an event.
 *
 * @param type the record's kind
 * @param detail its object
 */
record EventRecord(String type, Map<String, Object> detail) {
    private static final int PEERS_SHOWN = 50;

    /** Of an event that says it all itself; empty for the parts of a transfer. */
    static Optional<EventRecord> of(DissectionEvent event) {
        if (event instanceof DissectionEvent.Identified identified) {
            return made("identified", identified.attributes(), "channel", identified.channel());
        } else if (event instanceof DissectionEvent.MessageSent sent) {
            return made("message", Map.of(), "conversation", sent.conversation(), "from", sent.from(),
                "to", sent.to(), "text", sent.text().value());
        } else if (event instanceof DissectionEvent.FileRequested requested) {
            return made("fileinfo", requested.attributes(), "filename", cut(requested.name()));
        } else if (event instanceof DissectionEvent.FileOffered offered) {
            return made("fileoffer", offered.attributes(), "from", offered.from(), "to", offered.to(),
                "filename", cut(offered.name().value()), "size", known(offered.size()));
        } else if (event instanceof DissectionEvent.SearchIssued search) {
            return made("search", Map.of(), "text", cut(search.text().value()));
        } else if (event instanceof DissectionEvent.PeersListed listed) {
            List<String> shown = listed.peers().stream().limit(PEERS_SHOWN).map(p -> p.peer().toString()).toList();
            return made("peers", Map.of(), "content", listed.content(), "count", listed.peers().size(),
                "peers", shown);
        } else if (event instanceof DissectionEvent.Expected expected) {
            return made("expected", Map.of(), "transport", expected.transport().id(),
                "to", expected.to().toString(), "within_s", expected.within().toSeconds());
        } else if (event instanceof DissectionEvent.Anomaly anomaly) {
            return made("anomaly", Map.of(), "event", anomaly.what(), "detail", anomaly.detail());
        }
        return Optional.empty();
    }

    static String cut(String name) {
        return name.length() <= DissectionEvent.MAX_TEXT ? name : name.substring(0, DissectionEvent.MAX_TEXT);
    }

    /** Of a transfer's beginning. */
    static EventRecord of(DissectionEvent.TransferStarted started) {
        return made("transfer", started.attributes(), "state", "started", "transfer", started.transfer(),
            "filename", cut(started.name().value()), "direction", lower(started.direction()),
            "size", known(started.size()), "first", started.first(), "length", known(started.length())).orElseThrow();
    }

    /**
     * Of a transfer's end.
     *
     * @param why not all of it passed by in order; empty if it did
     */
    static EventRecord of(OpenTransfer transfer, String why) {
        return made("transfer", Map.of(), "state", "ended", "transfer", transfer.number,
            "filename", transfer.name, "bytes", transfer.emitted, "in_sequence", why.isEmpty(),
            "reason", why.isEmpty() ? null : why).orElseThrow();
    }

    /** Of a list of peers that a rule wants changed. */
    static EventRecord of(ListOutcome outcome) {
        return made("localize", Map.of(), "rule", outcome.rule(),
            "layout", outcome.layout().isEmpty() ? null : outcome.layout(), "content", outcome.list().content(),
            "told_to", outcome.list().toldTo().toString(), "count", outcome.list().peers().size(),
            "result", outcome.result().name().toLowerCase(Locale.ROOT), "replaced", outcome.replaced(),
            "moved", outcome.moved(), "redirected", outcome.redirected(),
            "far", outcome.far() < 0 ? null : outcome.far()).orElseThrow();
    }

    /** Of a flow that was led to a near peer. */
    static EventRecord of(RedirectOutcome outcome) {
        Redirection redirection = outcome.redirection();
        return made("redirect", Map.of(), "rule", redirection.rule(), "content", redirection.content(),
            "far", redirection.far().toString(), "near", redirection.near().toString(),
            "result", lower(outcome.result())).orElseThrow();
    }

    /** Of a scan. */
    static EventRecord of(ScanOutcome outcome) {
        ScanVerdict verdict = outcome.verdict();
        NotScanned not = verdict instanceof NotScanned why ? why : null;
        return made("scan", Map.of(), "filename", cut(outcome.name()),
            "direction", lower(outcome.direction()), "first", outcome.first(), "bytes", outcome.bytes(),
            "method", lower(verdict.method()), "verdict", not != null ? "not_scanned"
                : verdict instanceof Infected ? "infected" : "clean",
            "signature", verdict instanceof Infected infected ? infected.signature() : null,
            "reason", not == null ? null : lower(not.reason()), "detail", not == null ? null : not.detail(),
            "sha256", outcome.sha256().isEmpty() ? null : outcome.sha256(),
            "quarantined", outcome.quarantined() ? true : null,
            "refused", outcome.refused()).orElseThrow();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Pairs of names and values, without those that are null; then what the protocol said beside. */
    private static Optional<EventRecord> made(String type, Map<String, String> attributes, Object... pairs) {
        Map<String, Object> detail = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                detail.put((String) pairs[i], pairs[i + 1]);
            }
        }
        new TreeMap<>(attributes).forEach(detail::putIfAbsent);
        return Optional.of(new EventRecord(type, detail));
    }

    private static Long known(long size) {
        return size == DissectionEvent.UNKNOWN_SIZE ? null : size;
    }
}
