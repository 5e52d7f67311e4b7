/* The rules as the visitor wants them, beside those that are there. Kept over a reload; nothing is lost by a bad value. */

const KEPT = "gateway.rules";
const USUAL = 100;
const STEP = 10;
const LAST = 1000000;

const copy = rules => rules.map(({name, settings, problem, inForce}) =>
  ({name, settings: {...settings}, problem: problem ?? "", inForce: Boolean(inForce)}));

const same = (a, b) => JSON.stringify(Object.entries(a.settings)) === JSON.stringify(Object.entries(b.settings));

const orderOf = ({settings}) => /^\d+$/.test(settings.order ?? "") ? Number(settings.order) : USUAL;

export class Draft {
  rules = [];
  #there = [];
  #base = null;
  #dirty = false;

  constructor() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept) {
      this.rules = copy(kept.rules);
      this.#there = copy(kept.there);
      this.#base = kept.base;
      this.#dirty = true;
    }
  }

  get base() {
    return this.#base;
  }

  /**
   * Takes in what is there now: with changes of our own they stay, and whether somebody else was faster is answered.
   */
  take({base, rules}) {
    if (this.#dirty && base !== this.#base) {
      return false;
    }
    this.#there = copy(rules);
    this.#base = base;
    if (this.#dirty) {
      for (const rule of this.rules) {
        const now = this.was(rule);
        if (now && same(now, rule)) {
          Object.assign(rule, {problem: now.problem, inForce: now.inForce});
        }
      }
    } else {
      this.rules = copy(rules);
    }
    return true;
  }

  /** Gives up all changes. */
  discard() {
    this.#dirty = false;
    this.rules = copy(this.#there);
    sessionStorage.removeItem(KEPT);
  }

  /** Our rules shall come in the place of others than those that we began with. */
  insist({base, rules}) {
    this.#base = base;
    this.#there = copy(rules);
    this.changed();
  }

  /** A rule as it is there, if it is. */
  was(rule) {
    return this.#there.find(({name}) => name === rule.name);
  }

  /** What became of a rule: new, changed or nothing. */
  mark(rule) {
    const was = this.was(rule);
    return !was ? "new" : same(was, rule) ? "" : "changed";
  }

  /** [new, changed, deleted] */
  count() {
    const marks = this.rules.map(rule => this.mark(rule));
    return ["new", "changed"].map(mark => marks.filter(one => one === mark).length)
      .concat(this.#there.filter(({name}) => !this.rules.some(rule => rule.name === name)).length);
  }

  get dirty() {
    return this.#dirty;
  }

  /** To be called after each change. */
  changed() {
    this.#dirty = this.count().some(number => number > 0);
    if (this.#dirty) {
      sessionStorage.setItem(KEPT, JSON.stringify({rules: this.rules, there: this.#there, base: this.#base}));
    } else {
      sessionStorage.removeItem(KEPT);
    }
  }

  add(rule) {
    const order = Math.min(LAST, this.rules.length ? orderOf(this.rules.at(-1)) + STEP : STEP);
    this.rules.push({name: rule.name, settings: {order: String(order), ...rule.settings}, problem: "", inForce: false});
    this.changed();
  }

  remove(rule) {
    this.rules.splice(this.rules.indexOf(rule), 1);
    this.changed();
  }

  /** Moves a rule to a place; as few rules as possible get another order. */
  move(rule, place) {
    this.rules.splice(this.rules.indexOf(rule), 1);
    this.rules.splice(place, 0, rule);
    const before = place > 0 ? orderOf(this.rules[place - 1]) : -1;
    const after = place + 1 < this.rules.length ? orderOf(this.rules[place + 1]) : before + 2 * STEP;
    if (after - before >= 2 && after <= LAST) {
      rule.settings.order = String(Math.floor((before + after) / 2));
    } else {
      this.rules.forEach((each, i) => { each.settings.order = String((i + 1) * STEP); });
    }
    this.changed();
  }

  /** As the gateway wants them. */
  request() {
    return {base: this.#base, rules: this.rules.map(({name, settings}) => ({name, settings}))};
  }
}
