// What every page of the console does by itself: ask before what cannot be undone, and show what htmx was refused.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

// a text begun in another form of the page would go with it: it is asked before. One that was shown again is begun too
const begun = (form) => [...form.querySelectorAll("textarea")].some((field) => field.checkVisibility() && field.value.trim()
  && (field.value !== field.defaultValue || "begun" in form.dataset || field.getAttribute("aria-invalid") === "true"));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  const others = [...document.querySelectorAll("form[method=post]")].filter((one) => one !== form);
  if (!others.some(begun) || window.confirm(document.body.dataset.unsent)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// a button pressed twice sends once: the second answer would say that somebody else was quicker
const TWICE = 3000;
let sent = new WeakMap();
window.addEventListener("pageshow", () => { sent = new WeakMap(); });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (event.timeStamp - (sent.get(form) ?? -TWICE) < TWICE) event.preventDefault();
  else sent.set(form, event.timeStamp);
});

// a session that is over takes nothing that is typed with it: the form goes whole, and comes back after signing in
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt, requestConfig } = event.detail, form = elt.closest("form[method=post]");
  if (![401, 403].includes(xhr.status) || requestConfig.verb !== "post" || !form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.submit();
});

// a refusal is a whole page: it is shown as one
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status < 400 || event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const shown = answer.querySelector("main");
  if (shown) document.querySelector("main").replaceWith(shown);
});

// how long a text is: it may grow too long, and is refused then; nothing is cut
const tell = (line, field) => {
  const n = [...field.value.replace(/\r\n/g, "\n").trim()].length, most = Number(line.dataset.most);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const said = n > most ? line.dataset.over : line.dataset.said;
  line.textContent = said.replace("{n}", number.format(n)).replace("{most}", number.format(most));
  line.classList.toggle("error", n > most);
  if (n > most) field.setAttribute("aria-invalid", "true");
  else if (Number(line.dataset.told) > most) field.removeAttribute("aria-invalid");
  line.dataset.told = n;
};
document.addEventListener("DOMContentLoaded", () => {
  for (const line of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(line.dataset.counts);
    field.addEventListener("input", () => tell(line, field));
    tell(line, field);
  }
});

// the bar shows where one is, on a phone too
document.addEventListener("DOMContentLoaded", () => {
  for (const here of document.querySelectorAll("nav [aria-current=page]")) {
    const bar = here.closest("nav");
    const [box, item] = [bar.getBoundingClientRect(), here.getBoundingClientRect()];
    bar.scrollLeft += item.left + item.width / 2 - box.left - box.width / 2;
  }
});

// a form that was refused begins at its first wrong field, unless the page says where to begin
document.addEventListener("DOMContentLoaded", () => {
  if (!document.querySelector("[autofocus]")) document.querySelector("[aria-invalid=true]")?.focus();
});

// what is missing is said in the console's language, whatever the browser's
document.addEventListener("invalid", ({ target }) => {
  const said = JSON.parse(document.body.dataset.missing);
  const kind = { checkbox: "tick", radio: "radio", file: "file", "select-one": "select" }[target.type] ?? "text";
  if (target.validity.valueMissing) target.setCustomValidity(said[kind]);
  else if (!target.validity.customError) target.setCustomValidity(said.wrong);
  (target.form ?? target).addEventListener("input", () => target.setCustomValidity(""), { once: true });
}, true);
