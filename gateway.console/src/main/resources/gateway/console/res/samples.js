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

  /** Applications by bytes, the largest first. */
  applications() {
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

/** Gives each application a colour that it keeps while the page is open; nobody's is grey, and so is the rest. */
export class Colours {
  #slots = new Map();

  of(application) {
    if (application === "unidentified") {
      return "series-rest";
    }
    if (!this.#slots.has(application) && this.#slots.size < LARGEST) {
      this.#slots.set(application, this.#slots.size + 1);
    }
    const slot = this.#slots.get(application);
    return slot ? `series-${slot}` : null;
  }
}

/** Throughput by application, the largest at the bottom; all beyond the colours, and unidentified, in the end. */
export function throughput(samples, colours) {
  const series = [];
  const shown = new Set();
  for (const name of samples.applications()) {
    const colour = colours.of(name);
    if (colour && colour !== "series-rest") {
      shown.add(name);
      series.push({name, colour, points: samples.points(one => bitsPerSecond(one, one.bytes[name] ?? 0))});
    }
  }
  const rest = samples.applications().filter(name => !shown.has(name));
  if (rest.length > 0) {
    const name = rest.length === 1 ? rest[0] : "others";
    series.push({name, colour: "series-rest", points: samples.points(one =>
      bitsPerSecond(one, rest.reduce((sum, other) => sum + (one.bytes[other] ?? 0), 0)))});
  }
  return series;
}
