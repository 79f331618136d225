// What happens on one phone: one resident, one channel style?

import { drawReceived, drawSent, mark } from "./bubble.js";
import { Composer } from "./composer.js";
import { fetchHistory, newId, postMessage } from "./exchange.js";
import { addressOf } from "./residents.js";
import { chooseRow } from "./sheet.js";
import { copy, icon, language, make, say, words } from "./start.js";

//: milliseconds after which nobody is said to be answering any more
const PATIENCE = 15_000;
//: milliseconds in which the messages of a turn that is done come, if there are any
const SOON = 1_500;
//: pixels from the end that count as the end
const NEAR = 40;
//: a number that is given to nobody (Arcep keeps 06 39 98 for fiction)
const NUMBER = "+33639980001";

export class Phone {
  constructor(resident, style) {
    this.resident = resident;
    this.style = style;
    this.address = addressOf(resident, style);
    this.title = say("phone_of", { channel: say(style), name: resident.name });
    this.element = copy("phone");
    this.log = this.element.querySelector(".log");
    this.shown = new Set();
    this.labels = new Map();
    this.composer = new Composer(this.element, style, (payload) => this.send(payload));
    this.#name();
    this.#drawStarters();
    this.#keepAtEnd();
  }

  /** Draw what was said before, or while the page was not listening; what is shown already stays. */
  async restore() {
    const entries = await fetchHistory(this.address);
    for (const entry of entries) {
      if (entry.from === "town") this.receive(entry.id, entry.bubbles, new Date(entry.at));
      else this.#restoreSent(entry);
    }
  }

  /** Draw the town's messages; the same id twice is drawn once. */
  receive(id, bubbles, at = new Date()) {
    if (!this.#isNew(`town ${id}`)) return;
    this.#waits(false);
    const drawn = bubbles.map((content) => this.#draw(content, at));
    this.#offer(bubbles.at(-1)?.wants);
    this.#put(...drawn);
  }

  /** The service has done all it had to do with the last message. */
  settle() {
    if (this.log.querySelector(".typing")) this.#waits(true, SOON);
  }

  async send(payload, label) {
    const profile = { first_name: this.resident.name, language };
    const whole = { address: this.address, id: newId(), ...profile, ...payload };
    this.#isNew(`resident ${whole.id}`);
    const bubble = drawSent(whole, new Date(), label);
    this.#put(bubble);
    this.#offer(null);
    await this.#deliver(whole, bubble);
  }

  async #deliver(payload, bubble) {
    mark(bubble, "sending");
    this.#waits(true);
    if (await postMessage(payload)) {
      mark(bubble, "sent");
      return;
    }
    this.#waits(false);
    mark(bubble, "failed");
    this.#offerRetry(payload, bubble);
  }

  #offerRetry(payload, bubble) {
    const again = make("button", "retry", say("retry"));
    again.type = "button";
    again.addEventListener("click", () => {
      this.composer.field.focus();
      again.remove();
      this.#deliver(payload, bubble);
    });
    bubble.append(again);
  }

  #restoreSent(entry) {
    if (this.#isNew(`resident ${entry.id}`)) {
      this.#put(drawSent(entry, new Date(entry.at), this.labels.get(entry.choice)));
    }
  }

  #draw(content, at) {
    const options = [...(content.buttons ?? []).flat(), ...(content.list ?? [])];
    for (const option of options) this.labels.set(option.value, option.label);
    // an option without a value says its label, as if it had been typed
    const choose = ({ value, label }) => this.send(value === null ? { text: label } : { choice: value }, label);
    const list = async (rows) => {
      const row = await chooseRow(rows);
      if (row) choose(row);
    };
    return drawReceived(content, at, { choose, list });
  }

  #isNew(key) {
    const known = this.shown.has(key);
    this.shown.add(key);
    return !known;
  }

  #put(...bubbles) {
    this.element.querySelector(".starters").hidden = true;
    const typing = this.log.querySelector(".typing");
    if (typing) typing.before(...bubbles);
    else this.log.append(...bubbles);
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Show, or stop showing, that an answer is on its way. */
  #waits(expected, patience = PATIENCE) {
    clearTimeout(this.patience);
    this.log.querySelector(".typing")?.remove();
    if (!expected) return;
    const typing = make("div", "typing");
    typing.setAttribute("aria-hidden", "true");
    typing.append(make("i"), make("i"), make("i"));
    this.log.append(typing);
    this.log.scrollTop = this.log.scrollHeight;
    this.patience = setTimeout(() => this.#waits(false), patience);
  }

  /** One tap for what the last message asks beside text; an SMS can only be written. */
  #offer(wants) {
    const act = {
      location: () => this.composer.sharePlace(),
      photo: () => this.composer.openFile(),
      contact: () => this.send({ contact: NUMBER }),
    }[wants];
    const bar = this.element.querySelector(".wants");
    bar.replaceChildren();
    if (!act || this.style === "sms") return;
    const label = { location: "wants_location", photo: "wants_photo", contact: "share_contact" }[wants];
    const button = make("button", "want");
    button.type = "button";
    button.append(icon({ location: "pin", photo: "clip", contact: this.style }[wants]), say(label));
    button.addEventListener("click", act);
    bar.append(button);
  }

  /** Whoever reads the end keeps reading the end when the screen around it changes. */
  #keepAtEnd() {
    let atEnd = true;
    this.log.addEventListener("scroll", () => {
      atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
    });
    new ResizeObserver(() => {
      if (atEnd) this.log.scrollTop = this.log.scrollHeight;
    }).observe(this.log);
  }

  #name() {
    const names = { channel: say(this.style), name: this.resident.name };
    this.element.classList.add(this.style);
    this.element.dataset.address = this.address;
    this.element.setAttribute("aria-label", this.title);
    this.element.querySelector("h3").textContent = say(this.style);
    this.element.querySelector(".phone-mark use").setAttribute("href", `/static/icons.svg#${this.style}`);
    this.log.setAttribute("aria-label", say("log_of", names));
    this.composer.field.setAttribute("aria-label", say("write", names));
  }

  #drawStarters() {
    const bar = this.element.querySelector(".starters");
    for (const text of words(`starters_${this.style}`)) {
      const button = make("button", "starter", `«\u00a0${text}\u00a0»`);
      button.type = "button";
      button.addEventListener("click", () => {
        this.composer.field.focus();
        this.send({ text });
      });
      bar.append(button);
    }
  }
}
