package gateway.testkit;

import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Signature;
import java.util.List;
import java.util.regex.Pattern;

/** Looks for signatures in a payload, one after the other: slow, and plainly right. */
public final class SignatureCheck {
    private SignatureCheck() {
    }

    /** Whether one of the signatures of that transport is in the payload. */
    public static boolean anyMatches(List<Signature> signatures, Transport transport, ByteView payload) {
        for (Signature signature : signatures) {
            if (signature.transport() == transport && matches(signature, payload)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the signature is in the payload. */
    public static boolean matches(Signature signature, ByteView payload) {
        if (signature instanceof Signature.Anchored anchored) {
            return anchored(anchored, payload);
        }
        if (signature instanceof Signature.Floating floating) {
            return payload.indexOf(floating.bytes(), 0, floating.depth()) >= 0;
        }
        Signature.Regex regex = (Signature.Regex) signature;
        int flags = Pattern.DOTALL | (regex.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0);
        String text = payload.text(0, Math.min(payload.length(), Signature.MAX_DEPTH));
        return Pattern.compile(regex.expression(), flags).matcher(text).find();
    }

    private static boolean anchored(Signature.Anchored signature, ByteView payload) {
        int offset = signature.offset();
        if (payload.length() < Math.max(signature.minLength(), offset + signature.bytes().length)) {
            return false;
        }
        for (int i = 0; i < signature.bytes().length; i++) {
            if (((payload.u8(offset + i) ^ signature.bytes()[i]) & signature.mask()[i] & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
