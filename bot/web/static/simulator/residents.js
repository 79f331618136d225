// Who is being played? Kept by the browser, so that a reload loses nobody.

import { STYLES } from "./start.js";

const KEY = "palabre.residents";
const FIRST = [{ slug: "lea", name: "Léa", styles: [...STYLES] }];
const SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The residents of the last visit; Léa with her three channels on the first. */
export function loadResidents() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) && kept.every(isResident) ? kept : FIRST;
  } catch {
    return FIRST;
  }
}

export function keepResidents(residents) {
  try {
    localStorage.setItem(KEY, JSON.stringify(residents));
  } catch {
    // a browser that keeps nothing still plays
  }
}

/** A new resident on every channel; the name gives the addresses ("sms-lea"), made unique. */
export function newResident(name, residents) {
  const taken = new Set(residents.map((resident) => resident.slug));
  const base = slugOf(name);
  let slug = base;
  for (let n = 2; taken.has(slug); n += 1) slug = `${base}-${n}`;
  return { slug, name, styles: [...STYLES] };
}

export function addressOf(resident, style) {
  return `${style}-${resident.slug}`;
}

function slugOf(name) {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 32);
  // a name in another alphabet: the same name must give the same address
  return slug || `h-${[...name].map((c) => c.codePointAt(0).toString(36)).join("").slice(0, 30)}`;
}

function isResident(kept) {
  const known = Array.isArray(kept?.styles) && kept.styles.every((style) => STYLES.includes(style));
  return known && SLUG.test(kept.slug) && typeof kept.name === "string";
}
