package gateway.core.internal.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * What a bundle needs and nobody here has, in a sentence. The framework says it too, in the language of its resolver
 * and without what there is instead. Any thread.
 */
final class UnmetRequirements {
    private static final String FILTER = "filter";
    private static final String OPTIONAL = "optional";
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
    private static final Pattern LEAST = Pattern.compile("(?<!!)\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");

    private final FrameworkWiring wiring;

    UnmetRequirements(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** The first that is not met; empty if the bundle can be resolved as far as can be told. */
    Optional<String> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<BundleRequirement> requirements = revision == null ? List.of() : revision.getDeclaredRequirements(null);
        return requirements.stream().filter(UnmetRequirements::hasToBeMet)
            .filter(requirement -> wiring.findProviders(requirement).isEmpty()
                && !revision.getDeclaredCapabilities(requirement.getNamespace()).stream()
                    .anyMatch(requirement::matches))
            .findFirst().map(this::sentence);
    }

    private static boolean hasToBeMet(BundleRequirement requirement) {
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        return !OPTIONAL.equals(resolution) && !"dynamic".equals(resolution)
            && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
    }

    private String sentence(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(FILTER, "");
        Matcher name = PACKAGE.matcher(filter);
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()) {
            return "it needs the package " + Printable.of(name.group(1)) + versions(filter) + "; "
                + alternatives(name.group(1));
        }
        if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return "it needs another Java: " + Printable.of(filter) + "; this is Java "
                + Runtime.version().feature();
        }
        return "it needs " + Printable.of(requirement.getNamespace() + " " + filter) + ", which nobody here has";
    }

    private static String versions(String filter) {
        Matcher least = LEAST.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        return (least.find() ? " in version " + Printable.of(least.group(1)) + " or later" : "")
            + (below.find() ? ", below " + Printable.of(below.group(1)) : "");
    }

    private String alternatives(String packageName) {
        Set<String> versions = new TreeSet<>();
        for (BundleCapability capability : wiring.findProviders(new AnyVersion(packageName))) {
            versions.add(String.valueOf(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE)));
        }
        return versions.isEmpty() ? "nobody here has it" : "there is " + String.join(" and ", versions);
    }

    /** All that there is of a package. */
    private record AnyVersion(String packageName) implements Requirement {
        @Override
        public String getNamespace() {
            return PackageNamespace.PACKAGE_NAMESPACE;
        }

        @Override
        public Map<String, String> getDirectives() {
            return Map.of(FILTER, "(osgi.wiring.package=" + packageName + ")");
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public Resource getResource() {
            return null;
        }
    }
}
