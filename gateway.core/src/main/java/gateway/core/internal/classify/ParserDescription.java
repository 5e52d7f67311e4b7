package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import gateway.core.internal.signature.SignatureMatcher;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a parser says of itself, asked once: nobody has to call its bundle again to make a new set of parsers.
 *
 * @param parser the service
 * @param id the application
 * @param over what it rides on
 * @param signatures what is looked for
 * @param listsPeers whether it tells of the application's lists of peers
 */
record ParserDescription(ProtocolParser parser, String id, Set<String> over, List<Signature> signatures,
                         boolean listsPeers) {
    private static final int ANSWER_SECONDS = 5;
    private static final String NAME = "[a-z0-9]{1,32}";

    /** Copies what may change. */
    ParserDescription {
        Objects.requireNonNull(id, "it has no id");
        over = Set.copyOf(over);
        signatures = List.copyOf(signatures);
    }

    /** Asks on this thread. */
    static ParserDescription of(ProtocolParser parser) {
        return new ParserDescription(parser, parser.id(), parser.over(), parser.signatures(), parser.listsPeers());
    }

    /**
     * Loads the bundle's classes and asks, on a thread of its own: a bundle that does not come back from its first
     * call must not keep everybody else from coming and going.
     *
     * @throws IllegalArgumentException with the reason in a sentence, where it does not answer or cannot be used
     */
    static ParserDescription patiently(ProtocolParser parser) throws InterruptedException {
        CompletableFuture<ParserDescription> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                BundleClasses.loadAllBeside(parser.getClass());
                answer.complete(of(parser));
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        }, "asking " + parser.getClass().getName());
        asking.setDaemon(true);
        asking.start();
        try {
            ParserDescription described = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            described.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return described;
        } catch (TimeoutException stuck) {
            asking.interrupt();
            throw new IllegalArgumentException("it did not answer within " + ANSWER_SECONDS + " s");
        } catch (ExecutionException thrown) {
            throw new IllegalArgumentException("it fails: " + thrown.getCause());
        }
    }

    private Optional<String> problem() {
        if (!id.matches(NAME)) {
            return Optional.of("its id is not made of a to z and 0 to 9");
        }
        return signatures.stream().map(SignatureMatcher::problemOf).flatMap(Optional::stream).findFirst();
    }
}
