package gateway.console.page;

import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.NotAnswering;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;

/** Sends the layouts in use as a file to be kept. It names applications and forms, no peers and no contents. */
final class LayoutDownload {
    private final Service<LocalityDirectory> locality;

    LayoutDownload(Service<LocalityDirectory> locality) {
        this.locality = locality;
    }

    void send(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            byte[] file = locality.now().exportLayouts().getBytes(StandardCharsets.UTF_8);
            response.setHeader("Content-Disposition", "attachment; filename=\"layouts.json\"");
            Reply.send(response, HttpServletResponse.SC_OK, "application/json; charset=utf-8", file);
        } catch (Problem problem) {
            say(response, problem.status(), problem.getMessage());
        } catch (NotAnswering silent) {
            say(response, Problem.unavailable("").status(), silent.getMessage());
        }
    }

    private static void say(HttpServletResponse response, int status, String sentence) {
        Reply.send(response, status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
