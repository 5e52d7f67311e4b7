/* A row of the table of records. Text from the wire is only ever set as text, and stands alone in its direction. */

import {make} from "./dom.js";
import {bytes, moment} from "./words.js";

/** The kinds, as people call them. */
export const kinds = {
  message: "message",
  search: "search",
  request: "file asked for",
  offer: "file offered",
  transfer: "transfer",
  file: "file",
  decision: "decision",
  scan: "scan",
  anomaly: "anomaly",
};

const CHIPS = {anomaly: "warn", decision: "warn"};
const HASH_SHOWN = 16;

const foreign = (tag, properties, value) => value ? make(tag, properties, value) : null;

/** Makes it; openConversation is called with the number of a message. */
export function create(record, openConversation) {
  return make("tr", {},
    make("td", {"data-label": "Time"}, make("time", {datetime: new Date(record.at).toISOString()}, moment(record.at))),
    make("td", {"data-label": "Kind"}, make("span", {class: "chip", "data-kind": CHIPS[record.kind] ?? ""},
      kinds[record.kind] ?? record.kind)),
    make("td", {"data-label": "Who"}, ...who(record)),
    make("td", {"data-label": "What"}, ...what(record)),
    make("td", {"data-label": "Actions"}, action(record, openConversation)));
}

function who({from, to, source, destination, application}) {
  const where = `${source} → ${destination}${application ? `, ${application}` : ""}`;
  return from || to
    ? [make("bdi", {}, from || "?"), " → ", make("bdi", {}, to || "?"), make("span", {class: "below"}, where)]
    : [make("span", {}, where)];
}

function what({kind, name, text, size, sha256, stored}) {
  const facts = [];
  if (size >= 0) {
    facts.push(bytes(size));
  }
  if (kind === "file") {
    facts.push(sha256 ? stored ? "stored" : "no longer stored" : "not stored");
  }
  return [foreign("bdi", {class: "name"}, name), foreign("bdi", {class: "said"}, text),
    facts.length > 0 ? make("span", {class: "below"}, facts.join(", ")) : null,
    sha256 ? make("code", {title: sha256}, `SHA-256 ${sha256.slice(0, HASH_SHOWN)}…`) : null]
    .filter(part => part != null);
}

function action({id, kind, sha256, stored}, openConversation) {
  if (kind === "message") {
    return make("button", {class: "plain", type: "button", onclick: () => openConversation(id)}, "Conversation");
  }
  return stored ? make("a", {class: "plain", href: `file/${sha256}`, download: ""}, "Fetch") : null;
}
