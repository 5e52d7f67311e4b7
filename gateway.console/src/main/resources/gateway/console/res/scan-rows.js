/* Rows of the page of scans. Names come from the wire: they are only ever set as text. */

import {attribute, make, text} from "./dom.js";
import {chip} from "./flow-table.js";
import {agoShort, bytes, moment, percent} from "./words.js";

const STATES = {receiving: ["", "Receiving"], processing: ["warn", "Waits for a verdict"]};
const HASH_SHOWN = 16;
const METHODS = {whole: "as a whole", window: "in windows"};

const file = ({application, name}) => [make("b", {}, application), name ? make("bdi", {class: "file"}, name) : null];

const way = ({from, to, flow}) => [make("a", {href: `flows?text=${encodeURIComponent(to)}`, title: `flow ${flow}`}, from),
  " → ", make("span", {}, to)];

/** Makes the row of a transfer. */
export function transferRow(transfer) {
  return make("tr", {},
    make("td", {"data-label": "File"}, ...file(transfer)),
    make("td", {"data-label": "From and to"}, make("div", {}, ...way(transfer))),
    make("td", {"data-label": "Progress"}, make("div", {}, make("progress", {"aria-label": "Progress"}),
      make("span", {class: "below"}))),
    make("td", {"data-label": "State"}, make("div", {}, chip(["", ""]), make("span", {class: "below"}))),
    make("td", {"data-label": "Began"}));
}

/** Fills in what changes. */
export function fillTransfer(row, {bytes: here, length, state, method, since}) {
  const [, , progress, standing, began] = row.children;
  const [bar, amount] = progress.firstElementChild.children;
  bar.hidden = length <= 0;
  attribute(bar, "max", Math.max(1, length));
  attribute(bar, "value", Math.max(0, Math.min(here, length)));
  text(amount, length < 0 ? `${bytes(here)} of an unknown length`
    : `${bytes(here)} of ${bytes(length)}${length > 0 ? `, ${percent(Math.min(100, 100 * here / length))}` : ""}`);
  const [mark, how] = standing.firstElementChild.children;
  const [kind, word] = STATES[state] ?? ["", state];
  attribute(mark, "data-kind", kind);
  text(mark, word);
  text(how, METHODS[method] ?? method);
  text(began, agoShort(since));
}

/** Makes the row of a finding; it never changes. */
export function foundRow({signature, bytes: here, method, at, quarantined, sha256, ...rest}) {
  return make("tr", {},
    make("td", {"data-label": "What"}, chip(["bad", signature]),
      quarantined ? make("span", {class: "below"}, "in quarantine") : null),
    make("td", {"data-label": "File"}, make("div", {}, ...file(rest),
      sha256 ? make("code", {title: sha256}, `SHA-256 ${sha256.slice(0, HASH_SHOWN)}…`) : null)),
    make("td", {"data-label": "From and to"}, make("div", {}, ...way(rest))),
    make("td", {"data-label": "Scanned"}, make("div", {}, bytes(here),
      make("span", {class: "below"}, METHODS[method] ?? method))),
    make("td", {"data-label": "When"}, make("time", {datetime: new Date(at).toISOString()}, moment(at))));
}
