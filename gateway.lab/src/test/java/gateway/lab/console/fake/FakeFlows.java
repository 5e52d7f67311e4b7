package gateway.lab.console.fake;

import gateway.api.flow.Flow.Side;
import gateway.api.operation.Explanation;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowLine.Place;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.NotAnswering;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A hundred thousand flows of a fixed seed, of which a part moves on with time; one of them is out to do harm. */
final class FakeFlows implements FlowDirectory {
    static final int FLOWS = 100_000;
    /** A name from the wire as nobody would want it in a page. */
    static final String EVIL = "<img src=x onerror=\"document.title='harmed'\">.mkv\u202egpj";
    private static final String[] APPLICATIONS = {"bittorrent", "bittorrent", "bittorrent", "bittorrent", "http",
        "http", "http", "edonkey", "gnutella", "pptv", "skype", "unidentified", "unidentified"};
    private static final String[] NAMES = {"debian-12.11.0-amd64-netinst.iso", "setup.exe", "lecture-07.mp4",
        "The Long Way Home - Season 2 Episode 11 [1080p].mkv", "update.msi"};
    private static final long HOUR = 3_600_000;

    private final Supplier<Scene> scene;
    private final List<FlowLine> flows = new ArrayList<>(FLOWS);
    private final Map<Long, String> byHand = new ConcurrentHashMap<>();
    private final List<String> deeds = new CopyOnWriteArrayList<>();

    FakeFlows(Supplier<Scene> scene) {
        this.scene = scene;
        Random random = new Random(3);
        long now = System.currentTimeMillis();
        for (int i = 0; i < FLOWS; i++) {
            flows.add(flow(i, random, now));
        }
    }

    private static FlowLine flow(int number, Random random, long now) {
        String application = number == 0 ? "http" : APPLICATIONS[random.nextInt(APPLICATIONS.length)];
        Transport transport = random.nextInt(3) > 0 ? Transport.TCP : Transport.UDP;
        long lasted = (long) (Math.exp(random.nextDouble() * 9) * 1000);
        long last = now - random.nextInt(120_000);
        long bytes = number == 0 ? 90_000_000_000L
            : (long) Math.exp(6 + Math.abs(random.nextGaussian()) * 3.6) % 40_000_000_000L;
        boolean unknown = application.equals("unidentified");
        boolean refused = application.equals("edonkey") || application.equals("gnutella");
        String decision = refused ? "block" : application.equals("pptv") ? "monitor"
            : unknown && random.nextInt(4) == 0 ? "undecided" : "allow";
        String rule = refused ? "no-old-networks" : application.equals("pptv") ? "watch-television"
            : decision.equals("undecided") ? "" : "default";
        Place place = refused ? Place.REFUSED : decision.equals("undecided") ? Place.CLASSIFYING
            : random.nextInt(60) == 0 ? Place.READING : Place.KERNEL;
        String name = number == 0 ? EVIL : application.equals("http") ? NAMES[random.nextInt(NAMES.length)] : "";
        Endpoint client = new Endpoint(IpAddress.v4(0x0a010000 | random.nextInt(0x4000)),
            32768 + random.nextInt(28000));
        Endpoint server = random.nextInt(12) == 0
            ? new Endpoint(new IpAddress(0x20010db8_00000000L | random.nextInt(0xffff), random.nextLong()), 6881)
            : new Endpoint(IpAddress.v4(0xcb007100 | random.nextInt(256)), random.nextInt(3) == 0 ? 443 : 6881);
        return new FlowLine((1L << 60) + number, application, unknown ? "" : application + "-handshake", transport,
            transport == Transport.UDP ? "open" : refused ? "closed" : "established", client, server, Side.CLIENT,
            last - Math.min(lasted, 5 * HOUR), last, bytes / 1400 + 1, bytes / 20, bytes / 1300 + 1, bytes - bytes / 20,
            name, decision, rule, place);
    }

    /** What is known in this scene; the busiest go on as time does. */
    Stream<FlowLine> now() {
        return scene.get() == Scene.BUSY ? flows.stream().map(this::moved) : Stream.empty();
    }

