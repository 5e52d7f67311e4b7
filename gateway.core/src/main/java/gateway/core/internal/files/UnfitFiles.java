package gateway.core.internal.files;

import java.io.File;
import java.util.Dictionary;
import java.util.Hashtable;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/**
 * Takes files from FileInstall that it should not open: named pipes, films that are called {@code .cfg}, text in a
 * wrong encoding. Nothing is done with them; the reading says what is wrong. A file that is mended goes FileInstall's
 * usual way.
 */
public final class UnfitFiles implements ArtifactInstaller {
    UnfitFiles() {
    }

    /** Offers itself to FileInstall, before FileInstall's own. */
    public static ServiceRegistration<?> register(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        String[] names = {ArtifactInstaller.class.getName(), ArtifactListener.class.getName()};
        return context.registerService(names, new UnfitFiles(), properties);
    }

    @Override
    public boolean canHandle(File artifact) {
        return artifact.getName().endsWith(ConfigurationFile.SUFFIX)
            && ConfigurationFolder.fileAt(artifact.toPath()).filter(file -> file.problem().isPresent()).isPresent();
    }

    @Override
    public void install(File artifact) {
        // It stays outside.
    }

    @Override
    public void update(File artifact) {
        // It stays outside.
    }

    @Override
    public void uninstall(File artifact) {
        // It never was inside.
    }
}
