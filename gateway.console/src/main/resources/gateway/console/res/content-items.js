/* Contents with their peers. All of it comes from the wire: it is only ever set as text. */

import {attribute, list, make, text} from "./dom.js";
import {agoShort, count, plural} from "./words.js";

const FARTHEST = 1000;
const newest = new WeakMap();

/** Makes the item of a content; its peers are shown once it is opened. */
export function contentItem({application, content}) {
  const peers = make("tbody");
  const table = make("table", {class: "cards peers"}, make("thead", {}, make("tr", {},
    ...["Peer", "Distance", "Last seen", "Named by", "Asked in another's place"].map(name =>
      make("th", {scope: "col"}, name)))), peers);
  const details = make("details", {}, make("summary", {},
    make("span", {class: "what"}, make("b", {}, application), content ? make("bdi", {class: "content"}, content) : null),
    make("span", {class: "share"}, make("meter", {min: 0, "aria-label": "Share of near peers"}), make("span")),
    make("span", {class: "seen"})), table, make("p", {class: "rest soft", hidden: true}));
  const item = make("li", {}, details);
  details.addEventListener("toggle", () => fillPeers(item));
  return item;
}

/** Fills in what changes. */
export function fillContent(item, content) {
  newest.set(item, content);
  const [meter, words] = item.querySelector(".share").children;
  attribute(meter, "max", Math.max(1, content.known));
  attribute(meter, "value", content.near);
  text(words, `${count(content.near)} near of ${plural(content.known, "peer")}`);
  text(item.querySelector(".seen"), agoShort(content.seen));
  fillPeers(item);
}

function fillPeers(item) {
  const details = item.firstElementChild;
  const {peers, known} = newest.get(item);
  if (!details.open) {
    return;
  }
  list(details.querySelector("tbody"), peers, ({peer}) => peer, peerRow, fillPeer);
  const rest = details.querySelector(".rest");
  rest.hidden = known <= peers.length;
  text(rest, `The nearest ${count(peers.length)} are shown.`);
}

function peerRow({peer}) {
  return make("tr", {},
    make("td", {"data-label": "Peer"}, make("b", {}, peer)),
    make("td", {"data-label": "Distance"}, make("div", {class: "cost"}, make("span", {class: "chip"}),
      make("progress", {max: FARTHEST, "aria-label": "Cost"}), make("span"))),
    make("td", {"data-label": "Last seen"}),
    make("td", {"data-label": "Named by"}),
    make("td", {"data-label": "Asked in another's place"}));
}

function fillPeer(row, {cost, near, present, seen, lists, answers, silences}) {
  const [, distance, last, named, asked] = row.children;
  const [mark, bar, number] = distance.firstElementChild.children;
  attribute(mark, "data-kind", near ? "good" : "");
  text(mark, near ? "near" : "far");
  attribute(bar, "value", cost);
  text(number, cost);
  text(last, agoShort(seen));
  text(named, plural(lists, "list"));
  const said = [answers > 0 ? `answered ${plural(answers, "time")}` : "",
    silences > 0 ? `silent ${plural(silences, "time")} in a row` : ""].filter(word => word);
  text(asked, (said.join(", ") || "not yet") + (present ? "" : ": out until a list names it again"));
}
