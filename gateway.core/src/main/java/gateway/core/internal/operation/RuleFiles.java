package gateway.core.internal.operation;

import gateway.api.operation.RuleText;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.files.ConfigurationFile;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.ConfigurationWatch;
import gateway.core.internal.files.SettingText;
import gateway.core.internal.files.WholeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One change of the rules' files. All texts are made before the first is written; while they are written, a marker says
 * that they belong together; what fails is undone as far as the disk lets it. Comments stay, and files that say the
 * same already are not touched.
 */
final class RuleFiles {
    private final RuleTexts texts;
    /** The files to be, null for one that goes. */
    private final Map<Path, byte[]> changes = new LinkedHashMap<>();
    private final Map<Path, byte[]> before = new LinkedHashMap<>();

    RuleFiles(RuleTexts texts) {
        this.texts = texts;
    }

    /** @throws IllegalArgumentException where a file would not say what the rule does */
    void put(RuleText rule) throws IOException {
        Path path = texts.path(rule.name());
        Map<String, Object> wanted = new TreeMap<>(rule.settings());
        ConfigurationFile layout = ConfigurationFolder.fileAt(path).filter(file -> file.problem().isEmpty())
            .orElse(new ConfigurationFile(path, Map.of(), List.of(), Optional.empty()));
        byte[] bytes = layout.with(new LinkedHashMap<>(rule.settings()));
        if (!SettingText.of(ConfigurationFile.of(path, bytes).values()).equals(wanted)) {
            throw new IllegalArgumentException("rule " + rule.name() + " cannot be written to a file as it is");
        }
        changes.put(path, bytes);
    }

    void remove(String name) {
        changes.put(texts.path(name), null);
    }

    void write() throws IOException {
        Path marker = texts.directory().resolve(ConfigurationWatch.CHANGING);
        boolean ours = mark(marker);
        try {
            for (Map.Entry<Path, byte[]> change : changes.entrySet()) {
                before.put(change.getKey(), Files.exists(change.getKey()) ? Files.readAllBytes(change.getKey()) : null);
                apply(change.getKey(), change.getValue());
            }
        } catch (IOException failed) {
            undo(failed);
            throw failed;
        } finally {
            if (ours) {
                Files.deleteIfExists(marker);
            }
        }
    }

    /** Somebody else's marker stays his. */
    private static boolean mark(Path marker) throws IOException {
        try {
            Files.createFile(marker);
            return true;
        } catch (FileAlreadyExistsException somebodyElseChangesToo) {
            return false;
        }
    }

    private void undo(IOException failed) {
        before.forEach((path, bytes) -> {
            try {
                apply(path, bytes);
            } catch (IOException again) {
                failed.addSuppressed(again);
            }
        });
    }

    private static void apply(Path path, byte[] bytes) throws IOException {
        if (bytes == null) {
            Files.deleteIfExists(path);
        } else {
            WholeFile.write(path, bytes);
        }
    }
}
