// What did the server give the page to start from?

const given = JSON.parse(document.body.dataset.start);

export const language = given.language;
export const places = given.places;
export const STYLES = ["telegram", "whatsapp", "sms"];

const plurals = new Intl.PluralRules(language);

/** The sentence of a key; `params.n` picks its plural, {names} are filled in. */
export function say(key, params = {}) {
  const entry = given.words[key];
  const sentence = typeof entry === "object" ? entry[plurals.select(params.n)] ?? entry.other : entry;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
}

/** A list or a table of words, as it is in the words' file. */
export function words(key) {
  return given.words[key] ?? {};
}

/** A fresh copy of the one element of a <template>. */
export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** A new element; text is set as text, never as markup. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** An icon of the sprite; decoration only. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}
