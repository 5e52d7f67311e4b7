/* The last ten minutes of samples, and what charts make of them. */

const LARGEST = 7;

/** Keeps samples by time; what comes again or is too old is left out. */
export class Samples {
  #samples = [];
  #most = 300;

  /** Adds what came; since is where the next question begins. */
  add({samples, maxSamples}) {
    this.#most = maxSamples;
    const since = this.since;
    this.#samples.push(...samples.filter(({at}) => at > since));
    this.#samples.splice(0, Math.max(0, this.#samples.length - this.#most));
  }

  get since() {
    return this.newest?.at ?? 0;
  }

  get newest() {
    return this.#samples.at(-1);
  }

  /** Points of one value; where it is null the line has a gap. */
  points(value) {
    return this.#samples.map(sample => ({x: sample.at, y: value(sample)}));
  }

  /** All of them, oldest first. */
  get all() {
    return this.#samples;
  }

  /** The same samples with other bytes by name. */
  of(bytesOf) {
    const samples = new Samples();
    samples.#samples = this.#samples.map(sample => ({at: sample.at, seconds: sample.seconds, bytes: bytesOf(sample)}));
    return samples;
  }

  /** Names (applications, say) by bytes, the largest first. */
  names() {
    const sums = new Map();
    for (const sample of this.#samples) {
      for (const [name, bytes] of Object.entries(sample.bytes)) {
        sums.set(name, (sums.get(name) ?? 0) + bytes);
      }
    }
    return [...sums].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1]).map(([name]) => name);
  }
}

export const bitsPerSecond = ({seconds}, bytes) => bytes * 8 / seconds;

/** All that went by. */
export const total = sample =>
  bitsPerSecond(sample, Object.values(sample.bytes).reduce((sum, bytes) => sum + bytes, 0));

/** Gives the largest names a colour each, which a name keeps while it is among them; the rest is grey. */
export class Colours {
  #slots = new Map();
  #rest;

  /** @param rest names that have no colour of their own, such as nobody's */
  constructor(rest) {
    this.#rest = new Set(rest);
  }

  /** From now on these have the colours, as many as there are; the largest come first. */
  settle(names) {
    const largest = names.filter(name => !this.#rest.has(name)).slice(0, LARGEST);
    for (const name of this.#slots.keys()) {
      if (!largest.includes(name)) {
        this.#slots.delete(name);
      }
    }
    const taken = new Set(this.#slots.values());
    const free = Array.from({length: LARGEST}, (_, i) => i + 1).filter(slot => !taken.has(slot));
    largest.filter(name => !this.#slots.has(name)).forEach(name => this.#slots.set(name, free.shift()));
  }

  /** Null for one of the rest. */
  of(name) {
    return this.#slots.has(name) ? `series-${this.#slots.get(name)}` : null;
  }
}

/**
 * Throughput by name, the largest at the bottom; all beyond the colours in the end.
 *
 * @param label what is shown for a name
 */
export function throughput(samples, colours, label = name => name) {
  const names = samples.names();
  colours.settle(names);
  const series = names.filter(name => colours.of(name)).map(name => ({
    name: label(name), colour: colours.of(name), points: samples.points(one => bitsPerSecond(one, one.bytes[name] ?? 0)),
  }));
  const rest = names.filter(name => !colours.of(name));
  if (rest.length > 0) {
    series.push({name: rest.length === 1 ? label(rest[0]) : "others", colour: "series-rest", points: samples.points(one =>
      bitsPerSecond(one, rest.reduce((sum, other) => sum + (one.bytes[other] ?? 0), 0)))});
  }
  return series;
}
