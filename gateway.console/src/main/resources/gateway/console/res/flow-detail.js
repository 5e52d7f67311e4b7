/* One flow: what it is, what happens to it and why, and what a visitor may do about it. */

import {byId, make, text} from "./dom.js";
import {chip, rate} from "./flow-table.js";
import {say} from "./live.js";
import {perform, Question, visitor} from "./server.js";
import {ago, bitRate, bytes, count, decisions, duration, moment, places, ruleWord} from "./words.js";

const ANSWERS = {yes: ["good", "yes"], no: ["", "no"], later: ["warn", "later"]};
const SIDES = {client: "the client", server: "the server", both: "both ends", neither: "neither end"};
const OUTCOMES = {
  allow: "It is allowed", block: "It is refused", monitor: "It passes, and is watched",
  undecided: "It is not decided yet: more has to be known",
};

/** A dialog that stays up to date while it is open. */
export class FlowDetail {
  #dialog;
  #changed;
  #question = new Question("flow");
  #id = null;
  #flow = null;

  /** @param changed called when something was done to the flow */
  constructor(dialog, changed) {
    this.#dialog = dialog;
    this.#changed = changed;
    dialog.addEventListener("close", () => { this.#id = null; });
    dialog.addEventListener("click", event => event.target === dialog && dialog.close());
    byId("close").addEventListener("click", () => dialog.close());
    byId("release").addEventListener("click", () => this.#do("release", "The flow is released."));
    byId("refuse").addEventListener("click", () => this.#ask());
    byId("confirm-no").addEventListener("click", () => byId("confirm").close());
    byId("confirm-yes").addEventListener("click", () => {
      byId("confirm").close();
      this.#do("refuse", "The flow is refused.");
    });
  }

  async open(id) {
    this.#id = id;
    this.#flow = null;
    this.#question.forget();
    try {
      await this.refresh();
    } catch (problem) {
      say(problem.message, "bad");
      return;
    }
    if (this.#flow) {
      this.#dialog.showModal();
    }
  }

  /** Asks again, if it is open. */
  async refresh() {
    if (this.#id === null) {
      return;
    }
    try {
      const answer = await this.#question.ask({id: this.#id});
      if (answer) {
        this.#show(answer);
      }
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      this.#gone(problem);
    }
  }

  #gone(problem) {
    this.#id = null;
    if (this.#flow) {
      byId("detail-gone").hidden = false;
      this.#buttons(false);
    } else {
      say(problem.message, "bad");
    }
  }

  #show({flow, decision, rule, steps}) {
    this.#flow = flow;
    text(byId("detail-title"), flow.application);
    text(byId("detail-where"), `${flow.client} → ${flow.server}`);
    byId("detail-gone").hidden = true;
    byId("detail-facts").replaceChildren(...facts(flow)
      .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
    byId("detail-outcome").replaceChildren(chip(decisions[decision] ?? ["", decision]),
      ` ${OUTCOMES[decision] ?? decision}${decision === "undecided" ? "" : ` (${ruleWord(rule)})`}.`);
    byId("detail-steps").replaceChildren(...steps.map(({rule: asked, answer, reason}) => make("li", {},
      chip(ANSWERS[answer] ?? ["", answer]),
      make("p", {}, make("b", {}, asked), make("span", {class: "below"}, reason)))));
    this.#buttons(visitor.mayChange);
  }

  #buttons(some) {
    byId("release").hidden = !some || this.#flow.decision === "allow" && this.#flow.place === "kernel";
    byId("refuse").hidden = !some || this.#flow.place === "refused";
  }

  #ask() {
    text(byId("confirm-text"), `${this.#flow.application} from ${this.#flow.client} to ${this.#flow.server} is cut off `
      + "at once: both ends get a reset, and nothing more of it passes. Later connections are for the rules again.");
    byId("confirm").showModal();
  }

  async #do(deed, done) {
    try {
      await perform(deed, {id: this.#flow.id});
      say(done);
      this.#dialog.close();
    } catch (problem) {
      this.#dialog.close();
      say(problem.message, "bad");
    }
    this.#changed();
  }
}

function facts(flow) {
  const both = (toServer, toClient, format) => `${format(toServer)} to the server, ${format(toClient)} back`;
  return [
    ["Recognised by", flow.identifiedBy || "nobody"],
    ...flow.name ? [["Asked for", make("bdi", {}, flow.name)]] : [],
    ["Connection", `${flow.transport}, ${flow.state}; ours is ${SIDES[flow.inside] ?? flow.inside}`],
    ["Began", `${moment(flow.started)}, lasted ${duration(flow.last - flow.started)}; last packet ${ago(flow.last)}`],
    ["Bytes", both(flow.bytesToServer, flow.bytesToClient, bytes)],
    ["Packets", both(flow.packetsToServer, flow.packetsToClient, count)],
    ["Rate", `${bitRate(rate(flow))} since it began`],
    ["Handled", places[flow.place] ?? flow.place],
  ];
}
