/* Layouts of lists that were learnt: shown with their evidence, exported, imported, forgotten. */

import {attribute, byId, list, make, text} from "./dom.js";
import {say} from "./live.js";
import {perform, visitor} from "./server.js";
import {sentence, sentences} from "./standing.js";
import {ago, count, plural} from "./words.js";

const STATES = {
  in_use: ["good", "In use"],
  candidate: ["", "Not yet in use"],
  withdrawn: ["bad", "Withdrawn"],
};
/** As large as a request may be; most of it is the file. */
const MOST_BYTES = 1000000;

/** The table of layouts and its dialogs. */
export class Layouts {
  #changed;
  #forgotten = null;

  /** @param changed called when layouts were imported or forgotten */
  constructor(changed) {
    this.#changed = changed;
    byId("import").hidden = !visitor.mayChange;
    byId("import").addEventListener("click", () => byId("adopt").showModal());
    byId("adopt-cancel").addEventListener("click", () => byId("adopt").close());
    byId("file").addEventListener("change", () => this.#read());
    byId("adopt-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#adopt();
    });
    byId("forget-no").addEventListener("click", () => byId("forget").close());
    byId("forget-yes").addEventListener("click", () => this.#forget());
  }

  show(layouts) {
    list(byId("layouts"), layouts, ({id}) => id, layout => this.#row(layout), fill);
    byId("no-layouts").hidden = layouts.length > 0;
    byId("layouts").parentElement.hidden = layouts.length === 0;
    byId("export").hidden = !layouts.some(({state}) => state === "in_use");
  }

  #row({id, title, application}) {
    return make("tr", {},
      make("td", {"data-label": "Layout"}, make("b", {}, title), make("span", {class: "below"}, application)),
      make("td", {"data-label": "State"}, make("div", {}, make("span", {class: "chip"}),
        make("span", {class: "below"}))),
      make("td", {"data-label": "Evidence"}, make("ul")),
      make("td", {"data-label": "Form"}, make("div", {}, make("ul"),
        make("details", {}, make("summary", {}, "Examples"), make("ul")))),
      make("td", {"data-label": "Actions"}, visitor.mayChange ? make("button", {class: "plain", type: "button",
        "aria-label": `Forget ${title}`, onclick: () => this.#ask(id, title)}, "Forget") : null));
  }

  #ask(id, title) {
    this.#forgotten = {id, title};
    text(byId("forget-text"), `What was found out of ${title} is lost, also why it was withdrawn if it was. `
      + "It may be learnt again from traffic.");
    byId("forget").showModal();
  }

  async #forget() {
    const {id, title} = this.#forgotten;
    byId("forget").close();
    try {
      await perform("forget-layout", {layout: id});
      say(`${title} is forgotten.`);
    } catch (problem) {
      say(problem.message, "bad");
    }
    this.#changed();
  }

  async #read() {
    const [file] = byId("file").files;
    if (!file) {
      return;
    }
    if (file.size > MOST_BYTES) {
      wrong(`${file.name} is larger than a megabyte.`);
      return;
    }
    byId("file-text").value = await file.text();
    wrong("");
  }

  async #adopt() {
    byId("adopt-apply").disabled = true;
    try {
      const {layouts} = await perform("adopt-layouts", {file: byId("file-text").value});
      byId("adopt").close();
      byId("adopt-form").reset();
      wrong("");
      say(`${plural(layouts, "layout is", "layouts are")} taken into use.`);
      this.#changed();
    } catch (problem) {
      wrong(problem.message);
    }
    byId("adopt-apply").disabled = false;
  }
}

function wrong(words) {
  text(byId("adopt-problem"), words);
  byId("adopt-problem").hidden = words === "";
}

function fill(row, layout) {
  const [, state, evidence, form] = row.children;
  const [mark, reason] = state.firstElementChild.children;
  const [kind, word] = STATES[layout.state] ?? ["", layout.state];
  attribute(mark, "data-kind", kind);
  text(mark, word);
  text(reason, sentence(layout.reason));
  sentences(evidence.firstElementChild, proof(layout));
  const [places, examples] = form.firstElementChild.children;
  sentences(places, layout.form);
  examples.hidden = layout.examples.length === 0;
  sentences(examples.lastElementChild, layout.examples);
}

function proof({confirmed, contacted, listed, substituted, substitutedContacted, seen}) {
  return [
    confirmed === 0 ? "Not confirmed here yet"
      : `${plural(confirmed, "message")} confirmed it${seen > 0 ? `, the last ${ago(seen)}` : ""}`,
    ...listed > 0 ? [`${count(contacted)} of ${plural(listed, "listed peer")} ${contacted === 1 ? "was" : "were"} contacted`] : [],
    ...substituted > 0 ? [`${count(substitutedContacted)} of ${plural(substituted, "peer")} put in ${
      substitutedContacted === 1 ? "was" : "were"} contacted`] : [],
  ];
}
