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
    className: "plot", width: canvas.clientWidth || 640, height: 240, marginLeft: 92, marginBottom: 30, marginTop: 6,
    style: { fontSize: "12px", background: "transparent", overflow: "visible" },
    x: { type: "utc", label: null, tickSize: 0 }, fy: { domain: kinds, label: null, padding: 0.18 }, y: { axis: null },
    marks: [
      Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.35 }),
      Plot.axisFy({ anchor: "left", label: null, textAnchor: "end", dx: -6 }),
      Plot.rectY(data, Plot.binX({ y: "sum" }, { x: "day", y: "reports", fy: "words", fill: "words", interval: unitOf(data.map((one) => +one.day)), inset: 0.6, minHeight: 2, className: "bars", tip: true })),
    ],
    color: { domain: kinds, range: ["var(--said-line)", "var(--doubt)", "var(--told-line)"] },
  });
}

function spread(figure, canvas) {
  const data = rowsOf(figure).flatMap(([day, reports, , copies]) => [
    { day: new Date(day), kind: "own reports", reports: reports - copies },
    { day: new Date(day), kind: "copies", reports: +copies },
  ]).filter((one) => one.reports > 0);
  if (!data.length) return null;
  const days = data.map((one) => +one.day), first = Math.min(...days), last = Math.max(...days, first + 13 * 864e5);
  return Plot.plot({
    className: "plot", width: Math.min(760, canvas.clientWidth || 640), height: 200, marginLeft: 92, marginTop: 6,
    style: { fontSize: "12px", background: "transparent", overflow: "visible" },
    x: { type: "utc", label: null, tickSize: 0, domain: [first, last + 864e5], ticks: last - first > 20 * 864e5 ? undefined : "2 days", tickFormat: last - first > 20 * 864e5 ? undefined : "%-d %b" }, fy: { domain: ["own reports", "copies"], label: null, padding: 0.2 }, y: { axis: null },
    marks: [
      Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.35 }),
      Plot.axisFy({ anchor: "left", label: null, textAnchor: "end", dx: -6 }),
      Plot.rectY(data, { x: "day", interval: "day", y: "reports", fy: "kind", fill: "kind", inset: 0.6, tip: true }),
    ],
    color: { domain: ["own reports", "copies"], range: ["var(--said-line)", "var(--told-line)"] },
  });
}

const DRAWERS = { timeline, spread };
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
