package gateway.core.internal.plugin;

import java.util.Collection;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Why a component of a started bundle did not come up. Declarative Services tells nobody but its log: the bundle is
 * active, and its service never arrives. Any thread.
 */
@Component(service = ComponentStates.class)
public final class ComponentStates {
    private final ServiceComponentRuntime runtime;

    /** @param runtime knows the states of all components */
    @Activate
    public ComponentStates(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why a component of the bundle failed; empty if none did. */
    Optional<String> failureOf(Bundle bundle) {
        Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs(bundle);
        for (ComponentDescriptionDTO description : all) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                Optional<String> failure = failureOf(configuration);
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> failureOf(ComponentConfigurationDTO configuration) {
        String name = "its component " + Printable.of(configuration.description.name);
        return switch (configuration.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(name + " fails: " + Printable.of(rootOf(configuration.failure)));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Optional.of(name + " waits for the service "
                + wanted(configuration) + ", which nobody here has");
            default -> Optional.empty();
        };
    }

    /** The last cause in the text of a stack trace. */
    private static String rootOf(String stackTrace) {
        String text = String.valueOf(stackTrace);
        int cause = text.lastIndexOf("Caused by: ");
        return text.substring(cause < 0 ? 0 : cause + "Caused by: ".length()).lines().findFirst().orElse("");
    }

    private static String wanted(ComponentConfigurationDTO configuration) {
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
            return Printable.of(reference.name);
        }
        return "it names";
    }
}
