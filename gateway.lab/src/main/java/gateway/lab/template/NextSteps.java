package gateway.lab.template;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes after the folder: the build, and what the user is told.
 *
 * @param root the gateway's tree
 * @param request what was asked for
 * @param folder what was made
 */
record NextSteps(Path root, Request request, Path folder) {
    /** Builds and tests the bundle; Maven's words are shown. */
    void build() {
        List<String> command = command();
        try {
            Process build = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
            if (build.waitFor() != 0) {
                throw new LabException("new-protocol: " + folder + " is there, but does not build");
            }
        } catch (IOException e) {
            throw new LabException("new-protocol: cannot start mvn: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("new-protocol: interrupted", e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("mvn", "-q"));
        command.addAll(request.here().isPresent() ? List.of("-f", folder.resolve("pom.xml").toString())
            : List.of("-pl", request.bundle(), "-am"));
        command.add("package");
        return command;
    }

    @Override
    public String toString() {
        String jar = folder.resolve("target").resolve(request.bundle() + "-1.0.0.jar").toString();
        String test = String.join(" ", command());
        String load = root.resolve("load").toString();
        return """
            made %s from the template for %s%s
            next:
              %s%s
              mkdir -p %s && cp %s %s/%s.new && mv %s/%s.new %s/%s.jar
                  a running gateway serves it within two seconds; gateway:parsers lists it
              docs/add-a-protocol.md, from "What the bytes say" on: put the real protocol in
            """.formatted(folder, request.over(), request.build() ? ", built and tested" : "",
            test, request.build() ? "   again after each change" : "",
            load, jar, load, request.name(), load, request.name(), load, request.name());
    }
}
