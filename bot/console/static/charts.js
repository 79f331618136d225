// Draws each figure.chart from its own table: line, bar, stacked, rows (bars that lie).
// The content policy refuses style attributes: what Chartist would write as one goes through the style object.
const write = Chartist.Svg.prototype.attr;
Chartist.Svg.prototype.attr = function (names, space) {
  if (typeof names !== "object" || names.style === undefined) return write.call(this, names, space);
  const { style, ...rest } = names;
  this._node.style.cssText = style;
  return write.call(this, rest, space);
};

// thickest bar, in pixels, and the part of its place that bars take
const THICK = 24, TAKEN = 0.72;

const KINDS = {
  line: (where, data) => new Chartist.LineChart(where, data, {
    fullWidth: true, chartPadding: { right: 28 }, low: 0, lineSmooth: Chartist.Interpolation.none(), axisY: { onlyInteger: true },
  }),
  bar: (where, data) => bars(where, data, where.clientWidth - 60, { axisY: { onlyInteger: true } }),
  stacked: (where, data) => bars(where, data, where.clientWidth - 60, { stackBars: true, axisY: { onlyInteger: true } }),
  rows: (where, data) => {
    const height = data.labels.length * Math.max(26, 14 * data.series.length) + 40;
    where.style.height = `${height}px`;
    return bars(where, data, height - 40, { horizontalBars: true, reverseData: true, axisX: { onlyInteger: true }, axisY: { offset: Math.min(longest(data.labels) + SPACE, where.clientWidth / 2) } });
  },
};

const bars = (where, data, room, options) => {
  const beside = options.stackBars ? 1 : data.series.length;
  const thick = Math.max(2, Math.min(THICK, (room / data.labels.length) * TAKEN / beside));
  const chart = new Chartist.BarChart(where, data, { seriesBarDistance: thick + 1, low: 0, ...options });
  chart.on("draw", (drawn) => { if (drawn.type === "bar") drawn.element._node.style.strokeWidth = `${thick}px`; });
  return chart;
};

// pixels of a letter along an axis, and of the space around a name: none covers another, none is cut
const LETTER = 7, SPACE = 14;
const longest = (labels) => Math.max(0, ...labels.map((label) => label.length)) * LETTER;
const spare = (labels, width) => {
  const step = Math.ceil(labels.length / Math.max(1, Math.floor(width / (longest(labels) + SPACE))));
  return labels.map((label, n) => (n % step ? "" : label));
};

const read = (figure) => {
  const rows = [...figure.querySelectorAll("tbody tr")];
  const labels = rows.map((row) => row.querySelector("th").textContent.trim());
  const columns = Math.max(0, ...rows.map((row) => row.querySelectorAll("td").length));
  const value = (row, n) => {
    const said = row.querySelectorAll("td")[n]?.dataset.value ?? "";
    return said === "" ? null : Number(said);
  };
  const series = Array.from({ length: columns }, (_, n) => ({ className: `series-${n % 6}`, data: rows.map((row) => value(row, n)) }));
  return { labels: figure.dataset.chart === "rows" ? labels : spare(labels, figure.clientWidth - 80), series };
};

const draw = (figure) => {
  const where = figure.querySelector(".drawn");
  const data = read(figure);
  if (!data.labels.length) return;
  where.classList.add("ready");
  // drawn for a screen, it shrinks to a sheet of paper: cut, it would tell another story
  KINDS[figure.dataset.chart](where, data).on("created", ({ svg }) => svg.attr({ viewBox: `0 0 ${where.clientWidth} ${where.clientHeight}`, preserveAspectRatio: "xMinYMin meet" }));
};

const drawAll = (root) => root.querySelectorAll("figure.chart:not([data-drawn])").forEach((figure) => {
  figure.dataset.drawn = "yes";
  draw(figure);
});

// on paper nobody opens a table
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("figure.chart details:not([open])")];
  for (const table of opened) table.open = true;
});
window.addEventListener("afterprint", () => { for (const table of opened) table.open = false; });

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
