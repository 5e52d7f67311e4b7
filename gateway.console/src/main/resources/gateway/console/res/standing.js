/* How things stand: numbers with their names, and sentences of bundles. */

import {list, make, text} from "./dom.js";

/** Fills a list with pairs [number, name]. */
export function tally(parent, pairs) {
  list(parent, pairs, ([, name]) => name, ([, name]) => make("li", {}, make("b"), make("span", {}, name)),
    (item, [value]) => text(item.firstElementChild, value));
}

/** A sentence out of words that may lack its beginning and end. */
export function sentence(words) {
  return words ? words[0].toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".") : "";
}

/** Fills a list with sentences. */
export function sentences(parent, words) {
  const numbered = words.map((word, at) => [at, word]);
  list(parent, numbered, pair => pair.join(" "), ([, word]) => make("li", {}, sentence(word)));
}
