package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.list.MutatedLists;
import gateway.lab.list.MutatedPayloads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hostile lists for the localizer, half of them as values and half as bytes in learnt layouts. A fault ends with the
 * number of its block, which {@code --seed} with {@code --inputs 20000} plays again.
 */
final class MutatedListsBenchmark implements Benchmark {
    private static final int BLOCK = MutatedLists.BLOCK;

    @Override
    public String name() {
        return "mutated-lists";
    }

    @Override
    public String title() {
        return "mutated lists of peers through the localizer";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        long blocks = Math.max(1, settings.mutants().inputs() / (2 * BLOCK));
        long first = settings.mutants().seed();
        long replaced = 0;
        long moved = 0;
        long read = 0;
        long began = System.nanoTime();
        for (long number = first; number < first + blocks; number++) {
            MutatedLists lists = new MutatedLists(number);
            play(number, lists::next);
            MutatedPayloads payloads = new MutatedPayloads(number);
            play(number, payloads::next);
            replaced += lists.replaced();
            moved += lists.moved();
            read += payloads.lists();
            if ((number - first + 1) % 100 == 0 || number == first + blocks - 1) {
                progress.say(2 * BLOCK * (number - first + 1) + " lists: " + replaced + " peers replaced, " + moved
                    + " moved, " + read + " lists read and written by layouts, no rule broken");
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), "lists without a fault", 2.0 * BLOCK * blocks, "lists", 1));
        results.add(Result.alone(name(), "lists a second", 2.0 * BLOCK * blocks / seconds, "per second", 1));
        return results;
    }

    private static void play(long number, Supplier<String> list) {
        for (int i = 0; i < BLOCK; i++) {
            String broken;
            try {
                broken = list.get();
            } catch (RuntimeException thrown) {
                throw new LabException("list " + i + " of block " + number + ": it throws " + thrown, thrown);
            }
            if (!broken.isEmpty()) {
                throw new LabException("list " + i + " of block " + number + ": " + broken);
            }
        }
    }
}
