package gateway.localizer;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration as the framework makes it from a file. */
final class Configured {
    private Configured() {
    }

    /** The defaults but for these values. */
    static LocalizerConfig with(Map<String, ?> values) {
        return (LocalizerConfig) Proxy.newProxyInstance(Configured.class.getClassLoader(),
            new Class<?>[] {LocalizerConfig.class}, (proxy, method, arguments) ->
                values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }
}
