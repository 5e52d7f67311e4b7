package gateway.core.internal.signature;

import gateway.api.packet.ByteView;
import gateway.api.protocol.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Literals anywhere in the first bytes, all found in one pass: the automaton of A. Aho and M. Corasick, "Efficient
 * string matching", CACM 18 (1975), with its failure links worked into a full transition table. Byte values that no
 * literal contains share a column, which keeps the table small.
 *
 * <p>States are numbered breadth-first and renumbered so that those with an output come last: one comparison a byte
 * tells whether there is anything to look at.
 */
final class FloatingLiterals {
    private static final int VALUES = 256;

    /** By byte value: its column. */
    private final byte[] columnOf = new byte[VALUES];
    private final int columns;
    /** By state times {@link #columns} plus column: the next state times {@link #columns}. */
    private final int[] next;
    /** States from this one on, times {@link #columns}, complete a literal. */
    private final int firstOutput;
    /** By state: the literals that end there. */
    private final Literal[][] outputs;
    private final int maxDepth;
    private final long allOwners;

    FloatingLiterals(List<OwnedSignature> signatures) {
        columns = numberColumns(signatures);
        Trie trie = new Trie(columns);
        int depth = 0;
        long owners = 0;
        for (OwnedSignature owned : signatures) {
            Signature.Floating signature = (Signature.Floating) owned.signature();
            trie.add(signature.bytes(), columnOf, new Literal(owned.ownerBit(), signature.depth()));
            depth = Math.max(depth, signature.depth());
            owners |= owned.ownerBit();
        }
        maxDepth = depth;
        allOwners = owners;
        trie.completeTransitions();
        int[] number = trie.outputsLast();
        next = trie.table(number);
        outputs = trie.outputs(number);
        firstOutput = trie.silentStates() * columns;
    }

    /**
     * The owners with a literal in the payload.
     *
     * @param known owners that need not be found again
     */
    long matches(ByteView payload, long known) {
        long wanted = allOwners & ~known;
        int end = wanted == 0 ? 0 : Math.min(payload.length(), maxDepth);
        long owners = 0;
        int state = 0;
        for (int i = 0; i < end; i++) {
            state = next[state + (columnOf[payload.u8(i)] & 0xff)];
            if (state >= firstOutput) {
                for (Literal literal : outputs[state / columns]) {
                    owners |= i < literal.depth ? literal.ownerBit : 0;
                }
                if ((owners & wanted) == wanted) {
                    break;
                }
            }
        }
        return owners;
    }

    /** Column 0 is for the values that no literal contains, unless the literals contain them all. */
    private int numberColumns(List<OwnedSignature> signatures) {
        boolean[] used = new boolean[VALUES];
        for (OwnedSignature owned : signatures) {
            for (byte b : ((Signature.Floating) owned.signature()).bytes()) {
                used[b & 0xff] = true;
            }
        }
        boolean all = true;
        for (boolean one : used) {
            all &= one;
        }
        int count = all ? 0 : 1;
        for (int value = 0; value < VALUES; value++) {
            if (used[value]) {
                columnOf[value] = (byte) count++;
            }
        }
        return count;
    }

    /** A literal that ends in a state: it counts where it ends within the first {@code depth} bytes. */
    private record Literal(long ownerBit, int depth) {
    }

    /** The automaton while it is built. State 0 is the root. */
    private static final class Trie {
        private static final int NONE = -1;

        private final int columns;
        private final List<int[]> edges = new ArrayList<>();
        private final List<List<Literal>> ends = new ArrayList<>();

        Trie(int columns) {
            this.columns = columns;
            newState();
        }

        void add(byte[] bytes, byte[] columnOf, Literal literal) {
            int state = 0;
            for (byte b : bytes) {
                int column = columnOf[b & 0xff] & 0xff;
                if (edges.get(state)[column] == NONE) {
                    edges.get(state)[column] = newState();
                }
                state = edges.get(state)[column];
            }
            ends.get(state).add(literal);
        }

        /** Breadth-first: a state's missing edges and additional outputs are those of its longest proper suffix. */
        void completeTransitions() {
            int[] suffix = new int[edges.size()];
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(0);
            while (!queue.isEmpty()) {
                int state = queue.remove();
                for (int column = 0; column < columns; column++) {
                    int fallback = state == 0 ? 0 : edges.get(suffix[state])[column];
                    int child = edges.get(state)[column];
                    if (child == NONE) {
                        edges.get(state)[column] = fallback;
                    } else {
                        suffix[child] = fallback;
                        ends.get(child).addAll(ends.get(fallback));
                        queue.add(child);
                    }
                }
            }
        }

        /** New numbers of the states: those without output first, the root staying 0. */
        int[] outputsLast() {
            int[] number = new int[edges.size()];
            int silent = 0;
            int speaking = silentStates();
            for (int state = 0; state < number.length; state++) {
                number[state] = ends.get(state).isEmpty() ? silent++ : speaking++;
            }
            return number;
        }

        int silentStates() {
            int count = 0;
            for (List<Literal> literals : ends) {
                count += literals.isEmpty() ? 1 : 0;
            }
            return count;
        }

        int[] table(int[] number) {
            int[] table = new int[Math.multiplyExact(number.length, columns)];
            for (int state = 0; state < number.length; state++) {
                for (int column = 0; column < columns; column++) {
                    table[number[state] * columns + column] = number[edges.get(state)[column]] * columns;
                }
            }
            return table;
        }

        Literal[][] outputs(int[] number) {
            Literal[][] outputs = new Literal[number.length][];
            for (int state = 0; state < number.length; state++) {
                outputs[number[state]] = ends.get(state).toArray(Literal[]::new);
            }
            return outputs;
        }

        private int newState() {
            int[] row = new int[columns];
            Arrays.fill(row, NONE);
            edges.add(row);
            ends.add(new ArrayList<>());
            return edges.size() - 1;
        }
    }
}
