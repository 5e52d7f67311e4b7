package gateway.lab.demo;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a client has stored of a file that it is not meant to get. */
final class Payload {
    private Payload() {
    }

    /** How many bytes are there, 0 if there is no file. */
    static long written(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
