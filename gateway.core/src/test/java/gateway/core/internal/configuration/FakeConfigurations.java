package gateway.core.internal.configuration;

import gateway.core.internal.files.StoredConfigurations;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A ConfigurationAdmin that lists what a test put in, as FileInstall would have put it there. */
public final class FakeConfigurations {
    private final Map<String, Dictionary<String, Object>> configurations = new TreeMap<>();

    /** What a file says; {@code settings} are keys and values in turn. */
    public FakeConfigurations put(String pid, Path file, Object... settings) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", pid);
        if (file != null) {
            properties.put(StoredConfigurations.FILE, file.toUri().toString());
        }
        for (int i = 0; i < settings.length; i += 2) {
            properties.put((String) settings[i], settings[i + 1]);
        }
        configurations.put(pid, properties);
        return this;
    }

    /** Takes a configuration away. */
    public FakeConfigurations remove(String pid) {
        configurations.remove(pid);
        return this;
    }

    /** The service. */
    public ConfigurationAdmin admin() {
        return fake(ConfigurationAdmin.class, Map.of("listConfigurations", () -> configurations.isEmpty() ? null
            : configurations.keySet().stream().map(this::configuration).toArray(Configuration[]::new)));
    }

    private Configuration configuration(String pid) {
        return fake(Configuration.class, Map.of("getPid", () -> pid, "getFactoryPid", () -> null,
            "getProperties", () -> configurations.get(pid)));
    }

    private interface Answer {
        Object get();
    }

    private static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (proxy, method, arguments) -> {
                if (!answers.containsKey(method.getName())) {
                    throw new UnsupportedOperationException(method.getName());
                }
                return answers.get(method.getName()).get();
            }));
    }
}
