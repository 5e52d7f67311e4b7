package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.appliance.Tree;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import gateway.lab.program.Ncdc;
import gateway.lab.program.Uhub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/add-a-protocol.md}, step by step: from nothing to live traffic that is recognised. */
class AddedProtocolTest {
    private static final Duration BUILD = Duration.ofMinutes(4);
    private static final Duration TAKEN_IN = Duration.ofSeconds(30);
    private static final Duration RECORDED = Duration.ofSeconds(15);
    private static final int PORT = 5000;

    @TempDir
    private Path developer;

    @Test
    void shouldServeABundleMadeFromTheTemplate() {
        Path jar = build(make("pager", "udp"));
        try (Rig rig = Rig.with(Rule.of("watch-pager", "monitor", "pager"))) {
            rig.server().start("listener", List.of("nc", "-u", "-l", "-p", Integer.toString(PORT)));
            say(rig, "PAGER/1 HELLO nobody yet");
            drop(rig, jar, "pager");
            say(rig, "PAGER/1 HELLO alice");
            assertTrue(rig.gateway().records().await(RECORDED, Records.of("flow", "pager")
                .or(Records.of("decision", "pager"))), rig.gateway()::output);
        }
    }

    @Test
    void shouldServeTheExampleOfTheGuide() throws IOException {
        Path project = make("adc", "tcp");
        delete(project.resolve("src/main/resources/selftest/hello"));
        copy(Tree.root().resolve("docs/add-a-protocol/adc"), project);
        Path jar = build(project);
        try (Rig rig = Rig.with(Rule.of("watch-adc", "monitor", "adc"))) {
            Uhub.start(rig.laboratory(), rig.server());
            rig.client().run("sh", "-c", "echo HSUP ADBASE ADTIGR | nc -q 1 " + rig.server().address4() + " "
                + Uhub.PORT);
            drop(rig, jar, "adc");
            new Ncdc(rig.laboratory(), rig.client()).search(rig.server().address4(), "debian");
            Predicate<JsonNode> decided = Records.of("decision", "adc");
            assertTrue(rig.gateway().records().await(RECORDED, decided), rig.gateway()::output);
            assertEquals(1, rig.gateway().records().find(decided).size(), "only what came after the bundle");
        }
    }

    private Path make(String name, String over) {
        Command.run(BUILD, List.of(Tree.launcher().toString(), "new-protocol", name, "--over", over,
            "--here", developer.toString())).check();
        return developer.resolve("gateway.protocol." + name);
    }

    /** Offline: nothing is needed that the gateway's own build did not need. */
    private static Path build(Path project) {
        Command.run(BUILD, List.of("mvn", "-q", "-o", "-B", "-f", project.resolve("pom.xml").toString(), "package"))
            .check();
        return project.resolve("target").resolve(project.getFileName() + "-1.0.0.jar");
    }

    private static void drop(Rig rig, Path jar, String name) {
        Path load = rig.gateway().load();
        Command.run("cp", jar.toString(), load.resolve(name + ".new").toString());
        Command.run("mv", load.resolve(name + ".new").toString(), load.resolve(name + ".jar").toString());
        Await.until(TAKEN_IN, "protocol " + name + " serves", () -> rig.gateway().output().lines()
            .anyMatch(line -> line.contains("protocol " + name) && line.contains("serves new flows")));
    }

    private static void say(Rig rig, String words) {
        rig.client().run("sh", "-c", "echo '" + words + "' | nc -u -q 0 " + rig.server().address4() + " " + PORT);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
