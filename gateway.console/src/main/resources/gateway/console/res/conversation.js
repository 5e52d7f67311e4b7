/* A conversation as it was: who wrote what, one after the other. */

import {byId, list, make, text} from "./dom.js";
import {say} from "./live.js";
import {Question} from "./server.js";
import {moment, plural} from "./words.js";

/** The dialog that shows one. */
export class Conversation {
  #dialog;
  #asked;
  #question = new Question("conversation");
  #id = null;
  #messages = [];

  /** @param asked called when something was asked of the gateway */
  constructor(dialog, asked) {
    this.#dialog = dialog;
    this.#asked = asked;
    byId("close").addEventListener("click", () => dialog.close());
    byId("earlier").addEventListener("click", () => this.#more({before: this.#messages[0].id}));
  }

  /** Shows the conversation that a message is part of. */
  async open(id) {
    this.#id = id;
    this.#messages = [];
    if (await this.#more({})) {
      this.#dialog.showModal();
      this.#dialog.querySelector(".asked")?.scrollIntoView({block: "center"});
    }
  }

  async #more(change) {
    try {
      this.#question.forget();
      const {records, more} = await this.#question.ask({id: this.#id, ...change});
      this.#messages = [...records.reverse(), ...this.#messages];
      byId("earlier").hidden = !more;
      this.#show();
      this.#asked();
      return true;
    } catch (problem) {
      say(problem.message, "bad");
      return false;
    }
  }

  #show() {
    const people = [...new Set(this.#messages.flatMap(({from, to}) => [from, to]))].filter(Boolean);
    const writers = [...new Set(this.#messages.map(({from}) => from))];
    text(byId("conversation-title"), people.join(", ") || "Conversation");
    text(byId("conversation-where"), this.#messages.length === 0 ? ""
      : `${plural(this.#messages.length, "message")}, ${this.#messages[0].application}`);
    list(byId("messages"), this.#messages, ({id}) => id, message => make("li",
      {"data-side": writers.indexOf(message.from) % 2 === 1 ? "right" : "left",
        class: message.id === this.#id ? "asked" : null},
      make("p", {class: "by"}, make("bdi", {}, message.from || "?"), `, ${moment(message.at)}`),
      make("bdi", {class: "bubble"}, message.text)));
  }
}
