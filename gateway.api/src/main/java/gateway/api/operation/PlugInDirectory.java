package gateway.api.operation;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles that add to the gateway, and what became of each. */
@ProviderType
public interface PlugInDirectory {
    /** All plug-ins that there are, and jars that were refused, by name. */
    List<PlugIn> plugIns();

    /**
     * Lets a quarantined plug-in serve again.
     *
     * @param name as in {@link PlugIn#name}
     * @return whether there is one of that name in quarantine
     */
    boolean readmit(String name);
}
