/* The editor of one rule. What was typed stays until it is taken over or cancelled, whatever is wrong with it. */

import {byId, make, text} from "./dom.js";
import {others, settings} from "./rule-settings.js";
import {perform} from "./server.js";

const TYPING = 300;

export class RuleForm {
  #dialog = byId("editor");
  #rule = null;
  #taken = [];
  #resolve = null;
  #timer = null;
  #asked = 0;

  constructor() {
    byId("form").addEventListener("submit", event => { event.preventDefault(); this.#apply(); });
    byId("form").addEventListener("input", () => this.#later());
    byId("cancel").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => {
      clearTimeout(this.#timer);
      this.#asked++;
      this.#resolve?.(null);
      this.#resolve = null;
    });
  }

  /**
   * Lets a rule be edited.
   *
   * @param rule the rule, or null for a new one
   * @param taken names that others have
   * @returns {name, settings, problem}, or null if it was cancelled
   */
  edit(rule, taken) {
    this.#rule = rule;
    this.#taken = taken;
    text(byId("editor-title"), rule ? `Rule ${rule.name}` : "New rule");
    byId("fields").replaceChildren(
      ...rule ? [] : field({key: "name", title: "Name", example: "office-hours",
        help: "Letters, digits, hyphens and underscores; its file is named after it."}, ""),
      ...settings.flatMap(setting => field(setting, rule?.settings[setting.key] ?? "")),
      ...(rule ? others(rule) : []).flatMap(key => field({key, title: key, help: "As in the rule's file."},
        rule.settings[key])));
    this.#say("");
    this.#dialog.showModal();
    if (rule) {
      this.#check();
    }
    return new Promise(resolve => { this.#resolve = resolve; });
  }

  /** Settings that were not touched keep their place, so that an unchanged rule stays unchanged. */
  #value() {
    const values = Object.fromEntries([...new FormData(byId("form"))].map(([key, value]) => [key, value.trim()]));
    const name = this.#rule?.name ?? values.name;
    delete values.name;
    const result = {...this.#rule?.settings};
    for (const [key, value] of Object.entries(values)) {
      if (value === "") {
        delete result[key];
      } else {
        result[key] = value;
      }
    }
    return {name, settings: result};
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), TYPING);
  }

  /** Says what is wrong; answers it, too. */
  async #check() {
    const asked = ++this.#asked;
    const value = this.#value();
    let problem = "";
    if (!this.#rule && !/^[A-Za-z0-9_-]{1,64}$/.test(value.name)) {
      problem = "The name is made of letters, digits, hyphens and underscores, at most 64.";
    } else if (!this.#rule && this.#taken.includes(value.name)) {
      problem = "Another rule has this name.";
    } else {
      problem = await perform("problem", {rules: [value]}).then(answer => answer.problem, error => error.message);
    }
    if (asked === this.#asked) {
      this.#say(problem);
    }
    return problem;
  }

  async #apply() {
    clearTimeout(this.#timer);
    const value = this.#value();
    const problem = await this.#check();
    const nameless = !this.#rule && (!/^[A-Za-z0-9_-]{1,64}$/.test(value.name) || this.#taken.includes(value.name));
    if (!nameless && this.#resolve) {
      const resolve = this.#resolve;
      this.#resolve = null;
      this.#dialog.close();
      resolve({...value, problem});
    }
  }

  #say(problem) {
    text(byId("form-problem"), problem);
    byId("form-problem").hidden = problem === "";
  }
}

function field({key, title, choices, example, help, numeric}, value) {
  const id = `field-${key}`;
  const input = choices ? select(id, key, choices, value)
    : make("input", {id, name: key, autocomplete: "off", spellcheck: "false", maxlength: 16000,
      placeholder: example ? `for instance ${example}` : null, inputmode: numeric ? "numeric" : null});
  input.value = choices ? chosen(choices, value) : value;
  input.setAttribute("aria-describedby", `${id}-help`);
  return [make("label", {for: id}, title), make("div", {}, input, make("p", {class: "help", id: `${id}-help`}, help))];
}

const chosen = (choices, value) => {
  const lower = value.toLowerCase() === "any" ? "" : value.toLowerCase();
  return choices.some(([choice]) => choice === lower) ? lower : value;
};

/** A value that is no choice stays one: it came from the rule's file. */
function select(id, key, choices, value) {
  const all = choices.some(([choice]) => choice === chosen(choices, value)) ? choices
    : [...choices, [value, value === "" ? "choose" : value]];
  return make("select", {id, name: key}, ...all.map(([choice, word]) => make("option", {value: choice}, word)));
}
