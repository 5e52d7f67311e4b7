package gateway.lab.demo;

import gateway.lab.network.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The sub-command {@code demo [--once] [SCENARIO]}. */
public final class Demo {
    private static final String ONCE = "--once";
    private static final List<Scenario> ALL =
        List.of(new PassScenario(), new RefuseScenario(), new WebScenario(), new VirusScenario(),
            new CutScenario(), SetUpScenario.ROUTED, SetUpScenario.NAT, SetUpScenario.BRIDGE);

    private Demo() {
    }

    /**
     * Runs it.
     *
     * @return the exit status: 0 if every step came out as announced, 1 if not
     * @throws IllegalArgumentException if the arguments ask for something that there is not
     */
    public static int run(List<String> arguments) {
        List<Scenario> chosen = choose(arguments);
        Narrator narrator = Narrator.onStandardOutput();
        narrator.scenario("set-up", "networks, clients, servers, gateway");
        try (Stage stage = Stage.set()) {
            introduce(stage, narrator);
            for (Scenario scenario : chosen) {
                narrator.scenario(scenario.name(), scenario.title());
                scenario.play(stage, narrator);
                stage.clearRules();
            }
            boolean good = narrator.sumUp();
            if (!arguments.contains(ONCE)) {
                stay(stage);
            }
            return good ? 0 : 1;
        }
    }

    private static List<Scenario> choose(List<String> arguments) {
        List<String> names = arguments.stream().filter(argument -> !argument.equals(ONCE)).toList();
        String known = ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
        for (String name : names) {
            if (ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new IllegalArgumentException("demo: no scenario " + name + "; there are " + known);
            }
        }
        return names.isEmpty() ? ALL : ALL.stream().filter(scenario -> names.contains(scenario.name())).toList();
    }

    private static void introduce(Stage stage, Narrator narrator) {
        narrator.say("inside:  client " + both(Site.CLIENT));
        narrator.say("outside: seeder " + both(Site.SEEDER) + ", tracker and web server " + both(Site.SERVER));
        narrator.say("between: the gateway, its queues in namespace "
            + stage.laboratory().router().namespace().name());
        narrator.say("its configuration: " + stage.gateway().configuration().directory());
        narrator.say("bundles dropped here are served at once: " + stage.gateway().load());
    }

    private static String both(Site site) {
        return site.address4() + " " + site.address6();
    }

    /** Hands the gateway's shell to the user until the input ends. */
    private static void stay(Stage stage) {
        System.out.println();
        System.out.println("The gateway stays up. What you type goes to its shell (gateway:flows, gateway:stats, "
            + "gateway:blocked); Ctrl-D ends.");
        System.out.println("Prompts in another terminal, of a client and of a server: ip netns exec "
            + stage.client().namespace().name() + " bash, ip netns exec " + stage.server().namespace().name()
            + " bash");
        stage.gateway().listen(System.out::println);
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null && stage.gateway().alive(); line = input.readLine()) {
                stage.gateway().gogo().send(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
