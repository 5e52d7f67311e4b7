package gateway.scanner.clamd;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScanVerdict.Infected;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import java.io.IOException;
import java.util.Collection;
import xyz.capybara.clamav.commands.scan.result.ScanResult;

/** What clamd's answers mean. Text of clamd is shortened to what may be shown: it may come from a scanned file. */
public final class Verdicts {
    private static final String LIMITS = "Heuristics.Limits.Exceeded";
    private static final String TIME_LIMIT = LIMITS + ".MaxScanTime";
    private static final String ENCRYPTED = "Heuristics.Encrypted";
    private static final String STREAM_LIMIT = "INSTREAM size limit exceeded";
    private static final int NAME_LENGTH = 128;
    private static final int DETAIL_LENGTH = 200;

    private Verdicts() {
    }

    /**
     * The verdict in an answer to INSTREAM, without its end mark.
     *
     * @throws IOException if there is none: clamd failed, or says what nobody understands
     */
    static ScanVerdict of(String answer, ScanMethod method) throws IOException {
        if (answer.startsWith(STREAM_LIMIT)) {
            return new NotScanned(method, Reason.TOO_LARGE, "beyond clamd's StreamMaxLength");
        }
        ScanResult result = new StreamCommand().understand(answer);
        if (result instanceof ScanResult.VirusFound found) {
            return found(name(found, answer), method);
        }
        return new Clean(method);
    }

    private static String name(ScanResult.VirusFound found, String answer) throws IOException {
        return found.getFoundViruses().values().stream().flatMap(Collection::stream).findFirst()
            .orElseThrow(() -> new IOException("clamd says: " + answer));
    }

    /** clamd alerts on what it could not look at as if it were a virus; to us nothing is known of such a file. */
    private static ScanVerdict found(String name, ScanMethod method) {
        String shown = plain(name, NAME_LENGTH);
        if (name.startsWith(TIME_LIMIT)) {
            return new NotScanned(method, Reason.DEADLINE, shown);
        }
        if (name.startsWith(LIMITS)) {
            return new NotScanned(method, Reason.TOO_LARGE, shown);
        }
        return name.startsWith(ENCRYPTED) ? new NotScanned(method, Reason.ENCRYPTED, shown)
            : new Infected(method, shown);
    }

    /** A reason for {@link NotScanned}. */
    public static NotScanned notScanned(ScanMethod method, Reason reason, String detail) {
        return new NotScanned(method, reason, plain(detail, DETAIL_LENGTH));
    }

    /** Text in printable ASCII, other characters as question marks, cut at a length. */
    public static String plain(String text, int length) {
        String cut = text.length() > length ? text.substring(0, length - 3) + "..." : text;
        return cut.replaceAll("[^ -~]", "?");
    }
}
