package gateway.core.internal.signature;

import gateway.api.packet.ByteView;
import gateway.api.protocol.Signature;
import java.util.List;

/**
 * Masked bytes at fixed places. A table for each of the first {@value #POSITIONS} bytes says which signatures a
 * byte value leaves possible; the few that all tables leave are compared in full. Signatures are dealt out in
 * groups of 64, one bit each.
 */
final class AnchoredSignatures {
    private static final int POSITIONS = 4;
    /** A table's row for payloads that end before its position. */
    private static final int ABSENT = 256;
    private static final int ROWS = 257;

    private final Group[] groups;

    AnchoredSignatures(List<OwnedSignature> signatures) {
        groups = new Group[(signatures.size() + Long.SIZE - 1) / Long.SIZE];
        for (int g = 0; g < groups.length; g++) {
            int from = g * Long.SIZE;
            groups[g] = new Group(signatures.subList(from, Math.min(from + Long.SIZE, signatures.size())));
        }
    }

    /** The owners with a signature that the payload matches. */
    long matches(ByteView payload) {
        long owners = 0;
        for (Group group : groups) {
            owners = group.matches(payload, owners);
        }
        return owners;
    }

    private static final class Group {
        /** By position and byte value: the signatures that are still possible. */
        private final long[] possible = new long[POSITIONS * ROWS];
        private final Pattern[] patterns;

        Group(List<OwnedSignature> signatures) {
            patterns = new Pattern[signatures.size()];
            for (int i = 0; i < patterns.length; i++) {
                patterns[i] = new Pattern(signatures.get(i));
                for (int row = 0; row < possible.length; row++) {
                    if (patterns[i].allows(row / ROWS, row % ROWS)) {
                        possible[row] |= 1L << i;
                    }
                }
            }
        }

        long matches(ByteView payload, long found) {
            long candidates = payload.length() >= POSITIONS ? candidates(payload.i32(0)) : candidates(payload);
            long owners = found;
            while (candidates != 0) {
                Pattern pattern = patterns[Long.numberOfTrailingZeros(candidates)];
                candidates &= candidates - 1;
                if ((owners & pattern.ownerBit) == 0 && pattern.matches(payload)) {
                    owners |= pattern.ownerBit;
                }
            }
            return owners;
        }

        /** By the first four bytes at once. */
        private long candidates(int start) {
            return possible[start >>> 24]
                & possible[ROWS + (start >>> 16 & 0xff)]
                & possible[2 * ROWS + (start >>> 8 & 0xff)]
                & possible[3 * ROWS + (start & 0xff)];
        }

        /** By the bytes of a payload that is shorter. */
        private long candidates(ByteView payload) {
            long candidates = -1;
            for (int position = 0; position < POSITIONS; position++) {
                int value = position < payload.length() ? payload.u8(position) : ABSENT;
                candidates &= possible[position * ROWS + value];
            }
            return candidates;
        }
    }

    /** One signature, its bytes masked once and for all. */
    private static final class Pattern {
        private final long ownerBit;
        private final int offset;
        private final int minLength;
        private final byte[] mask;
        private final byte[] masked;

        Pattern(OwnedSignature owned) {
            Signature.Anchored signature = (Signature.Anchored) owned.signature();
            ownerBit = owned.ownerBit();
            offset = signature.offset();
            mask = signature.mask().clone();
            masked = signature.bytes().clone();
            for (int i = 0; i < mask.length; i++) {
                masked[i] &= mask[i];
            }
            minLength = Math.max(signature.minLength(), Math.addExact(offset, mask.length));
        }

        /** Whether a payload can match that has this byte, or {@link #ABSENT} none, at {@code position}. */
        boolean allows(int position, int value) {
            if (value == ABSENT) {
                return minLength <= position;
            }
            int i = position - offset;
            return i < 0 || i >= mask.length || (value & mask[i] & 0xff) == (masked[i] & 0xff);
        }

        boolean matches(ByteView payload) {
            if (payload.length() < minLength) {
                return false;
            }
            for (int i = 0; i < mask.length; i++) {
                if ((payload.u8(offset + i) & mask[i] & 0xff) != (masked[i] & 0xff)) {
                    return false;
                }
            }
            return true;
        }
    }
}
