/* Near and far: what becomes of lists, which peers are known, and how lists are written that no bundle reads. */

import {attribute, byId, list, text} from "./dom.js";
import {contentItem, fillContent} from "./content-items.js";
import {Effects} from "./effects.js";
import {Layouts} from "./layouts.js";
import {Live} from "./live.js";
import {Places} from "./places.js";
import {Question} from "./server.js";
import {sentence, sentences, tally} from "./standing.js";
import {count, plural} from "./words.js";

const question = new Question("localization");
const distance = new Question("distance");

const places = new Places();
const effects = new Effects();

const layouts = new Layouts(() => {
  question.forget();
  live.now();
});

const live = new Live(async () => {
  const [answer] = await Promise.all([question.ask(), places.turn()]);
  if (answer) {
    show(answer);
  }
});

function show(answer) {
  const {lists, redirects, sources, contents} = answer;
  text(byId("counts"), plural(lists.read, "list of peers was read", "lists of peers were read"));
  const [kind, title, words] = standing(answer);
  attribute(byId("standing"), "data-kind", kind);
  text(byId("standing-title"), title);
  text(byId("standing-sentence"), words);
  tally(byId("lists"), [
    [count(lists.changed), "lists changed"],
    [count(lists.kept), "kept, nothing to improve"],
    [count(lists.control), "left alone, to compare with"],
    [count(lists.passed), "passed, a part had gone on"],
    [count(lists.unwritable), "passed, no room"],
    [count(lists.replaced), "places given to near peers"],
    [count(lists.moved), "places exchanged"],
  ]);
  tally(byId("redirects"), [
    [count(redirects.now), "far peers redirected now"],
    [count(redirects.all), "redirected since the start"],
    [count(redirects.answered), "redirected flows answered"],
    [count(redirects.givenUp), "given up"],
  ]);
  sentences(byId("sources"), sources);
  byId("sources").hidden = sources.length === 0;
  list(byId("contents"), contents, ({key}) => key, contentItem, fillContent);
  byId("no-contents").hidden = contents.length > 0;
  effects.show(answer.effects);
  layouts.show(answer.layouts);
}

/** How things stand: [kind, title, sentence]. */
function standing({wanted, there, problem}) {
  if (!wanted) {
    return ["", "No list is changed", "No rule has the action localize."
      + (there ? " Lists that are read teach the localizer all the same." : " No bundle brings a localizer either.")];
  }
  if (!there) {
    return ["bad", "No localizer", "Rules want lists of peers changed, but no bundle does that. They pass as they are."];
  }
  return problem ? ["warn", "Lists are changed, not all is well", sentence(problem)]
    : ["good", "Lists are changed", "Lists of peers that rules want changed get near peers."];
}

byId("distance").addEventListener("submit", async event => {
  event.preventDefault();
  const problem = byId("distance-problem");
  const reasons = byId("reasons");
  distance.forget();
  try {
    const answer = await distance.ask({client: byId("client").value, peer: byId("peer").value});
    sentences(reasons, answer.sentences);
    reasons.hidden = false;
    problem.hidden = true;
  } catch (why) {
    text(problem, sentence(why.message));
    problem.hidden = false;
    reasons.hidden = true;
  }
});
