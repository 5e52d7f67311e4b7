package gateway.core.internal.plugin;

import gateway.api.content.Auditor;
import gateway.api.content.ContentScanner;
import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerListRewriter;
import gateway.api.protocol.ProtocolParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Which bundles are plug-ins: those of the appliance that provide one of the services which the gateway takes from
 * bundles, and whatever else was brought from outside the appliance. Any thread.
 */
public final class PlugInServices {
    /** Each service of the API that a bundle may bring, and what people call it. */
    private static final Map<String, String> WORDS =
        Map.of(ProtocolParser.class.getName(), "protocol", Auditor.class.getName(), "auditor",
            ContentScanner.class.getName(), "scanner", PeerDistance.class.getName(), "localizer",
            PeerListRewriter.class.getName(), "localizer");
    private static final String SERVICE = "osgi.service";
    private static final String OBJECT_CLASS = "objectClass";

    private final String applianceFolder;

    /** @param core this gateway's core: what was installed from beside it is the appliance */
    public PlugInServices(Bundle core) {
        applianceFolder = folderOf(core.getLocation());
    }

    /** Whether a bundle belongs to the appliance, and was not put into a gateway by somebody. */
    public boolean ofAppliance(Bundle bundle) {
        return bundle.getBundleId() == 0 || folderOf(bundle.getLocation()).equals(applianceFolder);
    }

    /** Whether a bundle is on the books. */
    public boolean isPlugIn(Bundle bundle) {
        return !ofAppliance(bundle) || !announced(bundle).isEmpty();
    }

    /** What it says that it brings: {@code protocol}, {@code auditor}; before it was started, too. */
    public static Set<String> announced(Bundle bundle) {
        Set<String> words = new TreeSet<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleCapability capability : revision.getDeclaredCapabilities(SERVICE)) {
                if (capability.getAttributes().get(OBJECT_CLASS) instanceof Iterable<?> classes) {
                    classes.forEach(one -> words.add(WORDS.getOrDefault(String.valueOf(one), "")));
                }
            }
        }
        words.remove("");
        return words;
    }

    /** Whether it only adds to another bundle. */
    static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String folderOf(String location) {
        return location.substring(0, location.lastIndexOf('/') + 1);
    }
}
