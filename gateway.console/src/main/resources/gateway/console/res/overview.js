/* The overview: where the gateway stands, what needs attention, and the last ten minutes. */

import {TimeChart} from "./chart.js";
import {attribute, byId, make, text} from "./dom.js";
import {Live} from "./live.js";
import {Colours, Samples, throughput, total} from "./samples.js";
import {Question, serverNow} from "./server.js";
import {
  ago, bitRate, bitRateTick, count, countryName, duration, micros, microsTick, percent, perSecond, plural, short,
} from "./words.js";

const PHASES = {starting: "Starting", running: "Running", failed: "Failed", stopped: "Stopped"};
/** Bundles and health change seldom. */
const SELDOM = 10000;
/** A number that is older says nothing of now. */
const STALE = 10000;

const overview = new Question("overview");
const seldom = [[new Question("bundles"), bundleProblems], [new Question("health"), healthProblems]];
const samples = new Samples();
const colours = new Colours(["unidentified"]);
const countryColours = new Colours(["", "others"]);
const problems = {status: [], bundles: [], health: []};
let asked = 0;

const wholePercent = number => `${number} %`;
const charts = {
  throughput: new TimeChart(byId("throughput"), {
    title: "Throughput by application", format: bitRate, tick: bitRateTick, stacked: true, least: 1000}),
  countries: new TimeChart(byId("countries"), {
    title: "Throughput by country", format: bitRate, tick: bitRateTick, stacked: true, least: 1000}),
  kernel: new TimeChart(byId("kernel"), {
    title: "Handled by the kernel alone", format: percent, tick: wholePercent, max: 100}),
  latency: new TimeChart(byId("latency"), {title: "Time to a verdict", format: micros, tick: microsTick, least: 10}),
  waiting: new TimeChart(byId("waiting"), {title: "Packets that wait", format: count, tick: short, least: 4}),
  flows: new TimeChart(byId("flows"), {title: "Flows", format: count, tick: short, least: 4}),
  arrivals: new TimeChart(byId("arrivals"), {
    title: "New and refused flows", format: perSecond, tick: short, least: 2}),
  connections: new TimeChart(byId("connections"), {
    title: "Kernel's connection table", format: percent, tick: wholePercent, max: 100}),
};

const share = ({kernelPackets, workerPackets}) =>
  kernelPackets + workerPackets > 0 ? 100 * kernelPackets / (kernelPackets + workerPackets) : null;
const level = ({connections, maxConnections}) => maxConnections > 0 ? 100 * connections / maxConnections : null;
const packets = ({kernelPackets, workerPackets, seconds}) => (kernelPackets + workerPackets) / seconds;
const verdict = value => sample => sample.workerPackets > 0 ? sample[value] : null;

new Live(async () => {
  const answer = await overview.ask({since: samples.since});
  if (answer) {
    samples.add(answer);
    showStatus(answer.status);
    showCharts();
  }
  if (Date.now() - asked >= SELDOM) {
    asked = Date.now();
    await Promise.all(seldom.map(([question, take]) => question.ask().then(take, () => null)));
  }
  showProblems();
});

function showStatus(status) {
  attribute(byId("phase"), "data-phase", status.phase);
  text(byId("phase-title"), PHASES[status.phase] + (status.monitoring ? ", watching only" : ""));
  text(byId("phase-sentence"), status.sentence);
  byId("facts").replaceChildren(...[
    [`since ${ago(status.since)}`.replace(/^since (.*) ago$/, "$1"), PHASES[status.phase].toLowerCase()],
    [count(status.workers), status.workers === 1 ? "worker" : "workers"],
    [count(status.rules), status.rules === 1 ? "rule in force" : "rules in force"],
    [status.inside || "not said", "our side"],
  ].map(([value, name]) => make("li", {}, make("b", {}, value), make("span", {}, name))));
  problems.status = status.problems.map(sentence => ({sentence}));
}

function bundleProblems(answer) {
  if (answer) {
    problems.bundles = answer.bundles.filter(({state}) => state === "quarantined" || state === "refused")
      .map(({name, state, reason}) => ({
        sentence: `${name} ${state === "refused" ? "was not let in" : "is in quarantine"}: ${reason}`,
        page: "bundles",
      }));
  }
}

function healthProblems(answer) {
  if (answer) {
    const ill = answer.checks.filter(({status}) => status !== "ok");
    problems.health = ill.length === 0 ? [] : [{
      sentence: `${plural(ill.length, "health check is", "health checks are")} not well: `
        + ill.map(({title}) => title).join(", "),
      page: "health",
    }];
  }
}

function showProblems() {
  const all = [...problems.status, ...problems.bundles, ...problems.health];
  byId("attention").hidden = all.length === 0;
  text(byId("attention-title"), all.length === 1 ? "One thing needs attention" : `${all.length} things need attention`);
  const lines = all.map(({sentence, page}) =>
    make("li", {}, sentence, page ? make("a", {href: page}, page === "health" ? "Health" : "Bundles") : null));
  if (byId("problems").textContent !== lines.map(line => line.textContent).join("")) {
    byId("problems").replaceChildren(...lines);
  }
}

function showCharts() {
  const newest = samples.newest;
  const silent = newest ? serverNow() - newest.at : 0;
  const end = newest && silent < STALE ? newest.at : serverNow();
  const line = (name, colour, value) => ({name, colour, points: newest ? samples.points(value) : []});
  const show = (chart, series, value, note) =>
    charts[chart].show(series, end, !newest ? ["–", ""]
      : silent < STALE ? [value(newest), note(newest)] : ["–", `no numbers for ${duration(silent)}`]);
  show("throughput", throughput(samples, colours), one => bitRate(total(one)),
    one => `${count(packets(one))} packets/s`);
  const countries = samples.of(one => one.countries);
  show("countries", throughput(countries, countryColours, countryName), one => bitRate(total(one)),
    one => plural(Object.keys(one.countries).filter(code => code.length === 2).length, "country", "countries"));
  show("kernel", [line("Share of packets", "series-2", share)], one => share(one) == null ? "–" : percent(share(one)),
    () => "of packets");
  show("latency", [line("99 % below", "series-3", verdict("verdict99")), line("Median", "series-1", verdict("verdictMedian"))],
    one => one.workerPackets ? micros(one.verdictMedian) : "–",
    one => one.workerPackets ? `median, 99 % below ${micros(one.verdict99)}` : "no packet came to a worker");
  show("waiting", [line("In the kernel's queues", "series-1", one => one.queued), line("Held", "series-4", one => one.held)],
    one => count(one.queued + one.held), one => `${count(one.queued)} queued, ${count(one.held)} held`);
  show("flows", [line("Flows", "series-1", one => one.flows)], one => count(one.flows), () => "known now");
  show("arrivals", [line("New", "series-1", one => one.newFlows / one.seconds),
    line("Refused", "series-5", one => one.refusedFlows / one.seconds)],
    one => perSecond(one.newFlows / one.seconds), one => `new, ${perSecond(one.refusedFlows / one.seconds)} refused`);
  show("connections", [line("Level", "series-6", level)], one => level(one) == null ? "–" : percent(level(one)),
    one => `${count(one.connections)} of ${count(one.maxConnections)}`);
}
