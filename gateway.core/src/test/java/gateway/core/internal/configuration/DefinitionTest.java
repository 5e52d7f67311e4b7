package gateway.core.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.core.internal.policy.ExceptionCase;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What consoles offer and what is read are the same settings. */
class DefinitionTest {
    @Test
    void shouldDescribeEverySetting() {
        assertEquals(IntakeSettings.KEYS, described(IntakeDefinition.class));
        assertEquals(FlowSettings.KEYS, described(FlowDefinition.class));
        assertEquals(MetricsSettings.KEYS, described(MetricsDefinition.class));
        assertEquals(FileSettings.KEYS, described(FileDefinition.class));
        assertEquals(RuleSettingsReader.KEYS, described(RuleDefinition.class));
        assertEquals(Arrays.stream(ExceptionCase.values()).map(ExceptionCase::key).collect(Collectors.toSet()),
            described(ExceptionDefinition.class));
    }

    private static Set<String> described(Class<?> definition) {
        return Arrays.stream(definition.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }
}
