package gateway.console.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.api.operation.NotAnswering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JSON value with its status; whatever goes wrong becomes {@code {"problem": sentence}}. */
final class JsonReply {
    private static final Logger LOG = LoggerFactory.getLogger(JsonReply.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIRST_SIZE = 32 << 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_SIZE);
    private int status = 200;

    /** Writes the value. */
    @FunctionalInterface
    interface Writing {
        /** Writes it, or says why not. */
        void to(JsonGenerator json) throws IOException, NotAnswering, Problem;
    }

    /** Has a value written; called once. */
    void write(Writing writing) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.to(json);
            return;
        } catch (Problem problem) {
            status = problem.status();
            problem(problem.getMessage());
        } catch (NotAnswering silent) {
            status = Problem.unavailable("").status();
            problem(silent.getMessage());
        } catch (JsonProcessingException unreadable) {
            status = Problem.wrong("").status();
            problem("The request is not JSON as it should be.");
        } catch (RuntimeException defect) {
            LOG.error("a page of the console could not be answered", defect);
            status = Problem.failed("").status();
            problem("The gateway could not answer because of a defect; its log says more.");
        }
    }

    int status() {
        return status;
    }

    byte[] body() {
        return bytes.toByteArray();
    }

    private void problem(String sentence) throws IOException {
        bytes.reset();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("problem", sentence);
            json.writeEndObject();
        }
    }
}
