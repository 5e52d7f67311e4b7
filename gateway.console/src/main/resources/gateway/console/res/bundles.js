/* Every plug-in, what became of it and why, and the way back from quarantine. */

import {attribute, byId, list, make, text} from "./dom.js";
import {Live, say} from "./live.js";
import {perform, Question, visitor} from "./server.js";
import {ago, count, moment, plural} from "./words.js";

const STATES = {
  installed: ["", "Installed, not started"],
  testing: ["warn", "Self-test runs"],
  serving: ["good", "Serving"],
  refused: ["bad", "Not let in"],
  quarantined: ["bad", "Quarantined"],
  waiting: ["warn", "Waiting"],
};

const question = new Question("bundles");
let newest = [];

const live = new Live(async () => {
  newest = (await question.ask())?.bundles ?? newest;
  show();
});

function show() {
  const ill = newest.filter(({state}) => state === "refused" || state === "quarantined").length;
  const serving = newest.filter(({state}) => state === "serving").length;
  text(byId("counts"), newest.length === 0 ? "" : `${count(serving)} of ${count(newest.length)} serving`
    + (ill > 0 ? `, ${plural(ill, "needs", "need")} attention` : ""));
  byId("none").hidden = newest.length > 0;
  list(byId("bundles"), newest, ({name, version, state}) => `${name} ${version} ${state}`, create, fill);
}

function create({name, version, state}) {
  const title = version ? make("a", {href: `../bundles/${encodeURIComponent(name)}`, title: "Felix's page of it"}, name)
    : make("span", {class: "name"}, name);
  const back = state === "quarantined" && visitor.mayChange
    ? make("button", {class: "plain", type: "button", onclick: event => readmit(event.target, name)}, "Let back in")
    : null;
  const [kind, word] = STATES[state] ?? ["", state];
  return make("tr", {},
    make("td", {"data-label": "Bundle"}, title, version ? make("span", {class: "below"}, `version ${version}`) : null),
    make("td", {"data-label": "Brings"}),
    make("td", {"data-label": "State"}, make("span", {class: "chip", "data-kind": kind}, word),
      make("span", {class: "reason"})),
    make("td", {"data-label": "Since"}),
    make("td", {"data-label": "Errors", class: "number"}),
    make("td", {"data-label": "Actions"}, back));
}

function fill(row, {serves, reason, since, errors}) {
  const [, brings, state, when, thrown] = row.children;
  text(brings, serves || "not known");
  text(state.querySelector(".reason"), reason);
  text(when, moment(since));
  attribute(when, "title", ago(since));
  text(thrown, count(errors));
  thrown.classList.toggle("some", errors > 0);
}

async function readmit(button, name) {
  button.disabled = true;
  try {
    await perform("readmit", {name});
    say(`${name} is let back in.`);
  } catch (problem) {
    say(problem.message, "bad");
  }
  button.disabled = false;
  question.forget();
  live.now();
}
