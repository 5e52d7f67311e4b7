package gateway.core.internal.configuration;

import gateway.api.policy.Action;
import gateway.core.internal.files.KeywordFile;
import gateway.core.internal.keyword.KeywordSet;
import gateway.core.internal.keyword.Overwriting;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.KeywordCondition.Effect;
import gateway.core.internal.policy.TextKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a rule says of keywords. */
final class KeywordSettings {
    private static final String LIST = "keywords";
    private static final String FILE = "keywordsFile";
    private static final String MATCH = "keywordMatch";
    private static final String IN = "keywordIn";
    private static final String EFFECT = "onKeyword";
    private static final String FILLER = "overwriteWith";
    private static final List<String> BESIDE = List.of(MATCH, IN, EFFECT, FILLER);
    static final Set<String> KEYS = Set.of(LIST, FILE, MATCH, IN, EFFECT, FILLER);

    private final Settings settings;
    private final Optional<Path> directory;

    /** @param directory where files of keywords are; empty where there is none */
    KeywordSettings(Settings settings, Optional<Path> directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** The condition; null where the rule has none. */
    KeywordCondition read(Action action) throws InvalidSetting {
        boolean wanted = settings.has(LIST) || settings.has(FILE);
        for (String key : BESIDE) {
            if (settings.has(key) && !wanted) {
                throw new InvalidSetting(settings, key, "says something only beside " + LIST + " or " + FILE);
            }
        }
        if (!wanted) {
            return null;
        }
        if (settings.has("fileName")) {
            throw new InvalidSetting(settings, "fileName", "and " + LIST + " belong into two rules; to look for "
                + "keywords in names of files write " + IN + " = fileName");
        }
        if (action == Action.AUDIT || action == Action.SCAN || action == Action.LOCALIZE
            || action == Action.DELAY) {
            throw new InvalidSetting(settings, "action", action.name().toLowerCase(Locale.ROOT)
                + " is for whole flows; a rule with " + LIST
                + " has allow, block or monitor");
        }
        Effect effect = settings.choice(EFFECT, Effect.REFUSE, Effect.class);
        if (settings.has(EFFECT) && action != Action.BLOCK) {
            throw new InvalidSetting(settings, EFFECT, "says something only where action is block");
        }
        return new KeywordCondition(keywords(), kinds(), effect, filler(effect));
    }

    private KeywordSet keywords() throws InvalidSetting {
        List<String> keywords = new ArrayList<>(listed());
        String key = settings.has(FILE) ? FILE : LIST;
        try {
            if (settings.has(FILE)) {
                Path place = directory.orElseThrow(() -> new IllegalArgumentException("needs a folder of files"));
                keywords.addAll(KeywordFile.read(place, settings.text(FILE, "")));
            }
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSetting(settings, FILE, unusable.getMessage());
        }
        try {
            return KeywordSet.of(keywords, settings.choice(MATCH, KeywordSet.Match.WORD, KeywordSet.Match.class));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSetting(settings, key, "is wrong: " + unusable.getMessage());
        }
    }

    /** Separated by commas; within quotation marks a comma is one of the keyword's, and two marks are one. */
    private List<String> listed() throws InvalidSetting {
        List<String> keywords = new ArrayList<>();
        for (String line : settings.lines(LIST)) {
            StringBuilder keyword = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    keyword.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    add(keyword, keywords);
                } else {
                    keyword.append(c);
                }
            }
            if (quoted) {
                throw new InvalidSetting(settings, LIST, "opens a quotation mark that nothing closes");
            }
            add(keyword, keywords);
        }
        return keywords;
    }

    private static void add(StringBuilder keyword, List<String> keywords) {
        if (!keyword.toString().isBlank()) {
            keywords.add(keyword.toString().strip());
        }
        keyword.setLength(0);
    }

    private Set<TextKind> kinds() throws InvalidSetting {
        Set<TextKind> kinds = EnumSet.noneOf(TextKind.class);
        for (String name : settings.list(IN)) {
            kinds.add(EnumSet.allOf(TextKind.class).stream().filter(kind -> kind.key().equalsIgnoreCase(name))
                .findFirst().orElseThrow(() -> new InvalidSetting(settings, IN, "is made of chat, fileName and search, "
                    + "not \"" + name + '"')));
        }
        return kinds.isEmpty() ? EnumSet.allOf(TextKind.class) : kinds;
    }

    private char filler(Effect effect) throws InvalidSetting {
        String text = settings.text(FILLER, "*");
        if (settings.has(FILLER) && effect != Effect.OVERWRITE) {
            throw new InvalidSetting(settings, FILLER, "says something only where " + EFFECT + " is overwrite");
        }
        if (text.length() != 1 || !Overwriting.isFiller(text.charAt(0))) {
            throw new InvalidSetting(settings, FILLER, "is one letter or digit of ASCII, or one of * - . _");
        }
        return text.charAt(0);
    }
}