    private FlowLine moved(FlowLine flow) {
        boolean active = flow.id() % 9 == 0 && !flow.decision().equals("block");
        String hand = byHand.get(flow.id());
        if (!active && hand == null) {
            return flow;
        }
        long now = active ? System.currentTimeMillis() / 1000 * 1000 - flow.id() % 5000 : flow.lastMillis();
        long more = active ? (now - flow.lastMillis()) * (flow.id() % 97) / 10 : 0;
        return new FlowLine(flow.id(), flow.application(), flow.identifiedBy(), flow.transport(), flow.state(),
            flow.client(), flow.server(), flow.inside(), flow.startedMillis(), now, flow.packetsToServer(),
            flow.bytesToServer(), flow.packetsToClient() + more / 1300, flow.bytesToClient() + more,
            flow.requestedName(), hand == null ? flow.decision() : hand, hand == null ? flow.rule() : "operator",
            hand == null ? flow.place() : hand.equals("block") ? Place.REFUSED : Place.KERNEL);
    }

    @Override
    public FlowPage find(FlowQuery query) throws NotAnswering {
        answerOrNot();
        List<FlowLine> all = now().toList();
        String text = query.text().toLowerCase(Locale.ROOT);
        List<FlowLine> matching = all.stream()
            .filter(flow -> query.application().isEmpty() || flow.application().equals(query.application()))
            .filter(flow -> text.isEmpty() || (flow.client() + " " + flow.server() + " " + flow.application() + " "
                + flow.rule() + " " + flow.requestedName()).toLowerCase(Locale.ROOT).contains(text)).toList();
        Comparator<FlowLine> order = order(query.order());
        return new FlowPage(matching.stream().sorted(query.descending() ? order.reversed() : order)
            .limit(query.limit()).toList(), matching.size(), all.size());
    }

    private static Comparator<FlowLine> order(FlowQuery.Order order) {
        return switch (order) {
            case BYTES -> Comparator.comparingLong(FlowLine::bytes);
            case RATE -> Comparator.comparingDouble(flow ->
                flow.bytes() / (double) Math.max(1000, System.currentTimeMillis() - flow.startedMillis()));
            case STARTED -> Comparator.comparingLong(FlowLine::startedMillis);
            case LAST -> Comparator.comparingLong(FlowLine::lastMillis);
            case APPLICATION -> Comparator.comparing(FlowLine::application);
            case CLIENT -> Comparator.comparingLong(flow -> flow.client().address().low());
            case SERVER -> Comparator.comparingLong(flow -> flow.server().address().low());
        };
    }

    @Override
    public Optional<Explanation> explain(long flowId) throws NotAnswering {
        answerOrNot();
        return now().filter(flow -> flow.id() == flowId).findFirst().map(flow -> new Explanation(flow,
            flow.decision(), flow.rule(), List.of(
                new Explanation.Step("office-hours", "no", "it is outside Mon-Fri 08:00-17:30"),
                new Explanation.Step("no-old-networks", flow.decision().equals("block") ? "yes" : "no",
                    "application " + flow.application() + " is " + (flow.decision().equals("block") ? "" : "not ")
                        + "one of edonkey, gnutella"),
                new Explanation.Step("no-programs", "later", "nothing was asked for yet"))));
    }

    @Override
    public boolean release(long flowId) throws NotAnswering {
        return byHand(flowId, "allow");
    }

    @Override
    public boolean refuse(long flowId) throws NotAnswering {
        return byHand(flowId, "block");
    }

    private boolean byHand(long flowId, String decision) throws NotAnswering {
        answerOrNot();
        byHand.put(flowId, decision);
        deeds.add(decision + " " + flowId);
        return true;
    }

    /** Forgets what was done. */
    void begin() {
        byHand.clear();
        deeds.clear();
    }

    List<String> deeds() {
        return deeds;
    }

    private void answerOrNot() throws NotAnswering {
        if (scene.get() == Scene.BROKEN) {
            throw new NotAnswering("Worker 2 has not answered for 2 s.");
        }
    }
}
