/* Questions to the gateway and requests that change it. */

const TOKEN = document.querySelector("meta[name=gateway-token]").content;
const PATIENCE = 15000;

/** What this visitor may do; the server checks it again. */
export const visitor = {
  mayChange: document.body.dataset.mayChange === "true",
  maySeeContent: document.body.dataset.maySeeContent === "true",
};

/** An answer that says why there is none; the message is a sentence for the visitor. */
export class ServerProblem extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }

  /** Nobody answered at all. */
  get lost() {
    return this.status === 0;
  }
}

let ahead = 0;

/** The server's clock, in milliseconds since 1970, good to a second. */
export function serverNow() {
  return Date.now() + ahead;
}

async function send(path, options) {
  let response;
  try {
    response = await fetch("json/" + path, {
      ...options, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new ServerProblem("The gateway's console does not answer.", 0);
  }
  const date = Date.parse(response.headers.get("Date"));
  if (date && Math.abs(date - serverNow()) > 1500) {
    ahead = date - Date.now();
  }
  return response;
}

async function json(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

async function value(response) {
  const answer = await json(response);
  if (response.ok) {
    return answer;
  }
  if (response.status === 401) {
    throw new ServerProblem("You are not logged in any more. Load the page again to log in.", 401);
  }
  throw new ServerProblem(answer.problem ?? `The console answered with status ${response.status}.`, response.status);
}

/** A question that is asked again and again: answers null while nothing has changed. */
export class Question {
  #path;
  #tag = null;
  #asked = null;

  constructor(path) {
    this.#path = path;
  }

  async ask(parameters = {}) {
    const query = new URLSearchParams(parameters).toString();
    const path = query ? `${this.#path}?${query}` : this.#path;
    if (path !== this.#asked) {
      this.#tag = null;
    }
    const response = await send(path, {headers: this.#tag ? {"If-None-Match": this.#tag} : {}});
    if (response.status === 304) {
      return null;
    }
    this.#tag = null;
    const answer = await value(response);
    this.#tag = response.headers.get("ETag");
    this.#asked = path;
    return answer;
  }

  /** The next answer comes whole, changed or not. */
  forget() {
    this.#tag = null;
  }
}

/** Has something done or tried. */
export async function perform(deed, request) {
  return value(await send(deed, {
    method: "POST",
    headers: {"Content-Type": "application/json", "X-Gateway-Token": TOKEN},
    body: JSON.stringify(request),
  }));
}
