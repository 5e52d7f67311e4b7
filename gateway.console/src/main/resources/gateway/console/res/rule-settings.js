/* The settings of a rule: how they are called, explained and put into a sentence. */

import {duration} from "./words.js";

/** In the order of the form. A setting that is not here is kept, and can be changed as it is. */
export const settings = [
  {key: "action", title: "Action", choices: [["allow", "allow"], ["block", "block"], ["monitor", "monitor"],
    ["audit", "audit"], ["scan", "scan"], ["localize", "localize"],
    ["delay", "delay"]],
    help: "Block drops the flow and resets both ends. Monitor lets it pass and writes down what would have been done. "
      + "Audit records what the flow carries, scan has its files scanned, localize puts near peers into its lists; "
      + "whatever other rules do with it."},
  {key: "application", title: "Applications", example: "bittorrent, http",
    help: "One or several, as the list of flows names them."},
  {key: "client", title: "Our addresses", example: "10.1.0.0/16, 2001:db8:1::/48",
    help: "Networks or single addresses on our side."},
  {key: "peer", title: "Other addresses", example: "203.0.113.0/24", help: "Networks or single addresses on the other side."},
  {key: "initiator", title: "Opened by", choices: [["", "anyone"], ["inside", "our side"], ["outside", "the other side"]],
    help: "Who sent the first packet of the connection."},
  {key: "time", title: "Time", example: "Mon-Fri 08:00-17:30", help: "Days and hours in which the rule holds."},
  {key: "fileName", title: "File names", example: "*.exe, setup?.msi",
    help: "Patterns with * and ? for what is asked for. Such flows have to be read."},
  {key: "keywords", title: "Keywords", example: "umbra, \"one, two\"",
    help: "Words that are looked for in what people write; in quotation marks where a comma belongs to one. Such flows have to be read."},
  {key: "keywordsFile", title: "Keywords in a file", example: "rude.keywords",
    help: "A file in conf/ with one keyword in each line."},
  {key: "keywordMatch", title: "A keyword counts", choices: [["", "as a word"], ["substring", "also within a word"]],
    help: "Languages without blanks between words have no borders: keywords of theirs count everywhere."},
  {key: "keywordIn", title: "Look for keywords in", example: "chat, fileName, search", help: "Empty for all three."},
  {key: "onKeyword", title: "On a keyword", choices: [["", "refuse the flow"], ["overwrite", "overwrite it and go on"]],
    help: "With action block. What cannot be overwritten in full is refused."},
  {key: "overwriteWith", title: "Overwrite with", example: "*", help: "One letter or digit, or one of * - . _"},
  {key: "lists", title: "Lists of peers", choices: [["", "near peers in place of far ones"], ["reorder", "nearest first"],
      ["keep", "as they are"]], help: "With action localize; as they are only where far peers are redirected."},
  {key: "redirect", title: "Who asks a far peer", choices: [["", "reaches it"], ["true", "is led to a near one"]],
    help: "With action localize. The kernel leads new connections; near peers of our own side are not used for it."},
  {key: "farPeers", title: "Far peers that stay", example: "1", numeric: true, help: "With action localize: in each list."},
  {key: "leastPeers", title: "Peers that a client needs", example: "4", numeric: true,
    help: "With action localize: where fewer near ones are known, so many more far ones stay."},
  {key: "controlPercent", title: "Left alone", example: "5", numeric: true,
    help: "With action localize: of a hundred clients so many, to compare with."},
  {key: "adaptSeconds", title: "Judge rates over", example: "10", numeric: true,
    help: "With action localize: seconds. Clients that become slower get far peers back; 0: they do not."},
  {key: "inTransfers", title: "Connections with data", choices: [["", "are read for lists, too"], ["false", "are not"]],
    help: "With action localize: peer exchange goes over them. They are read for good then."},
  {key: "farMillis", title: "Wait to far peers", example: "100", numeric: true, help: "With action delay: milliseconds."},
  {key: "farthestMillis", title: "Wait to the farthest", example: "300", numeric: true,
    help: "With action delay: milliseconds, to other continents and to peers of which nothing is known."},
  {key: "cacheSeconds", title: "Keep out for", example: "600", numeric: true,
    help: "Seconds for which the kernel drops new connections of a refused pair by itself; 0 for none."},
];

/** Its place in the list says it. */
const PLACE = "order";

const known = new Set([PLACE, ...settings.map(({key}) => key)]);

/** Settings that this page does not know. */
export const others = rule => Object.keys(rule.settings).filter(key => !known.has(key));

const VERBS = {allow: "Allow", block: "Block", monitor: "Watch", audit: "Record", scan: "Scan files of",
  localize: "Localize"};

/** A rule in one sentence: the verb, and the rest of it. */
export function sentence({settings: value}) {
  const action = (value.action ?? "").toLowerCase();
  const parts = [value.application ? value.application.replaceAll(/\s*,\s*/g, ", ") : "every application"];
  if (value.client) {
    parts.push(`of ${value.client}`);
  }
  if (value.peer) {
    parts.push(`with ${value.peer}`);
  }
  if (value.initiator && value.initiator.toLowerCase() !== "any") {
    parts.push(`opened from ${value.initiator.toLowerCase()}`);
  }
  if (value.fileName) {
    parts.push(`for files ${value.fileName}`);
  }
  if (value.keywords || value.keywordsFile) {
    const words = [value.keywords, value.keywordsFile].filter(Boolean).join(" and those of ");
    const places = value.keywordIn ? ` in ${value.keywordIn}` : "";
    const gentle = (value.onKeyword ?? "").toLowerCase() === "overwrite" ? ", by overwriting it" : "";
    parts.push(`where ${words} is said${places}${gentle}`);
  }
  if (value.time) {
    parts.push(`at ${value.time}`);
  }
  if (/^[1-9][0-9]*$/.test(value.cacheSeconds ?? "")) {
    parts.push(`and keep the pair out for ${duration(value.cacheSeconds * 1000)}`);
  }
  return [VERBS[action] ?? (action ? `Do "${action}" with` : "No action for"), parts.join(" ")];
}
