// Pictures drawn from the tables on the page: without this script the tables stay, and say the same.
"use strict";

const INK = "currentColor";

function rowsOf(figure) {
  return [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent.trim()));
}

function unitOf(days) {
  const span = (Math.max(...days) - Math.min(...days)) / 864e5;
  return span > 900 ? "month" : span > 120 ? "week" : "day";
}

function timeline(figure, canvas) {
  const data = rowsOf(figure).map(([day, words, reports]) => ({ day: new Date(day), words, reports: +reports }));
  if (!data.length) return null;
  const kinds = ["quoted", "partly quoted", "paraphrased"];
  return Plot.plot({
    className: "plot", width: canvas.clientWidth || 640, height: 190, marginLeft: 34, marginBottom: 34, marginTop: 8,
    style: { fontSize: "12px", background: "transparent", overflow: "visible" },
    x: { type: "utc", label: null, tickSize: 0 }, y: { label: null, grid: true, tickSize: 0, ticks: 4, tickFormat: (n) => (Number.isInteger(n) ? n : "") },
    marks: [
      Plot.rectY(data, Plot.binX({ y: "sum" }, { x: "day", y: "reports", fill: "words", order: kinds, interval: unitOf(data.map((one) => +one.day)), inset: 0.6, className: "bars", tip: true })),
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
