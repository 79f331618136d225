// Which residents and phones are on the page?

import { Phone } from "./phone.js";
import { keepResidents, loadResidents, newResident } from "./residents.js";
import { copy, make, say, STYLES } from "./start.js";

export class Stage {
  /** `changed()` is called when residents or phones come and go, `looked(slug)` when one is used. */
  constructor({ changed, looked }) {
    this.place = document.getElementById("residents");
    this.form = document.getElementById("add-resident");
    this.residents = loadResidents();
    this.phones = new Map();
    this.sections = new Map();
    this.changed = changed;
    this.looked = looked;
    this.form.addEventListener("submit", (event) => this.#add(event));
    for (const resident of this.residents) this.#addSection(resident);
    this.#update();
  }

  #add(event) {
    event.preventDefault();
    const field = this.form.elements.name;
    const name = field.value.trim();
    if (name === "") return;
    const resident = newResident(name, this.residents);
    this.residents = [...this.residents, resident];
    field.value = "";
    this.#addSection(resident);
    this.#update();
    this.looked(resident.slug);
    this.phones.get(`${STYLES[0]}-${resident.slug}`).composer.field.focus();
  }

  #addSection(resident) {
    const section = copy("resident");
    const remove = section.querySelector(".remove");
    section.dataset.slug = resident.slug;
    section.querySelector(".avatar").textContent = [...resident.name][0].toUpperCase();
    section.querySelector("h2").textContent = resident.name;
    section.querySelector(".channels").setAttribute("aria-label", say("channels_of", resident));
    section.querySelector(".no-channel").textContent = say("no_channel", resident);
    remove.setAttribute("aria-label", say("remove", resident));
    remove.title = say("remove_note", resident);
    remove.addEventListener("click", () => this.#remove(resident));
    for (const toggle of section.querySelectorAll(".channel")) {
      toggle.addEventListener("click", () => this.#toggle(resident, toggle.dataset.style));
    }
    section.addEventListener("focusin", () => this.looked(resident.slug));
    this.sections.set(resident.slug, section);
    this.place.append(section);
    this.#drawPhones(resident);
  }

  #toggle(resident, style) {
    const open = resident.styles.includes(style);
    resident.styles = STYLES.filter((other) => (other === style ? !open : resident.styles.includes(other)));
    this.#drawPhones(resident);
    this.#update();
  }

  /** Put in the phones that were opened, take out those that were closed, in the order of STYLES. */
  #drawPhones(resident) {
    const section = this.sections.get(resident.slug);
    const row = section.querySelector(".phones");
    for (const style of STYLES) {
      const address = `${style}-${resident.slug}`;
      const open = resident.styles.includes(style);
      section.querySelector(`[data-style=${style}]`).setAttribute("aria-pressed", String(open));
      if (open && !this.phones.has(address)) this.#open(resident, style);
      if (!open) this.#close(address);
    }
    // only a new phone moves: moving one that has the focus would take it away
    for (const [n, style] of resident.styles.entries()) {
      const { element } = this.phones.get(`${style}-${resident.slug}`);
      if (row.children[n] !== element) row.insertBefore(element, row.children[n] ?? null);
    }
    section.dataset.open = resident.styles.length;
    section.querySelector(".no-channel").hidden = resident.styles.length > 0;
  }

  #open(resident, style) {
    const phone = new Phone(resident, style);
    this.phones.set(phone.address, phone);
    phone.restore().catch(() => {}); // the connection notice tells; restored when it is back
  }

  #close(address) {
    this.phones.get(address)?.element.remove();
    this.phones.delete(address);
  }

  #remove(resident) {
    for (const style of STYLES) this.#close(`${style}-${resident.slug}`);
    this.sections.get(resident.slug).remove();
    this.sections.delete(resident.slug);
    this.residents = this.residents.filter((other) => other !== resident);
    this.#update();
    this.form.elements.name.focus();
  }

  #update() {
    keepResidents(this.residents);
    this.place.querySelector(".nobody")?.remove();
    if (this.residents.length === 0) this.place.append(make("p", "nobody", say("no_resident")));
    this.changed(this);
  }
}
