package gateway.lab.template;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide quotes is what the example says. */
class GuideTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldQuoteTheExample() throws IOException {
        Path docs = Tree.root().resolve("docs");
        String sources = sources(docs.resolve("add-a-protocol"));
        List<String> quoted = JAVA.matcher(Files.readString(docs.resolve("add-a-protocol.md"))).results()
            .map((MatchResult block) -> block.group(1)).toList();
        assertFalse(quoted.isEmpty());
        quoted.forEach(block -> assertTrue(sources.contains(block), block));
    }

    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
