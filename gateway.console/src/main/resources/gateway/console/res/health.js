/* All health checks, the worst first. */

import {attribute, byId, list, make, text} from "./dom.js";
import {Live} from "./live.js";
import {Question} from "./server.js";
import {ago, plural} from "./words.js";

const STATES = {
  health_check_error: ["bad", "No answer"],
  critical: ["bad", "Critical"],
  temporarily_unavailable: ["warn", "Not ready"],
  warn: ["warn", "Warning"],
  ok: ["good", "Well"],
};
const WORST = Object.keys(STATES);

const question = new Question("health");
let newest = null;

new Live(async () => {
  newest = await question.ask() ?? newest;
  show([...newest.checks].sort((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status)));
});

function show(checks) {
  const ill = checks.filter(({status}) => status !== "ok").length;
  byId("none").hidden = checks.length > 0;
  text(byId("counts"), checks.length === 0 ? "" : ill === 0 ? `All ${checks.length} checks are well`
    : `${ill} of ${plural(checks.length, "check")} ${ill === 1 ? "is" : "are"} not well`);
  list(byId("checks"), checks, ({title}) => title, ({title}) => make("li", {}, make("span", {class: "chip"}),
    make("div", {class: "what"}, make("h2", {}, title), make("div", {})), make("span", {class: "when"})), fill);
}

function fill(row, {status, sentences, at}) {
  const [kind, word] = STATES[status] ?? ["", status];
  const [chip, what, when] = row.children;
  attribute(chip, "data-kind", kind);
  text(chip, word);
  const said = what.lastElementChild;
  if (said.dataset.said !== sentences.join("\n")) {
    said.dataset.said = sentences.join("\n");
    said.replaceChildren(...(sentences.length ? sentences : ["It has nothing to say."]).map(line => make("p", {}, line)));
  }
  text(when, ago(at));
}
