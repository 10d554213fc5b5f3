// Pictures drawn from the tables on the page: without this script the tables stay, and say the same.
"use strict";

const INK = "currentColor";

function rowsOf(figure) {
  return [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent.trim()));
}

const UNITS = { day: d3.utcDay, week: d3.utcMonday, month: d3.utcMonth };
const FEWEST = 14; // so many days, weeks or months are shown at least: one day of statements is a thin bar, not a wall

function unitOf(days) {
  const span = (Math.max(...days) - Math.min(...days)) / 864e5;
  return span > 900 ? "month" : span > 120 ? "week" : "day";
}

function domainOf(days, unit) {
  const of = UNITS[unit], first = of.floor(new Date(Math.min(...days))), last = of.offset(of.floor(new Date(Math.max(...days))), 1);
  const lacking = Math.max(0, FEWEST - of.count(first, last));
  return [of.offset(first, -Math.ceil(lacking / 2)), of.offset(last, Math.floor(lacking / 2))];
}

function timeline(figure, canvas) {
  const kinds = ["quoted", "partly quoted", "paraphrased"];
  const data = rowsOf(figure).flatMap(([day, ...told]) => kinds.map((words, n) => ({ day: new Date(day), words, sightings: +told[n] })));
  if (!data.length) return null;
  const days = data.map((one) => +one.day), unit = unitOf(days);
  const domain = domainOf(days, unit), width = canvas.clientWidth || 640;
  // ticks at whole days: what is known of a report is its day, never its hour
  const years = domain[0].getUTCFullYear() !== domain[1].getUTCFullYear();
  const tickFormat = d3.utcFormat(unit === "month" || years ? "%b %Y" : "%-d %b"), count = Math.max(2, Math.floor(width / 90));
  const every = Math.ceil(UNITS[unit].count(...domain) / count), ticks = UNITS[unit].range(...domain).filter((_, n) => n % every === 0);
  return Plot.plot({
    className: "plot", width, height: 190, marginLeft: 34, marginBottom: 34, marginTop: 8,
    style: { fontSize: "12px", background: "transparent", overflow: "visible" },
    x: { type: "utc", label: null, tickSize: 0, domain, ticks, tickFormat }, y: { label: null, grid: true, tickSize: 0, ticks: 4, tickFormat: (n) => (Number.isInteger(n) ? n : "") },
    marks: [
      Plot.rectY(data, Plot.binX({ y: "sum" }, { x: "day", y: "sightings", fill: "words", order: kinds, interval: unit, inset: 0.6, className: "bars", tip: true })),
      Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.5 }),
    ],
    color: { domain: kinds, range: ["var(--said-line)", "var(--said-lit)", "var(--told-line)"] },
  });
}

const DRAWERS = { timeline };
let waiting;

function draw() {
  for (const figure of document.querySelectorAll("[data-picture]")) {
    const canvas = figure.querySelector(".canvas");
    const picture = DRAWERS[figure.dataset.picture](figure, canvas);
    if (picture) canvas.replaceChildren(picture);
  }
}

draw();
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
