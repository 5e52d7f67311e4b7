package gateway.console.page;

import com.fasterxml.jackson.core.JsonParser;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.PlugInDirectory;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RuleBook;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TransferDirectory;
import gateway.console.security.Visitor;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The plug-in "Gateway" of the Felix Web Console: pages below {@code gateway/}, their files below
 * {@code gateway/res/}, their JSON below {@code gateway/json/}. Every reply sets its type, which tells the console to
 * leave out its own frame.
 */
@Component(service = Servlet.class, property = {
    ServletConstants.PLUGIN_LABEL + "=" + GatewayServlet.LABEL, ServletConstants.PLUGIN_TITLE + "=Gateway",
    ServletConstants.PLUGIN_CATEGORY + "=Gateway"})
public final class GatewayServlet extends AbstractServlet {
    static final String LABEL = "gateway";
    private static final long serialVersionUID = 1;
    private static final String ROOT = "/" + LABEL + "/";
    private static final String JSON = "application/json; charset=utf-8";
    /** Files have the bundle's version in their address: what has been fetched stays good. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "private, no-cache";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TrafficMeter meter;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile FlowDirectory flows;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile RuleBook rules;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile PlugInDirectory plugIns;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile HealthCheckExecutor checks;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile RecordArchive records;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TransferDirectory transfers;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile LocalityDirectory locality;

    private final transient Documents documents;
    private final transient FileDownload download;
    private final transient LayoutDownload layouts;
    private final transient Map<String, Question> questions;
    private final transient Map<String, Deed> deeds;

    /** Called by the framework. */
    @Activate
    public GatewayServlet(BundleContext context) {
        documents = new Documents(Long.toString(context.getBundle().getLastModified(), Character.MAX_RADIX));
        Service<TrafficMeter> traffic = new Service<>("traffic meter", () -> meter);
        OverviewView overview = new OverviewView(traffic);
        Looks looks = new Looks();
        FlowView flow = new FlowView(new Service<>("list of flows", () -> flows), looks);
        ScanView scan = new ScanView(new Service<>("list of transfers", () -> transfers), looks);
        Service<LocalityDirectory> near = new Service<>("table of peers", () -> locality);
        LocalizationView localization = new LocalizationView(near, looks);
        LayoutView layout = new LayoutView(near);
        layouts = new LayoutDownload(near);
        RuleView rule = new RuleView(new Service<>("book of rules", () -> rules));
        BundleView bundle = new BundleView(new Service<>("list of bundles", () -> plugIns));
        Service<RecordArchive> archive = new Service<>("archive of records", () -> records);
        RecordView record = new RecordView(archive);
        download = new FileDownload(archive);
        HealthView health = new HealthView(new Service<>("executor of health checks", () -> checks));
        questions = Map.ofEntries(entry("overview", overview::recent), entry("flows", flow::find),
            entry("flow", flow::explain), entry("rules", rule::all), entry("bundles", bundle::all),
            entry("health", health::all), entry("records", record::find), entry("conversation", record::conversation),
            entry("looks", record::looks), entry("scans", scan::all), entry("localization", localization::all),
            entry("distance", localization::distance), entry("places", new PlaceView(traffic)::recent));
        deeds = Map.of("release", flow::release, "refuse", flow::refuse, "problem", rule::problem,
            "dry-run", rule::dryRun, "replace", rule::replace, "readmit", bundle::readmit,
            "adopt-layouts", layout::adopt, "forget-layout", layout::forget);
    }

    private static Map.Entry<String, Question> entry(String name, Question question) {
        return Map.entry(name, question);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        if (path.startsWith("json/")) {
            answer(request, response, questions.get(path.substring("json/".length())));
        } else if (path.startsWith("file/")) {
            download.send(request, response, path.substring("file/".length()));
        } else if (path.equals("layouts.json")) {
            layouts.send(response);
        } else if (path.startsWith("res/")) {
            file(request, response, path.substring("res/".length()));
        } else {
            page(request, response, path);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        Deed deed = path.startsWith("json/") ? deeds.get(path.substring("json/".length())) : null;
        JsonReply reply = new JsonReply();
        reply.write(json -> {
            if (deed == null) {
                throw Problem.gone("There is nothing to be done here.");
            }
            Visitor visitor = Visitor.of(request);
            // Both have been checked in front of us; what changes a gateway is worth a second look.
            if (!visitor.mayChange() || !visitor.confirms(request)) {
                throw Problem.forbidden("You may not change anything here. Log in again, or ask an administrator.");
            }
            try (JsonParser body = JsonRequest.open(request)) {
                deed.perform(body, visitor, json);
            }
        });
        response.setHeader("Cache-Control", "no-store");
        Reply.send(response, reply.status(), JSON, reply.body());
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Question question)
        throws IOException {
        JsonReply reply = new JsonReply();
        reply.write(json -> {
            if (question == null) {
                throw Problem.gone("There is no such question.");
            }
            question.answer(new Parameters(request::getParameter), Visitor.of(request), json);
        });
        if (reply.status() == HttpServletResponse.SC_OK) {
            Reply.conditional(request, response, JSON, ASK_AGAIN, reply.body());
        } else {
            response.setHeader("Cache-Control", "no-store");
            Reply.send(response, reply.status(), JSON, reply.body());
        }
    }

    /** What stands before the first slash is the version, which only makes addresses differ. */
    private static void file(HttpServletRequest request, HttpServletResponse response, String path)
        throws IOException {
        Optional<Assets.Asset> asset = Assets.find(path.substring(path.indexOf('/') + 1));
        if (asset.isPresent()) {
            Reply.conditional(request, response, asset.get().type(), FOR_EVER, asset.get().body());
        } else {
            nothing(response);
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        Optional<Page> page = Page.of(path);
        if (page.isPresent()) {
            // It holds the visitor's token.
            response.setHeader("Cache-Control", "no-store");
            Reply.send(response, HttpServletResponse.SC_OK, "text/html; charset=utf-8",
                documents.of(page.get(), Visitor.of(request)).getBytes(StandardCharsets.UTF_8));
        } else if (path.isEmpty()) {
            String root = (String) request.getAttribute(ServletConstants.ATTR_APP_ROOT);
            response.sendRedirect(root + ROOT + Page.OVERVIEW.word());
        } else {
            nothing(response);
        }
    }

    private static void nothing(HttpServletResponse response) {
        Reply.send(response, HttpServletResponse.SC_NOT_FOUND, "text/plain; charset=utf-8",
            "There is no such page.\n".getBytes(StandardCharsets.UTF_8));
    }

    /** What stands behind {@code /gateway/}. */
    private static String path(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path != null && path.startsWith(ROOT) ? path.substring(ROOT.length()) : "";
    }
}
