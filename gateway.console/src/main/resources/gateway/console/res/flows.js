/* The flows of this moment: searched and sorted by the gateway, shown here. */

import {attribute, byId, list, make, text} from "./dom.js";
import {FlowDetail} from "./flow-detail.js";
import {cells, columns} from "./flow-table.js";
import {Live} from "./live.js";
import {Question} from "./server.js";
import {count, plural} from "./words.js";

const TYPING = 250;
const question = new Question("flows");
const recent = new Question("overview");
const known = new Set(["unidentified"]);

const wanted = {text: "", application: "", order: "bytes", descending: "1", limit: "100"};
let typing = null;

for (const [name, value] of new URLSearchParams(location.search)) {
  if (name in wanted) {
    wanted[name] = value;
  }
}
const sortable = columns.filter(({order}) => order);
if (!sortable.some(({order}) => order === wanted.order)) {
  wanted.order = "bytes";
}

byId("columns").append(...columns.map(column => make("th", {scope: "col", class: column.number ? "number" : null},
  column.order ? make("button", {type: "button", onclick: () => sort(column)}, column.title)
    : make("span", {}, column.title))));
byId("order").append(...sortable.map(({order, title}) => make("option", {value: order}, title)));
byId("text").value = wanted.text;
byId("limit").value = wanted.limit;
offer(wanted.application);

const live = new Live(async () => {
  const answer = await question.ask(wanted);
  if (answer) {
    show(answer);
  }
  await detail.refresh();
});
const detail = new FlowDetail(byId("detail"), () => { question.forget(); live.now(); });

recent.ask({since: 1}).then(answer => answer?.samples.slice(-30).flatMap(({bytes}) => Object.keys(bytes)).forEach(offer),
  () => null);

byId("search").addEventListener("submit", event => event.preventDefault());
byId("text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => want({text: byId("text").value.trim()}), TYPING);
});
byId("application").addEventListener("change", event => want({application: event.target.value}));
byId("limit").addEventListener("change", event => want({limit: event.target.value}));
byId("order").addEventListener("change", event => sort(columns.find(({order}) => order === event.target.value)));

/** The same column again turns the order round. */
function sort(column) {
  const again = wanted.order === column.order;
  const descending = again ? wanted.descending !== "1" : Boolean(column.largestFirst);
  want({order: column.order, descending: descending ? "1" : "0"});
}

/** What is wanted stands in the address too, so that it can be kept and sent. */
function want(change) {
  Object.assign(wanted, change);
  history.replaceState(null, "", "?" + new URLSearchParams(wanted));
  mark();
  live.now();
}

function mark() {
  columns.forEach((column, i) => attribute(byId("columns").children[i], "aria-sort",
    column.order !== wanted.order ? null : wanted.descending === "1" ? "descending" : "ascending"));
  byId("order").value = wanted.order;
}

/** Lets an application be chosen. */
function offer(application) {
  if (application && !known.has(application)) {
    known.add(application);
  }
  const select = byId("application");
  list(select, ["", ...[...known].sort()], name => name, name => make("option", {value: name}, name || "all"));
  select.value = wanted.application;
}

function show({flows, matching, total}) {
  const all = matching === total;
  text(byId("counts"), flows.length === matching ? `${count(matching)}${all ? "" : ` of ${count(total)}`}`
    : `${count(flows.length)} of ${count(matching)}${all ? "" : ` that match, ${count(total)} in all`}`);
  for (const {application} of flows) {
    if (!known.has(application)) {
      offer(application);
    }
  }
  list(byId("flows"), flows, ({id}) => id,
    ({id}) => make("tr", {onclick: () => detail.open(id)}, ...columns.map(({title, number}, i) =>
      make("td", {"data-label": title, class: number ? "number" : null},
        i === 0 ? make("button", {class: "open", type: "button"}) : null))),
    cells);
  const none = byId("none");
  none.hidden = flows.length > 0;
  none.replaceChildren(make("strong", {}, total === 0 ? "No flows" : "No flow matches"), total === 0
    ? "A connection shows up here with its first packet." : `${plural(total, "flow")} in all; look for less.`);
}

mark();
