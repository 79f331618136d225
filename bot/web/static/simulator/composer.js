// How does a resident write? The text field, the file, the place, the counter of one phone.

import { postFile } from "./exchange.js";
import { choosePlace } from "./sheet.js";
import { measure } from "./sms.js";
import { make, say } from "./start.js";

//: tallest text field, in pixels
const TALLEST = 120;

/** Wire the form of a phone; `send(payload)` is called with what the resident wants to say. */
export class Composer {
  constructor(phone, style, send) {
    this.form = phone.querySelector(".composer");
    this.field = this.form.elements.text;
    this.file = this.form.querySelector("input[type=file]");
    this.trouble = phone.querySelector(".trouble");
    this.counter = this.form.querySelector(".counter");
    this.style = style;
    this.send = send;
    if (style === "sms") this.form.querySelector(".tools").remove();
    else this.#wireTools();
    this.#wireText();
    this.#count();
  }

  async sharePlace() {
    const point = await choosePlace();
    if (point) this.send({ point });
  }

  openFile() {
    this.file.click();
  }

  #wireText() {
    this.field.addEventListener("input", () => this.#count());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #wireTools() {
    this.form.querySelector(".place").addEventListener("click", () => this.sharePlace());
    this.file.addEventListener("change", () => this.#sendFile());
  }

  #submit() {
    const text = this.field.value;
    this.field.focus();
    if (text.trim() === "") return;
    this.field.value = "";
    this.#count();
    this.send({ text });
  }

  async #sendFile() {
    const [file] = this.file.files;
    if (!file) return;
    this.#say(say("uploading", { name: file.name }));
    const { attachment, refused } = await postFile(file);
    this.file.value = "";
    this.#say(refused ? say(refused) : "");
    if (attachment) this.send({ attachments: [attachment] });
  }

  #say(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = sentence === "";
  }

  #count() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    if (this.style !== "sms") return;
    const { units, parts, capacity, encoding, wide } = measure(this.field.value);
    this.counter.replaceChildren(say("sms_counter", { n: parts, units, capacity, encoding }));
    if (wide !== undefined) this.counter.append(make("span", "wide", say("sms_wide", { character: wide })));
  }
}
