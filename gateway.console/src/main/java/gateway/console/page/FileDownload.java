package gateway.console.page;

import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.StoredFile;
import gateway.console.security.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a stored file to an auditor, as something to be kept and never as something to be shown: a stranger made it.
 * Its name is made of its hash, not of what it was called.
 */
final class FileDownload {
    private static final Logger LOG = LoggerFactory.getLogger(FileDownload.class);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int NAMED = 16;

    private final Service<RecordArchive> archive;

    FileDownload(Service<RecordArchive> archive) {
        this.archive = archive;
    }

    /** @param hash of the file, as it stands in the address */
    void send(HttpServletRequest request, HttpServletResponse response, String hash) {
        response.setHeader("Cache-Control", "no-store");
        try {
            Visitor visitor = Visitor.of(request);
            RecordView.admit(visitor);
            if (!HASH.matcher(hash).matches()) {
                throw Problem.gone("There is no such file.");
            }
            send(response, archive.now().file(hash, visitor.user()).orElseThrow(() ->
                Problem.gone("There is no such file any more: it was deleted to make room, or never stored.")));
        } catch (Problem problem) {
            say(response, problem.status(), problem.getMessage());
        } catch (NotAnswering silent) {
            say(response, Problem.unavailable("").status(), silent.getMessage());
        }
    }

    private static void send(HttpServletResponse response, StoredFile file) {
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition",
            "attachment; filename=\"recorded-" + file.sha256().substring(0, NAMED) + ".bin\"");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLengthLong(file.size());
        try (InputStream bytes = file.bytes()) {
            bytes.transferTo(response.getOutputStream());
        } catch (IOException left) {
            LOG.debug("a visitor left before the file was sent", left);
        }
    }

    private static void say(HttpServletResponse response, int status, String sentence) {
        Reply.send(response, status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
