package gateway.core.internal.evasion;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether somebody who reads bytes, in any of the forms in which MSN and HTTP carry text, finds a word in them. Made
 * from the RFCs, not from core's keyword filter.
 */
final class Readable {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{8,}+=*");
    private static final Pattern PERCENT = Pattern.compile("%(?:u00)?([0-9A-Fa-f]{2})");
    private static final Pattern QUOTED = Pattern.compile("=([0-9A-Fa-f]{2})");
    private static final Pattern ENTITY = Pattern.compile("&#(x?)([0-9A-Fa-f]{1,6});?");
    /** What stands between two pieces of a text: commands and headers of MSN. */
    private static final Pattern BETWEEN = Pattern.compile("MSG \\d+ N \\d+\r\n(?:[\\w-]+: ?[^\r\n]*\r\n)*\r\n");
    /** What stands between two chunks of HTTP. */
    private static final Pattern CHUNK = Pattern.compile("\r\n[0-9A-Fa-f]+\r\n");

    private Readable() {
    }

    static boolean holds(byte[] bytes, String word) {
        String wire = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> forms = new ArrayList<>(List.of(wire, BETWEEN.matcher(wire).replaceAll(""),
            CHUNK.matcher(wire).replaceAll("")));
        for (int i = 0, first = forms.size(); i < first; i++) {
            String form = forms.get(i);
            forms.add(numbers(PERCENT, form));
            forms.add(numbers(PERCENT, numbers(PERCENT, form)));
            forms.add(numbers(QUOTED, form.replaceAll("=\\s*\r?\n", "")));
            forms.add(ENTITY.matcher(form).replaceAll(Readable::entity));
            BASE64.matcher(form).results().forEach(run -> forms.add(base64(run.group())));
        }
        return forms.stream().anyMatch(form -> says(form, word));
    }

    private static boolean says(String form, String word) {
        byte[] bytes = form.getBytes(StandardCharsets.ISO_8859_1);
        return folded(form).contains(word) || folded(new String(bytes, StandardCharsets.UTF_8)).contains(word)
            || folded(form.replace("\0", "")).contains(word);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "").toLowerCase(Locale.ROOT);
    }

    private static String numbers(Pattern pattern, String form) {
        return pattern.matcher(form).replaceAll(
            match -> java.util.regex.Matcher.quoteReplacement(String.valueOf(
                (char) Integer.parseInt(match.group(1), 16))));
    }

    private static String entity(MatchResult match) {
        int number = Integer.parseInt(match.group(2), match.group(1).isEmpty() ? 10 : 16);
        return number < 256 ? java.util.regex.Matcher.quoteReplacement(String.valueOf((char) number)) : "?";
    }

    private static String base64(String run) {
        String letters = run.replaceAll("[\\s=]", "");
        String whole = letters.substring(0, letters.length() / 4 * 4 + (letters.length() % 4 == 1 ? 0
            : letters.length() % 4));
        return new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1);
    }
}
