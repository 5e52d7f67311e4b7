/* Numbers with units, times, and the words for states. */

import {serverNow} from "./server.js";

const whole = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit", second: "2-digit"});
const dayAndTime = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit"});
const date = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", year: "numeric"});

const DAY = 86400000;

/** 12,345 */
export const count = number => whole.format(Math.round(number));

/** Three digits that matter: 1.23, 12.3, 123. */
function digits(number) {
  const size = Math.abs(number);
  return size >= 99.95 || Number.isInteger(number) ? whole.format(Math.round(number))
    : number.toFixed(size >= 9.995 ? 1 : 2);
}

function scaled(number, units, shown = digits) {
  const step = 1000;
  let unit = 0;
  let rest = number;
  while (Math.abs(rest) >= step * 0.9995 && unit < units.length - 1) {
    rest /= step;
    unit++;
  }
  return `${shown(rest)} ${units[unit]}`;
}

/** 1.5 as 1.5, for axes. */
const plain = number => String(Number(number.toPrecision(3)));

const BITS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];
const MICROS = ["µs", "ms", "s"];

export const bytes = number => scaled(number, ["B", "kB", "MB", "GB", "TB", "PB"]);
export const bitRate = bitsPerSecond => scaled(bitsPerSecond, BITS);
export const micros = number => scaled(number, MICROS);
export const perSecond = number => `${digits(number)}/s`;
export const percent = number => `${number > 90 && number < 100 || number < 10 && number > 0
  ? number.toFixed(1) : Math.round(number)} %`;
/** 12 k, for axes. */
export const short = number => scaled(number, ["", "k", "M", "G"], plain).trim();
export const bitRateTick = number => number === 0 ? "0" : scaled(number, BITS, plain);
export const microsTick = number => number === 0 ? "0" : scaled(number, MICROS, plain);

/** 3 min 12 s */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const parts = [[Math.floor(seconds / 86400), "d"], [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"], [seconds % 60, "s"]];
  const first = parts.findIndex(([number]) => number > 0);
  return first < 0 ? "0 s" : parts.slice(first, first + 2).filter(([number]) => number > 0)
    .map(([number, unit]) => `${number} ${unit}`).join(" ");
}

/** 12 s ago */
export function ago(millis) {
  const age = serverNow() - millis;
  return age < 1500 ? "now" : `${duration(age)} ago`;
}

/** The same in one unit, for tables. */
export function agoShort(millis) {
  const age = serverNow() - millis;
  return age < 1500 ? "now" : `${duration(age).split(" ").slice(0, 2).join(" ")} ago`;
}

/** 14:02:33 today, 3 Aug, 14:02 before. */
export function moment(millis) {
  return serverNow() - millis < DAY ? clock.format(millis) : dayAndTime.format(millis);
}

/** 3 Aug 2026 */
export const day = millis => date.format(millis);

/** 14:02 */
export const minute = millis => clock.format(millis).slice(0, 5);

export const plural = (number, one, many = one + "s") => `${count(number)} ${number === 1 ? one : many}`;

const regions = new Intl.DisplayNames("en", {type: "region"});

/** A country by its two letters; nothing stands for what lies nobody knows where. */
export const countryName = code => code === "" ? "unknown" : /^[A-Z]{2}$/.test(code) ? regions.of(code) : code;

/** An autonomous system by its number, if it is known. */
export const systemName = (number, name) =>
  number === "" ? "unknown" : /^\d+$/.test(number) ? `AS${number}${name ? ` ${name}` : ""}` : number;

/** What was decided: [kind, word]. */
export const decisions = {
  allow: ["good", "allowed"],
  block: ["bad", "refused"],
  monitor: ["warn", "watched"],
  undecided: ["", "undecided"],
};

/** Who handles a flow's packets. */
export const places = {
  classifying: "being classified",
  reading: "its content is read",
  kernel: "the kernel forwards it",
  refused: "dropped by the kernel",
  orphaned: "its bundle is gone",
};

/** A rule's name as people say it. */
export function ruleWord(rule) {
  return {"": "no rule yet", "default": "no rule matches", "operator": "by hand"}[rule] ?? `rule ${rule}`;
}
