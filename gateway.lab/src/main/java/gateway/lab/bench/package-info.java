/**
 * {@code ./gateway bench}: each {@link gateway.lab.bench.Benchmark} measures the gateway beside a reference in the
 * same run. {@link gateway.lab.bench.Rounds} interleaves them, {@link gateway.lab.bench.Bootstrap} says how sure the
 * median ratio is, {@link gateway.lab.bench.Result} is a line of the table and of the JSON file. Everything runs on
 * the main thread.
 */
package gateway.lab.bench;
