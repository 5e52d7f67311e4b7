/* The policy: looked at, changed as a draft, tried, and saved as a whole. */

import {byId, make, text} from "./dom.js";
import * as outcome from "./dry-run.js";
import {Live, say} from "./live.js";
import {Draft} from "./rule-draft.js";
import {RuleForm} from "./rule-form.js";
import {RuleList} from "./rule-list.js";
import {perform, Question, visitor} from "./server.js";
import {plural} from "./words.js";

const question = new Question("rules");
const draft = new Draft();
const form = new RuleForm();
const rows = new RuleList({edit, remove, move});
let others = null;

const live = new Live(async () => {
  const answer = await question.ask();
  if (answer) {
    others = draft.take(answer) ? null : answer;
    show();
  }
});

byId("add").hidden = !visitor.mayChange;
byId("add").addEventListener("click", async () => {
  const made = await form.edit(null, draft.rules.map(({name}) => name));
  if (made) {
    draft.add(made);
    draft.rules.at(-1).problem = made.problem;
    changed();
  }
});
byId("discard").addEventListener("click", () => {
  draft.discard();
  question.forget();
  changed();
  live.now();
});
byId("try").addEventListener("click", () => busy(byId("try"), async () => {
  outcome.show(await perform("dry-run", draft.request()));
  byId("outcome").scrollIntoView({block: "start", behavior: "smooth"});
}));
byId("save").addEventListener("click", () => busy(byId("save"), async () => {
  const answer = await perform("replace", draft.request());
  draft.discard();
  draft.take(answer);
  changed();
  say("The rules are saved, and take effect together.");
}));

async function edit(rule) {
  const made = await form.edit(rule, []);
  if (made) {
    rule.settings = made.settings;
    rule.problem = made.problem;
    draft.changed();
    changed();
  }
}

function remove(rule) {
  draft.remove(rule);
  changed();
  text(byId("announce"), `${rule.name} is deleted once you save.`);
}

function move(rule, place) {
  draft.move(rule, place);
  changed();
  text(byId("announce"), `${rule.name} is now number ${draft.rules.indexOf(rule) + 1} of ${draft.rules.length}.`);
}

function changed() {
  outcome.hide();
  show();
}

/** Nothing is lost where it fails: the draft stays. */
async function busy(button, deed) {
  button.disabled = true;
  try {
    await deed();
  } catch (problem) {
    say(problem.message, "bad");
    question.forget();
    live.now();
  } finally {
    button.disabled = false;
  }
}

function show() {
  rows.show(draft);
  byId("none").hidden = draft.rules.length > 0;
  byId("changes").hidden = !draft.dirty;
  const [added, altered, deleted] = draft.count();
  text(byId("summary"), `Not saved: ${[[added, "new"], [altered, "changed"], [deleted, "deleted"]]
    .filter(([number]) => number > 0).map(([number, word]) => `${plural(number, "rule")} ${word}`).join(", ")}`);
  byId("moved").hidden = others === null;
  if (others) {
    byId("moved").replaceChildren("The rules have been changed elsewhere since you began. ",
      make("button", {class: "plain", type: "button", onclick: () => settle(() => draft.insist(others))},
        "Keep my draft"),
      make("button", {class: "plain", type: "button", onclick: () => settle(() => {
        draft.discard();
        draft.take(others);
      })}, "Take theirs"));
  }
}

function settle(how) {
  how();
  others = null;
  changed();
}
