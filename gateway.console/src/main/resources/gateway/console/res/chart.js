/* Charts over the last ten minutes, drawn by Chart.js: one look for all of them. */

import "./lib/chart.umd.js";
import {make, text} from "./dom.js";
import {minute, moment} from "./words.js";

const {Chart} = globalThis;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

const MINUTE = 60000;
const SPAN = 10 * MINUTE;

/** A colour of the style sheet, as it is now: light or dark. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Faint enough to let the grid shine through. */
const wash = (hex, share) => hex + Math.round(share * 255).toString(16).padStart(2, "0");

const scheme = matchMedia("(prefers-color-scheme: dark)");

/** A card with a title, the newest value in large type, and lines over time. */
export class TimeChart {
  #chart;
  #options;
  #now;
  #none;
  #legend;
  #series = [];

  /**
   * @param section the card to be filled
   * @param options title; format of values; optional: unit of the axis' ticks, max, stacked, legend, none (words
   *     while there is nothing)
   */
  constructor(section, options) {
    this.#options = options;
    this.#now = make("p", {class: "now"});
    this.#none = make("p", {class: "none"}, "Waiting for the first numbers");
    this.#legend = make("ul", {class: "legend"});
    const canvas = make("canvas", {role: "img", "aria-label": `${options.title}, the last ten minutes`});
    section.append(make("header", {}, make("h2", {}, options.title), this.#now, this.#legend),
      make("div", {class: "plot"}, canvas, this.#none));
    this.#chart = new Chart(canvas, this.#configuration());
    this.#paint();
    scheme.addEventListener("change", () => { this.#paint(); this.#chart.update("none"); });
  }

  /**
   * Shows new points.
   *
   * @param series [{name, colour, points: [{x, y}]}], x in milliseconds, rising; the first at the bottom of a stack
   * @param end the right end of the time axis
   * @param now the newest value: [large, small]
   */
  show(series, end, now) {
    const some = series.some(({points}) => points.length > 0);
    this.#none.hidden = some;
    text(this.#none, this.#options.none ?? "No packets in the last ten minutes");
    this.#now.replaceChildren(now[0], " ", make("small", {}, now[1]));
    this.#lines(series);
    this.#newest();
    const x = this.#chart.options.scales.x;
    x.max = end;
    x.min = end - SPAN;
    this.#chart.update("none");
  }

  #lines(series) {
    const names = series.map(({name}) => name).join("\n");
    const changed = names !== this.#series.map(({name}) => name).join("\n");
    this.#series = series;
    if (changed) {
      this.#chart.data.datasets = series.map(() => ({
        borderWidth: this.#options.stacked ? 1 : 1.6, pointRadius: 0, pointHitRadius: 8, tension: 0, spanGaps: false, data: [],
      }));
      this.#paint();
    }
    series.forEach(({points}, i) => { this.#chart.data.datasets[i].data = points; });
  }

  /** Colours depend on the scheme, which may change while the page is open. */
  #paint() {
    const {stacked} = this.#options;
    this.#series.forEach(({name, colour: key}, i) => {
      const line = colour(key);
      Object.assign(this.#chart.data.datasets[i], {
        label: name, borderColor: line, backgroundColor: wash(line, stacked ? 0.6 : 0.14),
        fill: stacked ? (i === 0 ? "origin" : "-1") : this.#series.length === 1 ? "origin" : false,
      });
    });
    for (const scale of Object.values(this.#chart.options.scales)) {
      scale.ticks.color = colour("ink-soft");
      scale.grid.color = colour("line");
      scale.border.color = colour("line-strong");
    }
    this.#legend.hidden = this.#series.length < 2;
    this.#legend.replaceChildren(...this.#series.map(({name, colour: key}) => {
      const swatch = make("span", {class: "swatch"});
      swatch.style.background = colour(key);
      return make("li", {}, swatch, name, make("b", {}));
    }));
  }

  /** What each part of a stack comes to now; of single lines the large type says it. */
  #newest() {
    if (this.#options.stacked) {
      this.#series.forEach(({points}, i) => text(this.#legend.children[i].lastElementChild,
        points.length ? this.#options.format(points.at(-1).y) : ""));
    }
  }

  #configuration() {
    const {format, tick = format, max, stacked = false, least = 1} = this.#options;
    return {
      type: "line",
      data: {datasets: []},
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true,
        interaction: {mode: "index", intersect: false},
        layout: {padding: {right: 6}},
        plugins: {
          legend: {display: false},
          tooltip: {
            animation: false, displayColors: true, boxWidth: 8, boxHeight: 8, boxPadding: 4, padding: 10,
            reverse: stacked,
            callbacks: {
              title: items => items.length ? moment(items[0].parsed.x) : "",
              label: ({dataset, parsed}) => `${dataset.label}: ${format(parsed.y)}`,
            },
          },
        },
        scales: {
          x: {
            type: "linear", grid: {display: false}, border: {}, ticks: {
              maxRotation: 0, autoSkip: false, font: {size: 11}, callback: value => minute(value),
            },
            afterBuildTicks: minutes,
          },
          y: {
            beginAtZero: true, max, suggestedMax: least, stacked, border: {display: false}, grid: {tickLength: 0},
            ticks: {maxTicksLimit: 5, padding: 8, font: {size: 11}, callback: value => tick(value)},
          },
        },
      },
    };
  }
}

/** Ticks at whole minutes, as many as there is room for. */
function minutes(axis) {
  const step = (axis.width < 300 ? 4 : 2) * MINUTE;
  axis.ticks = [];
  for (let at = Math.ceil(axis.min / step) * step; at <= axis.max; at += step) {
    axis.ticks.push({value: at});
  }
}
