/* The columns of the table of flows, and how a row is filled. */

import {attribute, make, text} from "./dom.js";
import {serverNow} from "./server.js";
import {agoShort, bitRate, bytes, decisions, moment, places, ruleWord} from "./words.js";

export const columns = [
  {title: "Application", order: "application"},
  {title: "Client", order: "client"},
  {title: "Server", order: "server"},
  {title: "Rate", order: "rate", number: true, largestFirst: true},
  {title: "Bytes", order: "bytes", number: true, largestFirst: true},
  {title: "Began", order: "started", number: true, largestFirst: true},
  {title: "Last packet", order: "last", number: true, largestFirst: true},
  {title: "Decision"},
];

/** Bits a second since it began, as the gateway sorts by it; a flow of one moment counts as one of a second. */
export const rate = flow =>
  8000 * (flow.bytesToServer + flow.bytesToClient) / Math.max(1000, serverNow() - flow.started);

export const chip = ([kind, word]) => make("span", {class: "chip", "data-kind": kind}, word);

/** Fills a row. */
export function cells(row, flow) {
  const [application, client, server, speed, size, began, last, decision] = row.children;
  text(application.firstElementChild, flow.application);
  file(application, flow.name);
  text(client, flow.client);
  text(server, flow.server);
  text(speed, bitRate(rate(flow)));
  text(size, bytes(flow.bytesToServer + flow.bytesToClient));
  text(began, moment(flow.started));
  text(last, agoShort(flow.last));
  verdict(decision, flow);
}

function file(cell, name) {
  let line = cell.querySelector(".file");
  if (name && !line) {
    line = make("bdi", {class: "file"});
    cell.append(line);
  }
  if (line) {
    text(line, name ?? "");
    attribute(line, "title", name ?? null);
  }
}

function verdict(cell, flow) {
  const [kind, word] = decisions[flow.decision] ?? ["", flow.decision];
  if (!cell.firstElementChild) {
    cell.append(make("div", {}, chip([kind, word]), make("span", {class: "why"})));
  }
  const [mark, why] = cell.firstElementChild.children;
  attribute(mark, "data-kind", kind);
  text(mark, word);
  text(why, flow.place === "orphaned" || flow.place === "classifying" || flow.place === "reading"
    ? places[flow.place] : ruleWord(flow.rule));
}
