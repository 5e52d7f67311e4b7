package gateway.localizer;

import gateway.api.locality.KnownContent;
import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerList;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.PeerPlaces;
import gateway.api.locality.PeerTable;
import gateway.api.locality.Place;
import gateway.api.locality.Redirector;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The localizer as a service. What it reads, and how it judges, the configuration {@code gateway.localizer} says; one
 * that makes no sense is reported and changes nothing.
 */
@Component(service = {PeerDistance.class, PeerListRewriter.class, Redirector.class, PeerTable.class,
    PeerPlaces.class}, configurationPid = "gateway.localizer")
@Designate(ocd = LocalizerConfig.class)
public final class Localizer implements PeerDistance, PeerListRewriter, Redirector, PeerTable, PeerPlaces {
    static final String WORK = "gateway.work";

    private static final Logger LOG = LoggerFactory.getLogger(Localizer.class);

    private final Path work;
    private final Localization localization;
    private final LibraryThread library;
    private Settings settings;
    private volatile String wrongSettings = "";

    /** Called by the framework. */
    @Activate
    public Localizer(BundleContext context, LocalizerConfig config, Map<String, Object> properties) {
        work = Path.of(Optional.ofNullable(context.getProperty(WORK)).orElse("work"));
        settings = Settings.defaults(work);
        localization = new Localization(settings, new SecureRandom().nextLong());
        library = new LibraryThread(localization, work, System::currentTimeMillis, LOG::warn);
        configure(config, properties);
        library.start(settings);
    }

    /** Called by the framework when {@code gateway.localizer} changes. */
    @Modified
    synchronized void configure(LocalizerConfig config, Map<String, Object> properties) {
        try {
            settings = Settings.of(config, properties, work);
            wrongSettings = "";
        } catch (RuntimeException e) { // what the configuration holds may not even be a number
            wrongSettings = "gateway.localizer: " + e.getMessage();
            LOG.warn("{}; what held before goes on to hold", wrongSettings);
        }
        localization.configure(settings);
        library.want(settings);
    }

    /** Called by the framework: nothing is read afterwards. */
    @Deactivate
    void close() {
        library.close();
    }

    @Override
    public int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long nowMillis) {
        return localization.cost(clientHigh, clientLow, peerHigh, peerLow, nowMillis);
    }

    @Override
    public boolean isNear(int cost) {
        return localization.isNear(cost);
    }

    @Override
    public void roundTrip(long peerHigh, long peerLow, long micros, long nowMillis) {
        localization.roundTrip(peerHigh, peerLow, micros, nowMillis);
    }

    @Override
    public List<String> explain(IpAddress client, IpAddress peer, long nowMillis) {
        return localization.explain(client, peer, nowMillis);
    }

    @Override
    public List<String> sources(long nowMillis) {
        return library.sources(nowMillis);
    }

    @Override
    public String problem() {
        return Stream.concat(Stream.of(wrongSettings).filter(each -> !each.isEmpty()), library.problems())
            .collect(Collectors.joining("; "));
    }

    @Override
    public void learn(PeerList list, long nowMillis) {
        localization.learn(list, nowMillis);
    }

    @Override
    public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
        return localization.rewrite(list, terms, nowMillis);
    }

    @Override
    public Optional<Endpoint> nearPeer(String application, String content, IpAddress client, Endpoint peer,
            int farPeers, long nowMillis) {
        return localization.nearPeer(application, content, client, peer, farPeers, nowMillis);
    }

    @Override
    public int nearPeers(String application, String content, IpAddress client, long nowMillis) {
        return localization.nearPeers(application, content, client, nowMillis);
    }

    @Override
    public void answered(String application, String content, Endpoint peer, long nowMillis) {
        localization.answered(application, content, peer, nowMillis);
    }

    @Override
    public void silent(String application, String content, Endpoint peer, long nowMillis) {
        localization.silent(application, content, peer);
    }

    @Override
    public List<KnownContent> newest(int contents, int peers, long nowMillis) {
        return localization.newest(contents, peers, nowMillis);
    }

    @Override
    public Place place(long high, long low) {
        return localization.place(high, low);
    }
}
