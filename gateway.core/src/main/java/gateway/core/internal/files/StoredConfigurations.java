package gateway.core.internal.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What ConfigAdmin holds, and which of it came from a file. Any thread. */
public final class StoredConfigurations {
    /** Where FileInstall says which file a configuration came from. */
    public static final String FILE = "felix.fileinstall.filename";

    private StoredConfigurations() {
    }

    /**
     * Those that a filter fits.
     *
     * @param filter an LDAP filter of our own making; null for all
     */
    public static List<Configuration> find(ConfigurationAdmin admin, String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException ourOwnFilter) {
            throw new IllegalStateException(ourOwnFilter);
        }
    }

    /** The file that a configuration came from; empty for one that a console made. */
    public static Optional<Path> fileOf(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProperties();
        Object origin = properties == null ? null : properties.get(FILE);
        return Optional.ofNullable(origin).map(Object::toString)
            .map(text -> text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text));
    }
}
