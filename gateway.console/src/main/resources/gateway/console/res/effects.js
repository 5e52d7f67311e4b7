/* What localizing saves and costs: clients that are localized, compared with those that are left alone. */

import {byId, list, make, text} from "./dom.js";
import {bitRate, bytes, count, percent, plural} from "./words.js";

const BITS = 8;
const HUNDRED = 100;
const ALL = 1000;
const WINDOWS = {hour: "last hour", all: "since the start"};
const MINUS = "−";

export class Effects {
  show(effects) {
    byId("effects-card").hidden = effects.length === 0;
    list(byId("effects"), effects, ({application, window}) => `${application} ${window}`, row, fill);
  }
}

const COLUMNS = ["Application", "Clients", "From far peers", "Far bytes saved", "Change in rate", "Left more far peers"];

function row() {
  return make("tr", {}, ...COLUMNS.map(name =>
    make("td", {"data-label": name}, make("span"), make("span", {class: "soft effect"}))));
}

function fill(element, effect) {
  const {application, window, localized, control, saving, change, raised, examples} = effect;
  const cells = [
    [application, WINDOWS[window]],
    [`${count(localized.clients)} localized`, `${count(control.clients)} left alone`],
    [share(localized), `${share(control)} where left alone`],
    estimate(effect, saving, false),
    estimate(effect, change, true),
    [raised ? plural(raised, "client") : "none", raised ? worst(examples[0]) : ""],
  ];
  cells.forEach(([first, second], at) => {
    text(element.children[at].children[0], first);
    text(element.children[at].children[1], second);
  });
  element.children[2].title = `${bytes(localized.bytes)} and ${bytes(control.bytes)}`;
  element.children[4].title = localized.rate && control.rate
    ? `${bitRate(localized.rate * BITS)}, left alone ${bitRate(control.rate * BITS)}` : "";
}

function share({bytes: all, far}) {
  return all ? percent(far / all * HUNDRED) : "nothing";
}

const tenth = number => (number * HUNDRED).toFixed(1).replace("-", MINUS);
const signed = number => (number > 0 ? "+" : "") + tenth(number);

/** A number and its interval, or why there is none. */
function estimate({localized, control, least}, known, sign) {
  if (known) {
    const shown = sign ? signed : tenth;
    return [`${shown(known.value)} %`, `${shown(known.low)} to ${shown(known.high)} %`];
  }
  return Math.min(localized.clients, control.clients) < least
    ? ["too few clients", `${least} in each group are needed`] : ["not known yet", ""];
}

function worst(example) {
  const {client, farPeers, rate, reference} = example;
  const far = farPeers >= ALL ? "all" : count(farPeers);
  return `${client}: ${far}, ${rate ? bitRate(rate * BITS) : "?"} of ${bitRate(reference * BITS)}`;
}
