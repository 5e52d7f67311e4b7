package gateway.scanner;

import gateway.api.content.ScanContent;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.BundleContext;

/** Contents and configurations. */
public final class Samples {
    /** What the test signature that matches anywhere looks for. */
    public static final byte[] PATTERN = HexFormat.of().parseHex("3c50325041444d207363616e6e657220746573742070617474"
        + "65726e3a206861726d6c6573732c206d61746368657320616e7977686572652c208e17d4523e");
    /** The test file of the EICAR. */
    public static final byte[] EICAR = HexFormat.of().parseHex("58354f2150254041505b345c505a58353428505e2937434329377d"
        + "2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a");

    private Samples() {
    }

    /** Content in memory. */
    public static ScanContent content(byte[] bytes) {
        return new ScanContent() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public int read(long position, ByteBuffer target) {
                int count = Math.min(target.remaining(), bytes.length - (int) position);
                target.put(bytes, (int) position, count);
                return count;
            }
        };
    }

    /** Bytes of which no two are alike, the same for the same seed. */
    public static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Random bytes with the pattern somewhere in them. */
    public static byte[] infected(int length, int at, long seed) {
        byte[] bytes = random(length, seed);
        System.arraycopy(PATTERN, 0, bytes, at, PATTERN.length);
        return bytes;
    }

    /** Text as bytes, one a character. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A bundle's context with these properties and nothing else. */
    public static BundleContext context(Map<String, String> properties) {
        return (BundleContext) Proxy.newProxyInstance(Samples.class.getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> properties.get(arguments[0]));
    }

    /** A configuration with these settings, and the defaults of the others. */
    public static ScannerConfig config(Map<String, Object> settings) {
        return (ScannerConfig) Proxy.newProxyInstance(Samples.class.getClassLoader(),
            new Class<?>[] {ScannerConfig.class},
            (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
