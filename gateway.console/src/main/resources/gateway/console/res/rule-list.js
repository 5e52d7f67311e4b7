/* The list of rules: dragged with the mouse, moved with the keyboard. */

import {attribute, byId, list, make, text} from "./dom.js";
import {sentence} from "./rule-settings.js";
import {visitor} from "./server.js";

const STATES = {
  bad: ["bad", "not in force"],
  old: ["warn", "last good form in force"],
  good: ["good", "in force"],
};

export class RuleList {
  #deeds;
  #lifted = null;

  /** @param deeds edit(rule), remove(rule), move(rule, place) */
  constructor(deeds) {
    this.#deeds = deeds;
  }

  show(draft) {
    list(byId("rules"), draft.rules, ({name}) => name, rule => this.#create(rule.name, draft),
      (row, rule) => this.#fill(row, rule, draft));
  }

  #create(name, draft) {
    const rule = () => draft.rules.find(one => one.name === name);
    const place = () => draft.rules.indexOf(rule());
    const button = (title, className, label, deed) =>
      make("button", {class: `plain ${className}`, type: "button", "aria-label": `${label} ${name}`, title: label,
        onclick: deed}, title);
    const grip = make("span", {class: "grip", "aria-hidden": "true", title: "Drag to another place"}, "⠿");
    const tools = make("div", {class: "tools"},
      button("↑", "arrow up", "Move up", () => this.#move(rule(), place() - 1)),
      button("↓", "arrow down", "Move down", () => this.#move(rule(), place() + 1)),
      button("Edit", "edit", "Edit", () => this.#deeds.edit(rule())),
      button("Delete", "danger delete", "Delete", () => this.#deeds.remove(rule())));
    if (!visitor.mayChange) {
      grip.textContent = "";
      tools.replaceChildren();
    }
    const row = make("li", {class: "rule", draggable: visitor.mayChange ? "true" : null}, grip,
      make("span", {class: "place"}),
      make("div", {}, make("div", {class: "title"}, make("h2", {}, name), make("span", {class: "chip state"}),
        make("span", {class: "chip mark"})), make("p", {class: "meaning"}), make("p", {class: "problem"})), tools);
    this.#drag(row, rule, place);
    return row;
  }

  #fill(row, rule, draft) {
    const place = draft.rules.indexOf(rule);
    text(row.querySelector(".place"), `${place + 1}.`);
    const [verb, rest] = sentence(rule);
    row.querySelector(".meaning").replaceChildren(make("b", {}, verb), ` ${rest}`);
    text(row.querySelector(".problem"), rule.problem);
    const mark = draft.mark(rule);
    const [kind, word] = STATES[rule.problem ? rule.inForce ? "old" : "bad" : rule.inForce ? "good" : "bad"];
    const state = row.querySelector(".state");
    attribute(state, "data-kind", kind);
    text(state, word);
    state.hidden = mark === "new";
    row.querySelector(".mark").hidden = mark === "";
    text(row.querySelector(".mark"), `${mark}, not saved`);
    if (visitor.mayChange) {
      row.querySelector(".up").disabled = place === 0;
      row.querySelector(".down").disabled = place === draft.rules.length - 1;
    }
  }

  #move(rule, place) {
    const focused = document.activeElement;
    this.#deeds.move(rule, place);
    if (focused?.disabled) {
      focused.parentElement.querySelector(".arrow:enabled")?.focus();
    } else {
      focused?.focus();
    }
  }

  #drag(row, rule, place) {
    const clear = () => row.classList.remove("over", "under");
    row.addEventListener("dragstart", event => {
      this.#lifted = rule();
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", this.#lifted.name);
      row.classList.add("lifted");
    });
    row.addEventListener("dragend", () => {
      this.#lifted = null;
      row.classList.remove("lifted");
    });
    row.addEventListener("dragover", event => {
      if (this.#lifted && this.#lifted !== rule()) {
        event.preventDefault();
        const below = event.offsetY > row.offsetHeight / 2 && event.target === row;
        row.classList.toggle("under", below);
        row.classList.toggle("over", !below);
      }
    });
    row.addEventListener("dragleave", clear);
    row.addEventListener("drop", event => {
      event.preventDefault();
      const lifted = this.#lifted;
      const under = row.classList.contains("under");
      clear();
      if (lifted && lifted !== rule()) {
        const list = [...row.parentElement.children].map(child => child.dataset.key).filter(name => name !== lifted.name);
        this.#deeds.move(lifted, list.indexOf(rule().name) + (under ? 1 : 0));
      }
    });
  }
}
