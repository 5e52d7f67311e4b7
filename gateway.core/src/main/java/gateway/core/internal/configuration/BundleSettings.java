package gateway.core.internal.configuration;

import java.util.Set;

/**
 * What is asked of bundles that are added to the appliance: {@code gateway.bundles.cfg}.
 *
 * @param selfTest whether a protocol must pass the self-test that it carries
 * @param signed whether it must be signed by somebody trusted
 * @param nativeCode whether it may hold native code
 * @param maxMegabytes how large a jar may be
 */
public record BundleSettings(SelfTest selfTest, Signed signed, NativeCode nativeCode, int maxMegabytes) {
    /** The configuration that they are in. */
    public static final String PID = "gateway.bundles";
    static final int DEFAULT_MEGABYTES = 16;
    /** What holds where nobody said anything. */
    public static final BundleSettings DEFAULT =
        new BundleSettings(SelfTest.REQUIRED, Signed.OFF, NativeCode.REFUSE, DEFAULT_MEGABYTES);
    /** What holds where what was said cannot be understood: somebody may have wanted this. */
    public static final BundleSettings STRICTEST =
        new BundleSettings(SelfTest.REQUIRED, Signed.REQUIRED, NativeCode.REFUSE, DEFAULT_MEGABYTES);
    private static final int MAX_MEGABYTES = 1024;
    private static final Set<String> KEYS = Set.of("selfTest", "signed", "nativeCode", "maxMegabytes");

    /** Whether a protocol must pass the self-test that it carries before it serves. */
    public enum SelfTest {
        /** One without a self-test is refused. */
        REQUIRED,
        /** One without a self-test serves. */
        IFPRESENT,
        /** Nothing is tested. */
        OFF
    }

    /** Whether signatures are asked for. */
    public enum Signed {
        /** They are not looked at. */
        OFF,
        /** What is not signed by somebody trusted is not even resolved. */
        REQUIRED
    }

    /** What is done with native code. */
    public enum NativeCode {
        /** Its bundle is not resolved. */
        REFUSE,
        /** It may be loaded. */
        ALLOW
    }

    static BundleSettings of(Settings settings) throws InvalidSetting {
        settings.only(KEYS);
        return new BundleSettings(settings.choice("selfTest", DEFAULT.selfTest, SelfTest.class),
            settings.choice("signed", DEFAULT.signed, Signed.class),
            settings.choice("nativeCode", DEFAULT.nativeCode, NativeCode.class),
            settings.number("maxMegabytes", DEFAULT_MEGABYTES, 1, MAX_MEGABYTES));
    }

    /** The bound of a jar, in bytes. */
    public long maxBytes() {
        return maxMegabytes * 1_000_000L;
    }
}
