// Draws each figure.chart from its own table: line, bar, stacked, rows (bars that lie).
const KINDS = {
  line: (where, data) => new Chartist.LineChart(where, data, { fullWidth: true, chartPadding: { right: 24 }, low: 0, axisY: { onlyInteger: true } }),
  bar: (where, data) => new Chartist.BarChart(where, data, { axisY: { onlyInteger: true } }),
  stacked: (where, data) => new Chartist.BarChart(where, data, { stackBars: true, axisY: { onlyInteger: true } }),
  rows: (where, data) => new Chartist.BarChart(where, data, { horizontalBars: true, reverseData: true, axisX: { onlyInteger: true }, axisY: { offset: 110 } }),
};

// at most about ten names along the axis, so that none covers another
const spare = (labels) => {
  const step = Math.ceil(labels.length / 10);
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
  return { labels: figure.dataset.chart === "rows" ? labels : spare(labels), series };
};

const draw = (figure) => {
  const where = figure.querySelector(".drawn");
  const data = read(figure);
  if (!data.labels.length) return;
  where.classList.add("ready");
  KINDS[figure.dataset.chart](where, data);
};

const drawAll = (root) => root.querySelectorAll("figure.chart:not([data-drawn])").forEach((figure) => {
  figure.dataset.drawn = "yes";
  draw(figure);
});

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
