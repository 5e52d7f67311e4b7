package gateway.core.internal.plugin;

import gateway.core.internal.configuration.BundleSettings;
import gateway.core.internal.configuration.BundleSettings.NativeCode;
import gateway.core.internal.configuration.BundleSettings.Signed;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Looks at what a bundle from outside the appliance holds, before any of its code can run. It sees the entries that
 * the framework sees, and never asks for what would resolve the bundle.
 */
final class Examination {
    static final String FRAGMENT = "it is a fragment, which adds code to another bundle; the gateway takes whole "
        + "bundles only";
    private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so(\\.[0-9.]+)?|dll|dylib|jnilib)");
    private static final int MAX_NESTED_ENTRIES = 100_000;

    private final BundleSettings settings;
    private final Path trusted;
    private final Path folder;

    /**
     * @param settings what is asked
     * @param trusted the folder with the certificates
     * @param folder where a copy may be written
     */
    Examination(BundleSettings settings, Path trusted, Path folder) {
        this.settings = settings;
        this.trusted = trusted;
        this.folder = folder;
    }

    /** Why the bundle is not let in; empty if nothing speaks against it. */
    Optional<String> refusal(Bundle bundle) {
        try {
            if (PlugInServices.isFragment(bundle)) {
                throw new RefusedJar(FRAGMENT);
            }
            List<String> entries = BundleEntries.of(bundle);
            if (settings.nativeCode() == NativeCode.REFUSE) {
                refuseNativeCode(bundle, entries);
            }
            if (settings.signed() == Signed.REQUIRED) {
                try (BundleCopy copy = BundleCopy.of(bundle, entries, folder, settings.maxBytes())) {
                    new SignatureCheck(TrustedCertificates.in(trusted)).check(copy.file());
                }
            }
            return Optional.empty();
        } catch (RefusedJar refused) {
            return Optional.of(refused.getMessage());
        } catch (IOException | RuntimeException unreadable) {
            return Optional.of("it cannot be read: " + Printable.of(unreadable));
        }
    }

    private static void refuseNativeCode(Bundle bundle, List<String> entries) throws RefusedJar, IOException {
        if (bundle.getHeaders("").get(Constants.BUNDLE_NATIVECODE) != null) {
            throw nativeCode("its manifest has Bundle-NativeCode");
        }
        for (String entry : entries) {
            if (NATIVE.matcher(entry).matches()) {
                throw nativeCode(Printable.of(entry));
            }
            if (entry.endsWith(".jar")) {
                refuseNested(bundle.getEntry(entry), entry);
            }
        }
    }

    private static void refuseNested(URL jar, String name) throws RefusedJar, IOException {
        try (InputStream in = jar.openStream(); ZipInputStream zip = new ZipInputStream(in)) {
            ZipEntry entry;
            for (int i = 0; (entry = zip.getNextEntry()) != null && i < MAX_NESTED_ENTRIES; i++) {
                if (NATIVE.matcher(entry.getName()).matches()) {
                    throw nativeCode(Printable.of(name + "!/" + entry.getName()));
                }
            }
        }
    }

    private static RefusedJar nativeCode(String what) {
        return new RefusedJar("it holds native code (" + what
            + "), which can bring the gateway down; nativeCode = allow in gateway.bundles.cfg lets it in");
    }
}
