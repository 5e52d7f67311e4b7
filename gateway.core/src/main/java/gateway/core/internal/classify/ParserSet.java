package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.core.internal.signature.OwnedSignature;
import gateway.core.internal.signature.SignatureMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parsers that are there at one moment, and the matcher for their signatures. Immutable; a bundle that comes or
 * goes makes a new one. A parser is known by its index, which is its bit in sets of candidates.
 */
public final class ParserSet {
    /** No parser at all: every flow stays unidentified. */
    public static final ParserSet EMPTY = new ParserSet(List.of());

    private final List<ParserDescription> descriptions;
    private final List<ParserEntry> entries;
    private final SignatureMatcher matcher;
    private final Map<String, ParserEntry> byId;
    private final Map<String, List<ParserEntry>> over;

    /**
     * A snapshot of these parsers, in this order.
     *
     * @throws IllegalArgumentException if there are too many, or a signature cannot be looked for
     */
    public ParserSet(List<ProtocolParser> parsers) {
        this(parsers.stream().map(ParserDescription::of).toArray(ParserDescription[]::new));
    }

    private ParserSet(ParserDescription... parsers) {
        List<ParserEntry> made = new ArrayList<>();
        List<OwnedSignature> signatures = new ArrayList<>();
        for (ParserDescription parser : parsers) {
            int index = made.size();
            made.add(new ParserEntry(index, parser.id(), parser.parser(), parser.listsPeers()));
            for (Signature signature : parser.signatures()) {
                signatures.add(new OwnedSignature(index, signature));
            }
        }
        descriptions = List.of(parsers);
        entries = List.copyOf(made);
        matcher = new SignatureMatcher(signatures);
        byId = entries.stream().collect(Collectors.toUnmodifiableMap(ParserEntry::id, e -> e, (first, again) -> first));
        over = entries.stream()
            .flatMap(e -> parsers[e.index()].over().stream().map(below -> Map.entry(below, e)))
            .collect(Collectors.groupingBy(Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    }

    /** The same of parsers that have been asked already. */
    static ParserSet of(List<ParserDescription> parsers) {
        return new ParserSet(parsers.toArray(ParserDescription[]::new));
    }

    /** The same without a parser, if it is there. */
    public ParserSet without(Object parser) {
        return of(descriptions.stream().filter(there -> there.parser() != parser).toList());
    }

    /** What looks for all their signatures at once. */
    public SignatureMatcher matcher() {
        return matcher;
    }

    /** The parser with this index. */
    public ParserEntry entry(int index) {
        return entries.get(index);
    }

    /** The parser of an application; null if it is not there. */
    public ParserEntry byId(String id) {
        return byId.get(id);
    }

    /** The parsers that read the messages of another one. */
    public List<ParserEntry> over(String id) {
        return over.getOrDefault(id, List.of());
    }

    /** All parsers. */
    public List<ParserEntry> entries() {
        return entries;
    }
}
