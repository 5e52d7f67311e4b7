/* Files that are scanned on their way: who scans, what is under way, what was found. */

import {attribute, byId, list, make, text} from "./dom.js";
import {Live} from "./live.js";
import {foundRow, transferRow, fillTransfer} from "./scan-rows.js";
import {Question, serverNow} from "./server.js";
import {sentence, tally} from "./standing.js";
import {bytes, count, day, plural} from "./words.js";

const OLD = 7 * 86400000;
const REASONS = {
  too_large: "too large",
  encrypted: "encrypted",
  out_of_sequence: "out of sequence",
  scanner_down: "scanner down",
  deadline: "no verdict in time",
  busy: "too much to do",
  unreadable: "unreadable",
  cancelled: "given up by its client",
};

const question = new Question("scans");

new Live(async () => {
  const answer = await question.ask();
  if (answer) {
    show(answer);
  }
});

function show(answer) {
  const {underWay, transfers, found} = answer;
  text(byId("counts"), `${count(underWay)} on their way`
    + (transfers.length < underWay ? `, the first ${transfers.length} are shown` : ""));
  const [kind, title, sentence] = standing(answer);
  attribute(byId("scanner"), "data-kind", kind);
  text(byId("scanner-title"), title);
  text(byId("scanner-sentence"), sentence);
  tally(byId("facts"), scannerFacts(answer));
  tally(byId("counters"), outcomes(answer.counts));
  list(byId("transfers"), transfers, ({flow, since, from}) => `${flow} ${since} ${from}`, transferRow, fillTransfer);
  none(byId("no-transfers"), transfers, answer);
  list(byId("found"), found, ({at, flow, signature}) => `${at} ${flow} ${signature}`, foundRow);
  byId("no-found").hidden = found.length > 0;
}

/** How things stand: [kind, title, sentence]. */
function standing({wanted, blocked, scanner}) {
  const fate = blocked ? "Files that rules want scanned are refused." : "Files that rules want scanned pass unscanned.";
  if (!wanted) {
    return ["", "Nothing is scanned", "No rule has the action scan."
      + (scanner ? "" : " No bundle brings a scanner either.")];
  }
  if (!scanner) {
    return ["bad", "No scanner", `No bundle brings one. ${fate}`];
  }
  const own = sentence(scanner.sentence);
  if (scanner.phase === "down") {
    return ["bad", "The scanner is down", `${own} ${fate}`];
  }
  if (scanner.phase !== "serving") {
    return ["warn", "The scanner starts", `${own} Files wait for it.`];
  }
  if (scanner.testOnly) {
    return ["warn", "Scanning with test signatures only", `${own} Nothing harmful is found with them.`];
  }
  return scanner.date >= 0 && serverNow() - scanner.date >= OLD
    ? ["warn", "Scanning with old signatures", own] : ["good", "Scanning", own];
}

function scannerFacts({scanner, memory, disk}) {
  const level = ({bytes: used, bound}) => `${bytes(used)} of ${bytes(bound)}`;
  const kept = [[level(memory), "kept in memory"], [level(disk), "kept on disk"]];
  if (!scanner) {
    return kept;
  }
  return [
    [scanner.engine || "not known", "engine"],
    [scanner.signatures < 0 ? "not known" : count(scanner.signatures), scanner.source
      ? `signatures: ${scanner.source}` : "signatures"],
    ...scanner.date < 0 ? [] : [[day(scanner.date), "newest signature"]],
    [count(scanner.running), "scans running"],
    [count(scanner.waiting), "scans waiting"],
    ...kept,
  ];
}

function outcomes({clean, infected, bytes: scanned, unscanned}) {
  return [[count(clean), "clean"], [count(infected), "infected"], [bytes(scanned), "scanned"],
    ...Object.entries(unscanned).filter(([, number]) => number > 0)
      .map(([reason, number]) => [count(number), `not scanned: ${REASONS[reason] ?? reason}`])];
}

function none(element, transfers, {wanted, counts}) {
  element.hidden = transfers.length > 0;
  if (element.hidden) {
    return;
  }
  const seen = counts.clean + counts.infected;
  const [title, words] = wanted
    ? ["No file on its way", seen > 0 ? `${plural(seen, "file was", "files were")} scanned so far.`
      : "Files that rules want scanned are listed here while they pass."]
    : ["No file is scanned", "A rule with the action scan says which are."];
  element.replaceChildren(make("strong", {}, title), words,
    ...wanted ? [] : [" ", make("a", {href: "rules"}, "Rules")]);
}
