package gateway.core.internal.health;

import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugIn.State;
import gateway.api.operation.PlugInDirectory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether any bundle was refused or is in quarantine. */
final class BundlesCheck implements HealthCheck {
    private final Supplier<Optional<PlugInDirectory>> directory;

    BundlesCheck(Supplier<Optional<PlugInDirectory>> directory) {
        this.directory = directory;
    }

    @Override
    public Result execute() {
        List<PlugIn> plugIns = directory.get().map(PlugInDirectory::plugIns).orElse(List.of());
        List<PlugIn> out = plugIns.stream()
            .filter(each -> each.state() == State.QUARANTINED || each.state() == State.REFUSED).toList();
        if (out.isEmpty()) {
            long serving = plugIns.stream().filter(each -> each.state() == State.SERVING).count();
            return new Result(Status.OK, serving + " of " + plugIns.size() + " bundles serve, none was put out");
        }
        return new Result(Status.WARN, out.stream().map(each -> each.name()
            + (each.state() == State.QUARANTINED ? " is in quarantine: " : " was refused: ") + each.reason())
            .collect(Collectors.joining("; ")));
    }
}
