package gateway.lab.plugin;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.appliance.Tree;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Audience;
import gateway.lab.speaker.Ppstream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The localizer goes, comes back and is updated while viewers of PPStream fetch a video from a far peer or from the
 * near one in its place: some by redirection, some by changed lists.
 */
public final class LocalizerCycle implements AutoCloseable {
    private static final String BUNDLE = "gateway.localizer";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern THERE = Pattern.compile("^localizer +there$", Pattern.MULTILINE);
    private static final Pattern NONE = Pattern.compile("^localizer +none$", Pattern.MULTILINE);
    private static final int VIEWERS = 4;
    private static final int FIRST = 4;
    private static final List<String> LED = addresses(FIRST);
    private static final List<String> OTHERS = addresses(FIRST + VIEWERS);

    private final GatewayProcess gateway;
    private final Audience audience;
    private final String far;

    private LocalizerCycle(GatewayProcess gateway, Audience audience, String far) {
        this.gateway = gateway;
        this.audience = audience;
        this.far = far;
    }

    private static List<String> addresses(int first) {
        return IntStream.range(first, first + VIEWERS).mapToObj(Site.CLIENT::address4).toList();
    }

    /** The rules under which the viewers are led, and told of others. */
    public static List<Rule> rules() {
        Rule lists = Rule.of("lists", "localize", "ppstream").with("farPeers", "0").with("leastPeers", "0")
            .with("controlPercent", "0").with("client", String.join(", ", OTHERS));
        Rule lead = Rule.of("lead", "localize", "ppstream").with("farPeers", "0").with("leastPeers", "0")
            .with("controlPercent", "0").with("lists", "keep").with("redirect", "true")
            .with("client", String.join(", ", LED));
        return List.of(lists, lead);
    }

    /**
     * Has eight viewers begin; returns when each has fetched the video and somebody is redirected.
     *
     * @param laboratory of {@link Country#PLAN}
     * @param bytes how long the video is
     */
    public static LocalizerCycle begin(Laboratory laboratory, GatewayProcess gateway, int bytes) {
        SharedFile video = SharedFile.create(laboratory.directory("video").resolve("news.f4v"), bytes, 1);
        String near = settle(laboratory, Country.JAPAN, video);
        String far = settle(laboratory, Country.CHINA, video);
        Host server = laboratory.host(Site.SERVER);
        // One of the two by chance, so that a localizer that is new soon knows the near one.
        Ppstream.server(server, 1, List.of(near, far));
        Host clients = laboratory.host(Site.CLIENT);
        IntStream.range(FIRST, FIRST + 2 * VIEWERS).forEach(clients::addAddress4);
        Audience audience = Audience.start(clients, server, video.path(), laboratory.directory().resolve("end"),
            IntStream.range(FIRST, FIRST + 2 * VIEWERS).mapToObj(Site.CLIENT::address4).toList());
        LocalizerCycle cycle = new LocalizerCycle(gateway, audience, far);
        cycle.awaitMore(0, 0);
        return cycle;
    }

    private static String settle(Laboratory laboratory, Country country, SharedFile video) {
        List<String> peer = Abroad.settle(laboratory, country, 1);
        Ppstream.peers(laboratory.host(country.site()), video.path(), peer);
        return peer.get(0);
    }

    /** It is uninstalled, installed, and updated, with fetchings before and behind each step. */
    public void run() {
        step(NONE, () -> gateway.gogo().ask("felix:uninstall " + gateway.gogo().bundle(BUNDLE)));
        step(THERE, () -> gateway.gogo().ask("felix:start file:" + Tree.jar(BUNDLE)));
        step(THERE, () -> gateway.gogo().ask("felix:update " + gateway.gogo().bundle(BUNDLE)));
    }

    private void step(Pattern then, Runnable change) {
        int fetched = audience.fetched().size();
        // One that is gone redirects nobody.
        long redirected = then == NONE ? -1 : redirected();
        change.run();
        Await.until(LIMIT, "the localizer came or went",
            () -> then.matcher(gateway.gogo().ask("gateway:stats")).find());
        if (then == NONE) {
            Await.until(LIMIT, "nobody is redirected", () -> gateway.stat("redirected now") == 0);
        }
        awaitMore(fetched + 2 * VIEWERS, redirected);
    }

    /** Waits until more was fetched, and more far peers were redirected. */
    private void awaitMore(int fetched, long redirected) {
        if (!Await.holds(LIMIT, () -> audience.fetched().size() > fetched && redirected() > redirected)) {
            throw new LabException(audience.fetched().size() + " fetched, " + redirected() + " redirected:\n"
                + gateway.gogo().ask("gateway:contents") + "\n" + gateway.gogo().ask("gateway:stats"));
        }
    }

    /** How many far peers were redirected so far. */
    public long redirected() {
        return gateway.stat("far peers redirected");
    }

    /** No further fetching begins; returns when all are over. */
    public void finish() {
        audience.finish();
    }

    /** How many fetchings ended with {@code whole}, {@code harmed} or {@code hung}. */
    public long count(String result) {
        return audience.fetched().stream().filter(each -> each.result().equals(result)).count();
    }

    /** How long a viewer that knew the far peer alone, and was led to the near one, waited for a part at most. */
    public long longestMillis() {
        return audience.fetched().stream().filter(each -> LED.contains(each.viewer()) && each.told().contains(far))
            .mapToLong(Audience.Fetched::longestMillis).max().orElse(0);
    }

    @Override
    public void close() {
        audience.close();
    }
}
