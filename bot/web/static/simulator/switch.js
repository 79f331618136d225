// On a narrow screen, which phone is shown? One at a time, or what was stored.

import { make, say } from "./start.js";

const STORED = "stored";

export class Switch {
  constructor() {
    this.bar = document.getElementById("switch");
    this.panel = document.getElementById("stored");
    this.current = null;
  }

  /** Offer these phones; stay on the same one if it is still there. */
  offer(phones) {
    this.phones = phones;
    const views = [...phones.values()].map((phone) => [phone.address, shortName(phone)]);
    this.bar.replaceChildren(...[...views, [STORED, say("stored_title")]].map((view) => this.#draw(view)));
    const kept = phones.has(this.current) || this.current === STORED;
    this.#turnTo(kept ? this.current : (phones.keys().next().value ?? STORED));
  }

  show(address) {
    if (this.phones.has(address)) this.#turnTo(address);
  }

  #draw([view, name]) {
    const button = make("button", "view", name);
    button.type = "button";
    button.dataset.view = view;
    button.addEventListener("click", () => this.#turnTo(view));
    return button;
  }

  #turnTo(view) {
    this.current = view;
    for (const button of this.bar.children) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    for (const phone of this.phones.values()) phone.element.classList.toggle("current", phone.address === view);
    this.panel.classList.toggle("current", view === STORED);
    const { log } = this.phones.get(view) ?? {};
    if (log) log.scrollTop = log.scrollHeight;
  }
}

function shortName(phone) {
  return `${phone.resident.name} · ${say(phone.style)}`;
}
