/* What other rules would have done, before they are saved. */

import {byId, make, text} from "./dom.js";
import {chip} from "./flow-table.js";
import {bytes, count, decisions, plural, ruleWord} from "./words.js";

const MOST = 200;

/** Shows the answer to a dry run. */
export function show({flows, counts, changes}) {
  text(byId("outcome-text"), flows === 0
    ? "There are no flows yet that could be tried. The rules are well formed."
    : `${plural(flows, "flow")} that are known now or ended lately were tried. ${changed(changes.length)}`);
  const largest = Math.max(1, ...counts.map(one => one.flows));
  byId("counts").replaceChildren(...counts.flatMap(one => {
    const bar = make("i");
    bar.style.width = `${100 * one.flows / largest}%`;
    return [make("span", {class: "name"}, one.rule === "default" ? "no rule matches" : one.rule),
      make("span", {class: "bar"}, bar), make("span", {class: "number"}, plural(one.flows, "flow")),
      make("span", {class: "number soft"}, bytes(one.bytes))];
  }));
  byId("differences").hidden = changes.length === 0;
  byId("changed-flows").replaceChildren(...changes.map(({flow, decision, rule}) => make("tr", {},
    make("td", {"data-label": "Flow"}, make("b", {}, flow.application)),
    make("td", {"data-label": "From, to"}, flow.client, make("span", {class: "below"}, flow.server)),
    make("td", {"data-label": "Bytes", class: "number"}, bytes(flow.bytesToServer + flow.bytesToClient)),
    make("td", {"data-label": "Is now"}, outcome(flow.decision, flow.rule)),
    make("td", {"data-label": "Would be"}, outcome(decision, rule)))));
  byId("outcome").hidden = false;
}

/** Takes it away: it no longer fits the rules. */
export function hide() {
  byId("outcome").hidden = true;
}

const outcome = (decision, rule) =>
  make("div", {}, chip(decisions[decision] ?? ["", decision]), make("span", {class: "below"}, ruleWord(rule)));

function changed(number) {
  return number === 0 ? "None of them would be decided otherwise."
    : number < MOST ? `${count(number)} of them would be decided otherwise.`
      : `${MOST} or more of them would be decided otherwise; these are the largest.`;
}
