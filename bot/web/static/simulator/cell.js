// How is one stored value shown to a person?

import { language, make, say, words } from "./start.js";

const moment = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const LONG_ID = /^[0-9a-f]{8}-?[0-9a-f-]{23,}$/;
//: columns in a table; rows with more are drawn as records, one line per column
const WIDEST = 3;

/** Rows as a table, or as records when they are too wide to be read side by side. */
export function drawRows(rows, table, isFresh = () => false) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length <= WIDEST) return drawTable(rows, columns, table, isFresh);
  const list = make("div", "records");
  list.append(...rows.map((row) => drawRecord(row, table, isFresh(row))));
  return list;
}

/** The name of a column, as people read it. */
export function columnName(column, table) {
  return words(`columns_${table}`)[column] ?? words("columns")[column] ?? column.replaceAll("_", " ");
}

function drawTable(rows, columns, table, isFresh) {
  const drawn = make("table");
  const head = drawn.createTHead().insertRow();
  for (const column of columns) {
    const cell = make("th", "", columnName(column, table));
    cell.scope = "col";
    head.append(cell);
  }
  const body = drawn.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const column of columns) line.insertCell().append(drawCell(row[column], column));
    if (isFresh(row)) line.cells[0].prepend(freshMark());
  }
  return drawn;
}

function drawRecord(row, table, fresh) {
  const record = make("div", "record");
  if (fresh) record.append(freshMark());
  const list = make("dl");
  for (const [column, value] of Object.entries(row)) {
    if (isNothing(value)) continue;
    const shown = make("dd");
    shown.append(drawCell(value, column));
    const pair = make("div", isLong(value, shown) ? "pair tall" : "pair");
    pair.append(make("dt", "", columnName(column, table)), shown);
    list.append(pair);
  }
  record.append(list);
  return record;
}

function drawCell(value, column) {
  if (isNothing(value)) return make("span", "nothing", say("nothing"));
  if (Array.isArray(value)) return drawList(value, column);
  if (typeof value === "object") return drawRecord(value, column, false);
  if (typeof value === "boolean") return make("span", "", say(value ? "yes_value" : "no_value"));
  return drawText(String(value), column);
}

function drawList(values, column) {
  if (values.every((value) => value !== null && typeof value === "object")) return drawRows(values, column);
  const list = make("ul");
  for (const value of values) {
    const item = make("li");
    item.append(drawCell(value, column));
    list.append(item);
  }
  return list;
}

function drawText(text, column) {
  if (ISO.test(text) && !Number.isNaN(Date.parse(text))) {
    const time = make("time", "", moment.format(new Date(text)));
    time.dateTime = text;
    return time;
  }
  if (LONG_ID.test(text)) {
    const short = make("code", "", `…${text.slice(-6)}`);
    short.title = text;
    return short;
  }
  const known = words("value_columns").includes(column) ? words("values")[text] : undefined;
  const shown = make("span", known ? "state" : "", known ?? text);
  shown.dir = "auto";
  return shown;
}

function freshMark() {
  return make("span", "fresh", say("fresh"));
}

function isNothing(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function isLong(value, shown) {
  return typeof value === "object" || shown.textContent.length > 22;
}
