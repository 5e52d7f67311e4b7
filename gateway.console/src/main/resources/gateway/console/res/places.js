/* Countries and autonomous systems: how much of which application went there and came from there, and what is near. */

import {TimeChart} from "./chart.js";
import {attribute, byId, list, make, text} from "./dom.js";
import {Colours, Samples, throughput, total} from "./samples.js";
import {Question, serverNow} from "./server.js";
import {bitRate, bitRateTick, bytes, countryName, duration, percent, plural, systemName} from "./words.js";

/** A number that is older says nothing of now. */
const STALE = 10000;
/** More rows than that nobody reads. */
const ROWS = 20;
/** What has no colour of its own. */
const REST = ["", "others"];

const question = new Question("places");

/** The two charts and the table of countries. */
export class Places {
  #samples = new Samples();
  #names = new Map();
  #application = "";
  #parts;

  constructor() {
    const part = (key, id, title, label) => ({key, label, colours: new Colours(REST), chart: new TimeChart(byId(id), {
      title, format: bitRate, tick: bitRateTick, stacked: true, least: 1000, none: "No bytes in the last ten minutes"})});
    this.#parts = [part("countries", "by-country", "Throughput by country", countryName),
      part("systems", "by-system", "Throughput by AS", number => systemName(number, this.#names.get(number)))];
    byId("application").addEventListener("change", () => {
      this.#application = byId("application").value;
      this.#show();
    });
  }

  /** Asks and shows. */
  async turn() {
    const answer = await question.ask({since: this.#samples.since});
    if (answer) {
      this.#samples.add(answer);
      for (const [number, name] of Object.entries(answer.names)) {
        this.#names.set(number, name);
      }
    }
    this.#choices();
    this.#show();
  }

  /** The applications that carried something, and the one that is chosen, also where it fell silent. */
  #choices() {
    const all = this.#samples.of(({countries}) => sums(countries, ([application]) => application)).names();
    const names = ["", ...new Set([...all, this.#application].filter(name => name !== ""))];
    list(byId("application"), names, name => name,
      name => make("option", {value: name}, name === "" ? "all" : name));
    byId("application").value = this.#application;
  }

  #show() {
    const {newest} = this.#samples;
    const silent = newest ? serverNow() - newest.at : 0;
    const fresh = newest && silent < STALE;
    for (const {key, label, colours, chart} of this.#parts) {
      const near = nearest(this.#tally(key));
      const samples = this.#samples.of(sample => sums(this.#chosen(sample[key])));
      const lines = throughput(samples, colours, place => label(place) + (near.has(place) ? ", near" : ""));
      chart.show(lines, fresh ? newest.at : serverNow(), fresh
        ? [bitRate(total(samples.newest)), this.#application === "" ? "of all applications" : `of ${this.#application}`]
        : ["–", newest ? `no numbers for ${duration(silent)}` : ""]);
    }
    this.#table(this.#tally("countries"));
  }

  #chosen(rows) {
    return this.#application === "" ? rows : rows.filter(([application]) => application === this.#application);
  }

  /** What each place comes to in ten minutes, the largest first, what is not told apart at the end. */
  #tally(key) {
    const places = new Map();
    for (const sample of this.#samples.all) {
      for (const [, place, received, sent, near] of this.#chosen(sample[key])) {
        const sum = places.get(place) ?? {place, received: 0, sent: 0, near: 0, all: 0};
        sum.received += received;
        sum.sent += sent;
        sum.near += near;
        sum.all += received + sent;
        places.set(place, sum);
      }
    }
    const last = ({place}) => place === "others" ? 1 : 0;
    return [...places.values()].filter(({all}) => all > 0).sort((a, b) => last(a) - last(b) || b.all - a.all);
  }

  #table(tally) {
    const whole = tally.reduce((sum, {all}) => sum + all, 0);
    const far = whole - tally.reduce((sum, {near}) => sum + near, 0);
    const shown = tally.slice(0, ROWS);
    list(byId("places"), shown, ({place}) => place, row, (element, sum) => fill(element, sum, whole));
    byId("places").parentElement.hidden = tally.length === 0;
    byId("no-places").hidden = tally.length > 0;
    text(byId("far-share"), whole === 0 ? "" : `${bytes(whole)}, ${percent(100 * far / whole)} of them with far peers`);
    text(byId("more-places"), tally.length > ROWS ? `and ${plural(tally.length - ROWS, "smaller one")}` : "");
  }
}

/** Bytes of rows by place, or by what else is said of them. */
function sums(rows, keyOf = ([, place]) => place) {
  const bytesOf = {};
  for (const one of rows) {
    bytesOf[keyOf(one)] = (bytesOf[keyOf(one)] ?? 0) + one[2] + one[3];
  }
  return bytesOf;
}

/** The places most of whose bytes were exchanged with near peers. */
const nearest = tally => new Set(tally.filter(({near, all}) => 2 * near >= all).map(({place}) => place));

function row({place}) {
  return make("tr", {},
    make("td", {"data-label": "Country"}, make("b", {}, countryName(place)),
      place === "" || place === "others" ? null : make("span", {class: "code"}, place)),
    make("td", {"data-label": "Near or far"}, make("span", {class: "chip"})),
    make("td", {"data-label": "Share"}, make("div", {class: "part"},
      make("span", {class: "track", "aria-hidden": "true"}, make("i", {class: "near"}), make("i", {class: "far"})),
      make("span", {class: "number"}))),
    make("td", {"data-label": "Received", class: "number"}),
    make("td", {"data-label": "Sent", class: "number"}));
}

function fill(element, {received, sent, near, all}, whole) {
  const [, distance, share, came, went] = element.children;
  const chip = distance.firstElementChild;
  attribute(chip, "data-kind", near === all ? "good" : near === 0 ? "warn" : null);
  text(chip, near === all ? "near" : near === 0 ? "far" : `${percent(100 * near / all)} near`);
  const [track, words] = share.firstElementChild.children;
  track.children[0].style.width = `${100 * near / whole}%`;
  track.children[1].style.width = `${100 * (all - near) / whole}%`;
  text(words, percent(100 * all / whole));
  text(came, bytes(received));
  text(went, bytes(sent));
}
