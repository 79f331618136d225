// What was stored for the resident who is being looked at?

import { drawRows } from "./cell.js";
import { fetchStored } from "./exchange.js";
import { addressOf } from "./residents.js";
import { language, make, say, STYLES, words } from "./start.js";

//: milliseconds in which several notices make one refresh
const CALM = 120;
//: tables in which the last thing that happened comes first
const LAST_FIRST = ["answers", "inbound", "outbox"];
//: columns that say when a row came, the first one found counts
const TIMES = ["received_at", "at", "created_at", "sent_at"];

const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium" });

export class StoredPanel {
  constructor() {
    this.select = document.getElementById("stored-of");
    this.note = document.getElementById("stored-note");
    this.tables = document.getElementById("tables");
    this.parts = new Map();
    this.seen = new Set();
    this.select.addEventListener("change", () => this.#turnTo(this.select.value));
  }

  /** Offer these residents; keep looking at the same one if they are still there. */
  offer(residents) {
    this.residents = residents;
    this.select.replaceChildren(...residents.map(drawChoice));
    const kept = residents.some((resident) => resident.slug === this.slug);
    this.#turnTo(kept ? this.slug : residents[0]?.slug);
  }

  /** Look at this resident. */
  show(slug) {
    if (slug !== this.slug) this.#turnTo(slug);
  }

  /** Read again soon, if the notice concerns the resident who is looked at. */
  hear(slug) {
    if (slug !== this.slug) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), CALM);
  }

  async refresh() {
    const { slug } = this;
    if (slug === undefined) return this.#draw({}, true);
    const first = this.fresh;
    try {
      const answers = await Promise.all(STYLES.map((style) => fetchStored(addressOf({ slug }, style))));
      if (slug === this.slug) this.#draw(merge(answers), first);
    } catch {
      this.note.textContent = say("stored_failed");
    }
  }

  #turnTo(slug) {
    this.slug = slug;
    if (slug !== undefined) this.select.value = slug;
    this.fresh = true;
    this.refresh();
  }

  /** Rows that were not there at the last look are marked, save on the first look. */
  #draw(stored, first) {
    const before = this.seen;
    this.seen = new Set();
    this.fresh = false;
    for (const table of namesOf(stored)) this.#drawPart(table, stored[table] ?? [], first ? null : before);
    this.#tell(stored);
  }

  #drawPart(table, rows, before) {
    const part = this.parts.get(table) ?? this.#addPart(table);
    const keys = new Map(rows.map((row) => [row, `${table} ${JSON.stringify(row)}`]));
    const isFresh = (row) => before !== null && keys.has(row) && !before.has(keys.get(row));
    for (const key of keys.values()) this.seen.add(key);
    part.hidden = rows.length === 0;
    part.querySelector(".count").textContent = say("rows", { n: rows.length });
    part.querySelector(".rows").replaceChildren(...(rows.length > 0 ? [drawRows(rows, table, isFresh)] : []));
  }

  #addPart(table) {
    const part = make("details", "part");
    const title = make("summary");
    part.open = true;
    part.dataset.table = table;
    title.append(make("span", "part-name", tableName(table)), make("span", "count"));
    part.append(title, make("div", "rows"));
    this.parts.set(table, part);
    this.tables.append(part);
    return part;
  }

  #tell(stored) {
    const empty = namesOf(stored).filter((table) => !stored[table]?.length);
    const nothing = Object.values(stored).every((rows) => rows.length === 0);
    const time = say("stored_at", { time: clock.format(new Date()) });
    const none = empty.length ? ` · ${say("stored_none", { tables: empty.map(tableName).join(", ").toLowerCase() })}` : "";
    this.note.textContent = nothing ? say("stored_empty") : time + none;
  }
}

function drawChoice(resident) {
  return new Option(resident.name, resident.slug);
}

function tableName(table) {
  return words("tables")[table] ?? table.replaceAll("_", " ");
}

/** Tables that have words first, in their order; others after. */
function namesOf(stored) {
  return [...new Set([...Object.keys(words("tables")), ...Object.keys(stored)])];
}

/** A participant of several channels is stored once: equal rows of several answers are one. */
function merge(answers) {
  const merged = {};
  for (const answer of answers) {
    for (const [table, rows] of Object.entries(answer)) {
      const known = new Set((merged[table] ??= []).map((row) => JSON.stringify(row)));
      merged[table].push(...rows.filter((row) => !known.has(JSON.stringify(row))));
    }
  }
  for (const table of LAST_FIRST) merged[table]?.sort(laterFirst);
  return merged;
}

function laterFirst(one, other) {
  const column = TIMES.find((name) => one[name] && other[name]);
  return column ? Date.parse(other[column]) - Date.parse(one[column]) : 0;
}
