package gateway.lab.appliance;

import gateway.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tree that this program belongs to: where the launcher is. */
public final class Tree {
    /** The launcher says where it is by this system property; tests and IDEs look upwards instead. */
    private static final String HOME = "gateway.home";

    private Tree() {
    }

    /** The folder of the launcher. */
    public static Path root() {
        String home = System.getProperty(HOME);
        if (home != null) {
            return Path.of(home);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("gateway")) && Files.isRegularFile(folder.resolve("run.bndrun"))) {
                return folder;
            }
        }
        throw new LabException("no launcher above " + Path.of("").toAbsolutePath());
    }

    /** The jar of one of the appliance's bundles, as it was built. */
    public static Path jar(String bundle) {
        return root().resolve(bundle + "/target/" + bundle + "-1.0.0.jar");
    }

    /** The launcher. */
    public static Path launcher() {
        return root().resolve("gateway");
    }
}
