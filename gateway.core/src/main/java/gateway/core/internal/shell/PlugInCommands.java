package gateway.core.internal.shell;

import gateway.api.operation.PlugIn;
import gateway.api.operation.PlugInDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;

/** {@code gateway:parsers}, {@code gateway:readmit}. */
public final class PlugInCommands {
    private static final String NOBODY = "nobody here knows of plug-ins";

    private final Supplier<Optional<PlugInDirectory>> directory;

    PlugInCommands(Supplier<Optional<PlugInDirectory>> directory) {
        this.directory = directory;
    }

    /** What became of every plug-in. */
    @Descriptor("the bundles that add to the gateway, and what became of each")
    public String parsers() {
        Optional<PlugInDirectory> found = directory.get();
        if (found.isEmpty()) {
            return NOBODY;
        }
        List<PlugIn> plugIns = found.get().plugIns();
        Table table = new Table("NAME", "VERSION", "SERVES", "STATE", "SINCE", "ERRORS", "REASON");
        plugIns.forEach(each -> table.row(Plain.of(each.name()), Plain.of(each.version()), Plain.of(each.serves()),
            each.state().name().toLowerCase(Locale.ROOT), Instant.ofEpochMilli(each.sinceMillis() / 1000 * 1000),
            each.errors(), Plain.of(each.reason())));
        return table.with(Table.count(plugIns.size(), "plug-in"));
    }

    /** Lets a plug-in back in. */
    @Descriptor("let a quarantined plug-in serve again")
    public String readmit(@Descriptor("its name, as gateway:parsers shows it") String name) {
        Optional<PlugInDirectory> found = directory.get();
        if (found.isEmpty()) {
            return NOBODY;
        }
        return found.get().readmit(name) ? Plain.of(name) + " is let back in"
            : "there is no " + Plain.of(name) + " in quarantine";
    }
}
