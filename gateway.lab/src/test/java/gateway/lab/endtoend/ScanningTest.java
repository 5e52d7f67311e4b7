package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.process.Command;
import gateway.lab.program.Curl;
import gateway.lab.program.Nginx;
import gateway.lab.program.TestPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Real files through a real gateway and a real clamd: what is infected never arrives, the rest does. */
class ScanningTest {
    private static final Rule SCAN = Rule.of("scan-web", "scan", "http");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SIZE = 700_000;
    /** Larger than what is scanned as a whole here. */
    private static final int LARGE = 5_000_000;
    private static final int WINDOW = 1_000_000;

    /** How curl asks for a file, and what it is called on the server. */
    private record Way(String file, String folder, List<String> options) {
    }

    private static Map<String, byte[]> infected() {
        int end = SIZE - TestPattern.length();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("begin", TestPattern.infected(SIZE, 0, 1));
        files.put("middle", TestPattern.infected(SIZE, SIZE / 2, 2));
        files.put("end", TestPattern.infected(SIZE, end, 3));
        files.put("short", TestPattern.infected(TestPattern.length(), 0, 4));
        files.put("eicar", TestPattern.eicar());
        files.put("archive", TestPattern.zip());
        files.put("large-border", TestPattern.infected(LARGE, WINDOW - TestPattern.length() / 2, 5));
        files.put("large-end", TestPattern.infected(LARGE, LARGE - TestPattern.length(), 6));
        return files;
    }

    private static List<Way> waysOf(String file) {
        Way plain = new Way(file, "/", List.of());
        Way chunked = new Way(file, "/packed/", List.of("--compressed"));
        Way untilClose = new Way(file, "/packed/", List.of("--compressed", "--http1.0"));
        return file.startsWith("large") ? List.of(plain) : file.equals("end")
            ? List.of(plain, chunked, untilClose, new Way(file, "/", List.of("-r", "1000-"))) : List.of(plain, chunked);
    }

    private static Predicate<JsonNode> verdict(String verdict, String name) {
        return Records.of("scan", "http").and(line -> line.path("scan").path("verdict").asText().equals(verdict)
            && line.path("scan").path("filename").asText().endsWith(name));
    }

    @Test
    void shouldLetNoInfectedFileArriveByAnyWay() throws IOException {
        try (Rig rig = Rig.with()) {
            Path site = rig.laboratory().directory("www");
            Map<String, byte[]> infected = infected();
            for (Map.Entry<String, byte[]> file : infected.entrySet()) {
                Files.write(site.resolve(file.getKey()), file.getValue());
            }
            byte[] clean = TestPattern.clean(SIZE, 7);
            Files.write(site.resolve("clean"), clean);
            Files.write(site.resolve("clean-large"), TestPattern.clean(LARGE, 8));
            Nginx.start(rig.laboratory(), rig.server(), site);
            rig.configuration().files("wholeMegabytes", 2).rule(SCAN);
            rig.gateway().says(LIMIT, 0, "policy changed: 1 rule in force");
            for (String name : infected.keySet()) {
                for (Way way : waysOf(name)) {
                    refused(rig, way, infected.get(name));
                }
            }
            for (String name : List.of("clean", "clean-large")) {
                Path target = rig.fresh().resolve(name);
                assertTrue(fetch(rig, new Way(name, "/", List.of()), target).ok());
                assertArrayEquals(Files.readAllBytes(site.resolve(name)), Files.readAllBytes(target));
                assertTrue(rig.gateway().records().await(LIMIT, verdict("clean", name)), name);
            }
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    @Test
    void shouldRefuseThePartThatMakesAFileWhole() throws IOException {
        try (Rig rig = Rig.with(SCAN)) {
            Path site = rig.laboratory().directory("www");
            Files.write(site.resolve("parts"), TestPattern.infected(SIZE, SIZE / 2, 1));
            Nginx.start(rig.laboratory(), rig.server(), site);
            int middle = SIZE / 2 + TestPattern.length() / 2;
            Path first = rig.fresh().resolve("first");
            assertTrue(fetch(rig, new Way("parts", "/", List.of("-r", middle + "-")), first).ok());
            assertEquals(SIZE - middle, Files.size(first), "half of the pattern is nothing");
            refused(rig, new Way("parts", "/", List.of("-r", "0-" + (middle - 1))), new byte[middle]);
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }

    private static Command.Output fetch(Rig rig, Way way, Path target) {
        return new Curl(rig.client()).fetch("http://" + rig.server().address4() + way.folder() + way.file(), target,
            way.options().toArray(String[]::new));
    }

    private static void refused(Rig rig, Way way, byte[] original) throws IOException {
        int before = rig.gateway().records().find(verdict("infected", way.file())).size();
        Path target = rig.fresh().resolve(way.file());
        Command.Output output = fetch(rig, way, target);
        assertFalse(output.ok(), () -> way + " arrived:\n" + rig.gateway().output());
        byte[] got = Files.exists(target) ? Files.readAllBytes(target) : new byte[0];
        assertTrue(got.length < original.length - (way.options().contains("1000-") ? 1000 : 0),
            () -> way + ": " + got.length + " bytes");
        assertTrue(rig.gateway().records().await(LIMIT, verdict("infected", way.file()), before + 1),
            () -> way + ": " + rig.gateway().records().find(Records.of("scan", "http")) + rig.gateway().output());
    }
}
