package gateway.lab.demo;

import gateway.lab.appliance.Rule;
import gateway.lab.process.Command;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;

/** On one server and port, one file is refused by its name and another one is not touched. */
final class WebScenario implements Scenario {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String title() {
        return "rule \"block http, file name *.iso\": same server, same port, one file goes, the other does not";
    }

    @Override
    public void play(Stage stage, Narrator narrator) {
        stage.rules(Rule.of("no-iso", "block", "http").with("fileName", "*.iso"));
        SharedFile good = stage.harmlessPage();
        Curl curl = new Curl(stage.client());
        Path directory = stage.freshDirectory();
        try (Download going =
                 curl.start(Curl.url4(stage.server(), good), directory.resolve(good.name()), good, "2m")) {
            narrator.step("while " + good.name() + " is being fetched, curl asks for "
                    + stage.forbiddenPage().name() + " (IPv4)",
                "the connection is reset, no byte of the file arrives",
                () -> refused(stage, Curl.url4(stage.server(), stage.forbiddenPage())));
            narrator.step("the same over IPv6", "the same",
                () -> refused(stage, Curl.url6(stage.server(), stage.forbiddenPage())));
            narrator.step("the download of " + good.name() + " goes on",
                "it completes and its SHA-256 is right", () -> completes(going));
        }
        narrator.step("curl asks for " + good.name() + " once more, over IPv6", "it comes, and its SHA-256 is right",
            () -> comes(stage, good));
    }

    private static Outcome refused(Stage stage, String url) {
        Path target = stage.freshDirectory().resolve("refused");
        Command.Output output = new Curl(stage.client()).fetch(url, target);
        long bytes = Payload.written(target);
        return new Outcome(!output.ok() && bytes == 0,
            (output.ok() ? "curl was content" : output.err().strip()) + "; " + bytes + " bytes arrived");
    }

    private static Outcome completes(Download going) {
        boolean complete = going.await(LIMIT);
        return new Outcome(complete, complete ? "complete and right" : "not complete: " + going.program().output());
    }

    private static Outcome comes(Stage stage, SharedFile good) {
        Path target = stage.freshDirectory().resolve(good.name());
        Command.Output output = new Curl(stage.client()).fetch(Curl.url6(stage.server(), good), target);
        boolean same = good.sameAs(target);
        return new Outcome(same, same ? "it came, and it is right" : output.err().strip());
    }
}
