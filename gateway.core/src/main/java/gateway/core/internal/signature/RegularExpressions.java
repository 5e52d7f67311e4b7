package gateway.core.internal.signature;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import gateway.api.packet.ByteView;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.Optional;

/**
 * Regular expressions, by RE2/J: linear in the payload whatever the expression. They cannot be merged as literals
 * can, so each costs a pass of its own; an owner found before is not looked for again.
 */
final class RegularExpressions {
    private final Pattern[] patterns;
    private final long[] ownerBits;

    RegularExpressions(List<OwnedSignature> signatures) {
        patterns = new Pattern[signatures.size()];
        ownerBits = new long[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            Signature.Regex regex = (Signature.Regex) signatures.get(i).signature();
            problemOf(regex).ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            patterns[i] = compile(regex);
            ownerBits[i] = signatures.get(i).ownerBit();
        }
    }

    /** Why the expression cannot be used; empty if it can. */
    static Optional<String> problemOf(Signature.Regex regex) {
        try {
            compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException bad) {
            return Optional.of("signature " + regex.name() + ": " + bad.getDescription() + ": " + bad.getPattern());
        }
    }

    /**
     * The owners with an expression that is found in the payload.
     *
     * @param known owners that need not be found again
     */
    long matches(ByteView payload, long known) {
        if (patterns.length == 0 || payload.length() == 0) {
            return 0;
        }
        Latin1Text text = new Latin1Text(payload, Math.min(payload.length(), Signature.MAX_DEPTH));
        long owners = 0;
        for (int i = 0; i < patterns.length; i++) {
            if (((known | owners) & ownerBits[i]) == 0 && patterns[i].matcher(text).find()) {
                owners |= ownerBits[i];
            }
        }
        return owners;
    }

    private static Pattern compile(Signature.Regex regex) {
        int flags = Pattern.DOTALL | (regex.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0);
        return Pattern.compile(regex.expression(), flags);
    }

    /** The first bytes of a view as characters, one each (ISO 8859-1), without copying them. */
    private record Latin1Text(ByteView bytes, int length) implements CharSequence {
        @Override
        public char charAt(int index) {
            return (char) bytes.u8(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return bytes.text(start, end - start);
        }

        @Override
        public String toString() {
            return bytes.text(0, length);
        }
    }
}
