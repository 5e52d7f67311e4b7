package gateway.lab.demo;

import gateway.lab.LabException;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.process.Command;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import gateway.lab.program.TestPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Files are scanned while they pass: an infected one never arrives whole, a clean one does. */
final class VirusScenario implements Scenario {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INFECTED = "game.exe";
    private static final int BYTES = 2_000_000;

    @Override
    public String name() {
        return "virus";
    }

    @Override
    public String title() {
        return "rule \"scan http\": a file with a test pattern in its middle never arrives whole, a clean one comes";
    }

    @Override
    public void play(Stage stage, Narrator narrator) {
        putOnServer(stage);
        narrator.step("a rule has the files of the web scanned", "the gateway starts a clamd of its own", () -> {
            int first = stage.gateway().lines();
            stage.rules(Rule.of("scan-web", "scan", "http"));
            Clamd.of(stage.gateway(), first);
            return new Outcome(true, "clamd serves");
        });
        narrator.step("curl asks for " + INFECTED + ", " + BYTES + " bytes, a harmless test pattern among them",
            "its last packet waits for the verdict and never comes; the connection is reset", () -> refused(stage));
        SharedFile clean = stage.harmlessPage();
        narrator.step("curl asks for " + clean.name() + ", which is clean", "it comes, and its SHA-256 is right",
            () -> comes(stage, clean));
        narrator.quote(stage.gateway().gogo().ask("gateway:scans"));
    }

    private static void putOnServer(Stage stage) {
        try {
            Files.write(stage.laboratory().directory("www").resolve(INFECTED),
                TestPattern.infected(BYTES, BYTES / 2, 1));
        } catch (IOException e) {
            throw new LabException("cannot write " + INFECTED + ": " + e.getMessage(), e);
        }
    }

    private static Outcome refused(Stage stage) {
        Path target = stage.freshDirectory().resolve(INFECTED);
        Command.Output output = new Curl(stage.client()).fetch("http://" + stage.server().address4() + "/" + INFECTED,
            target);
        long bytes = Payload.written(target);
        boolean recorded = says(stage, "infected", INFECTED);
        return new Outcome(!output.ok() && bytes < BYTES && recorded, (output.ok() ? "curl was content"
            : output.err().strip()) + "; " + bytes + " bytes arrived; "
            + (recorded ? "the record says infected" : "there is no record"));
    }

    private static Outcome comes(Stage stage, SharedFile clean) {
        Path target = stage.freshDirectory().resolve(clean.name());
        Command.Output output = new Curl(stage.client()).fetch(Curl.url4(stage.server(), clean), target);
        boolean same = clean.sameAs(target);
        boolean recorded = says(stage, "clean", clean.name());
        return new Outcome(same && recorded, (same ? "it came, and it is right" : output.err().strip())
            + (recorded ? "; the record says clean" : "; there is no record"));
    }

    private static boolean says(Stage stage, String verdict, String name) {
        return stage.gateway().records().await(SOON, Records.of("scan", "http")
            .and(record -> record.path("scan").path("verdict").asText().equals(verdict))
            .and(record -> record.path("scan").path("filename").asText().endsWith(name)));
    }
}
