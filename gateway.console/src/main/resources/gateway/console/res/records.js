/* Records: searched by the gateway when the visitor asks, since each search is a look that is written down. */

import {Conversation} from "./conversation.js";
import {byId, list, make, text} from "./dom.js";
import {Live} from "./live.js";
import {create, kinds} from "./record-row.js";
import {Question, visitor} from "./server.js";
import {moment, plural} from "./words.js";

const FIELDS = ["text", "who", "application", "kind", "from", "to"];
const question = new Question("records");
const watched = new Question("looks");
const wanted = {};
let shown = [];
let more = false;
let asked = false;

byId("denied").hidden = visitor.maySeeContent;
byId("content").hidden = !visitor.maySeeContent;
byId("kind").append(make("option", {value: ""}, "all"),
  ...Object.entries(kinds).map(([kind, word]) => make("option", {value: kind}, word)));

const conversation = new Conversation(byId("conversation"), () => live.now());

const live = new Live(async () => {
  if (!visitor.maySeeContent) {
    return;
  }
  if (!asked) {
    show(await ask({}));
    asked = true;
  }
  const looks = (await watched.ask())?.looks;
  if (looks) {
    list(byId("looks"), looks, ({at, user, asked: what}) => `${at} ${user} ${what}`, look);
  }
});

byId("search").addEventListener("submit", event => {
  event.preventDefault();
  for (const name of FIELDS) {
    const value = byId(name).value.trim();
    wanted[name] = name === "from" || name === "to" ? Date.parse(value) || "" : value;
  }
  asked = false;
  live.now();
});

byId("more").addEventListener("click", async event => {
  event.target.disabled = true;
  try {
    const answer = await ask({before: shown.at(-1).id});
    show({records: [...shown, ...answer.records], more: answer.more});
  } catch {
    // The next turn says what is wrong.
  }
  event.target.disabled = false;
  live.now();
});

/** The question is asked in full each time: what is shown has been looked at. */
async function ask(change) {
  question.forget();
  const filled = Object.entries({...wanted, ...change}).filter(([, value]) => value !== "");
  return question.ask(Object.fromEntries(filled));
}

function show(answer) {
  ({records: shown, more} = answer);
  list(byId("records"), shown, ({id}) => id, record => create(record, id => conversation.open(id)));
  text(byId("counts"), shown.length === 0 ? "" : `${plural(shown.length, "record")}${more ? ", and earlier ones" : ""}`);
  byId("pages").hidden = !more;
  const none = byId("none");
  none.hidden = shown.length > 0;
  const anything = FIELDS.some(name => wanted[name]);
  none.replaceChildren(make("strong", {}, anything ? "No record matches" : "No records"), anything
    ? "Look for less, or for a longer time." : "What flows carry is recorded where a rule says so: action audit.");
}

const look = ({at, user, asked: what}) => make("li", {}, make("span", {}, moment(at)), make("bdi", {}, user),
  make("bdi", {}, what));
