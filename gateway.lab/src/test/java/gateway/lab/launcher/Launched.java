package gateway.lab.launcher;

import gateway.lab.appliance.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run of the launcher that ended.
 *
 * @param status its exit status
 * @param output the lines of its standard output
 * @param errors the lines of its standard error
 */
record Launched(int status, List<String> output, List<String> errors) {
    private static final long LIMIT_SECONDS = 180;

    /** Runs {@code ./gateway} in a directory; what it prints is kept in {@code scratch} meanwhile. */
    static Launched in(Path directory, Path scratch, Map<String, String> environment, String... arguments)
        throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tree.launcher().toString()));
        command.addAll(List.of(arguments));
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
            .redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("still running: " + command + " " + Files.readString(errors));
        }
        return new Launched(process.exitValue(), Files.readAllLines(output), Files.readAllLines(errors));
    }
}
