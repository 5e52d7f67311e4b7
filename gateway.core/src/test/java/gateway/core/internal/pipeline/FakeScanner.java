package gateway.core.internal.pipeline;

import gateway.api.content.ContentScanner;
import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScannerStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A scanner that says what a test has it say, and finds what holds the word VIRUS by itself. */
final class FakeScanner implements ContentScanner {
    static final int OVERLAP = 4;

    /** A question. */
    record Question(String content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        /** Answers as a scanner would. */
        void answer() {
            verdict.accept(content.contains("VIRUS") ? new ScanVerdict.Infected(method, "Test.Virus")
                : new ScanVerdict.Clean(method));
        }

        void refuse(ScanVerdict.Reason reason) {
            verdict.accept(new ScanVerdict.NotScanned(method, reason, "because"));
        }
    }

    private final Queue<Question> questions = new ArrayDeque<>();
    private int cancelled;

    @Override
    public synchronized Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        ByteBuffer bytes = ByteBuffer.allocate((int) content.length());
        try {
            while (bytes.hasRemaining()) {
                content.read(bytes.position(), bytes);
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        questions.add(new Question(new String(bytes.array(), StandardCharsets.ISO_8859_1), method, verdict));
        return this::cancel;
    }

    private synchronized void cancel() {
        cancelled++;
    }

    /** The next question; null while there is none. */
    synchronized Question poll() {
        return questions.poll();
    }

    synchronized int cancelled() {
        return cancelled;
    }

    @Override
    public ScanTerms terms() {
        return new ScanTerms(1_000_000, OVERLAP, 25_000);
    }

    @Override
    public ScannerStatus status() {
        return new ScannerStatus(ScannerStatus.Phase.SERVING, "", "fake", new ScannerStatus.Signatures("", 1, 0), 0, 0,
            0, new ScannerStatus.Totals(0, 0, 0, Map.of(), 0, 0));
    }
}
