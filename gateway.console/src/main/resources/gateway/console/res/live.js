/* Keeps a page up to date: asks every two seconds while somebody can see it, says so, and recovers from silence. */

import {byId, text} from "./dom.js";

const PERIOD = 2000;
const LONGEST_PAUSE = 10000;

const button = byId("live");
const notice = byId("notice");

/** Polls until the page is left. */
export class Live {
  #turn;
  #timer = null;
  #failures = 0;
  #paused = false;
  #answered = false;
  #busy = false;
  #again = false;

  /** @param turn asks and shows; called once at a time */
  constructor(turn) {
    this.#turn = turn;
    button.title = "Pause or go on";
    button.addEventListener("click", () => this.#pause(!this.#paused));
    document.addEventListener("visibilitychange", () => this.now());
    this.now();
  }

  /** Asks at once: what the visitor wants to see has changed. */
  now() {
    clearTimeout(this.#timer);
    if (document.hidden) {
      return;
    }
    if (this.#busy) {
      this.#again = true;
    } else {
      this.#run();
    }
  }

  async #run() {
    this.#busy = true;
    do {
      this.#again = false;
      try {
        await this.#turn();
        this.#well();
      } catch (problem) {
        this.#ill(problem);
      }
    } while (this.#again);
    this.#busy = false;
    if (!this.#paused && !document.hidden) {
      this.#timer = setTimeout(() => this.now(), Math.min(PERIOD * 2 ** this.#failures, LONGEST_PAUSE));
    }
  }

  #pause(paused) {
    this.#paused = paused;
    if (paused) {
      clearTimeout(this.#timer);
      this.#state("paused", "Paused");
    } else {
      this.now();
    }
  }

  #well() {
    if (!this.#answered) {
      this.#answered = true;
      performance.mark("shown");
    }
    this.#failures = 0;
    if (notice.dataset.from === "live") {
      notice.hidden = true;
    }
    if (!this.#paused) {
      this.#state("live", "Live");
    }
  }

  #ill(problem) {
    this.#failures++;
    if (problem.status === undefined) {
      console.error(problem);
    }
    this.#state("lost", problem.lost ? "Connection lost" : "No answer");
    const since = problem.status === 401 ? "" : this.#answered ? " What you see is the last answer; trying again."
      : " Trying again.";
    show(notice, problem.message + since, "bad", "live");
  }

  #state(state, word) {
    button.dataset.state = state;
    text(button, word);
  }
}

function show(element, sentence, kind, from) {
  text(element, sentence);
  element.dataset.kind = kind;
  element.dataset.from = from;
  element.hidden = false;
}

let timer = null;

/** Says how something that the visitor did came out. */
export function say(sentence, kind = "good") {
  show(notice, sentence, kind, "deed");
  clearTimeout(timer);
  if (kind === "good") {
    timer = setTimeout(() => { notice.hidden = true; }, 6000);
  }
}
