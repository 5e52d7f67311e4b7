package gateway.core.internal.keyword;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The automaton of Aho and Corasick (1975) over UTF-16 units: finds all of many words in one pass, in a time that does
 * not depend on their number. Node 0 is the root. Edges of a node lie side by side, in order of their units. Immutable,
 * any thread.
 */
final class KeywordAutomaton {
    /** No word ends here, or there is no further one. */
    static final int NONE = -1;
    private static final int DENSE = 128;

    /** Where a node's edges begin; those of the next node end them. */
    private final int[] edges;
    private final char[] edgeUnits;
    private final int[] edgeTargets;
    private final int[] fallbacks;
    /** The word that ends at a node. */
    private final int[] words;
    /** The next node, by fallbacks, at which a word ends; {@link #NONE} where there is none. */
    private final int[] nextWords;
    /** Where most steps begin, from the root by plain letters, without a search. */
    private final int[] rootTargets = new int[DENSE];

    private static final class Node {
        final TreeMap<Character, Integer> next = new TreeMap<>();
        int word = NONE;
    }

    /** @param words none of which is empty; where two are equal, the first stands for both */
    KeywordAutomaton(List<String> words) {
        List<Node> trie = trie(words);
        int count = trie.size();
        edges = new int[count + 1];
        edgeUnits = new char[count - 1];
        edgeTargets = new int[count - 1];
        this.words = new int[count];
        int at = 0;
        for (int node = 0; node < count; node++) {
            edges[node] = at;
            for (var edge : trie.get(node).next.entrySet()) {
                edgeUnits[at] = edge.getKey();
                edgeTargets[at] = edge.getValue();
                at++;
            }
            this.words[node] = trie.get(node).word;
        }
        edges[count] = at;
        fallbacks = new int[count];
        nextWords = new int[count];
        link();
        for (char unit = 0; unit < DENSE; unit++) {
            rootTargets[unit] = Math.max(0, target(0, unit));
        }
    }

    private static List<Node> trie(List<String> words) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node());
        for (int word = 0; word < words.size(); word++) {
            Node node = nodes.get(0);
            for (char unit : words.get(word).toCharArray()) {
                Integer next = node.next.get(unit);
                if (next == null) {
                    next = nodes.size();
                    node.next.put(unit, next);
                    nodes.add(new Node());
                }
                node = nodes.get(next);
            }
            node.word = node.word == NONE ? word : node.word;
        }
        return nodes;
    }

    /** Level by level: a fallback is always nearer to the root. */
    private void link() {
        Arrays.fill(nextWords, NONE);
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int node = open.remove();
            for (int edge = edges[node]; edge < edges[node + 1]; edge++) {
                int child = edgeTargets[edge];
                int fallback = node == 0 ? 0 : fallen(fallbacks[node], edgeUnits[edge]);
                fallbacks[child] = fallback;
                nextWords[child] = words[fallback] == NONE ? nextWords[fallback] : fallback;
                open.add(child);
            }
        }
    }

    /** The node after this unit. */
    int step(int node, char unit) {
        if (node == 0 && unit < DENSE) {
            return rootTargets[unit];
        }
        return fallen(node, unit);
    }

    private int fallen(int from, char unit) {
        int node = from;
        while (true) {
            int target = target(node, unit);
            if (target >= 0) {
                return target;
            }
            if (node == 0) {
                return 0;
            }
            node = fallbacks[node];
        }
    }

    private int target(int node, char unit) {
        int edge = Arrays.binarySearch(edgeUnits, edges[node], edges[node + 1], unit);
        return edge < 0 ? NONE : edgeTargets[edge];
    }

    /** The nearest node, this one first, at which a word ends that is a tail of what was read; {@link #NONE}. */
    int firstWord(int node) {
        return words[node] == NONE ? nextWords[node] : node;
    }

    /** The next such node, for a shorter tail. */
    int nextWord(int node) {
        return nextWords[node];
    }

    /** The word that ends at a node of {@link #firstWord} or {@link #nextWord}. */
    int wordAt(int node) {
        return words[node];
    }

    /** How many nodes there are: a measure of memory, about 25 bytes each. */
    int nodes() {
        return words.length;
    }
}
