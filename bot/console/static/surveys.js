// Shows the fields that the chosen type of question has a use for; without this, all are shown.
const suit = (form) => {
  const type = form.querySelector("[name=type]").value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(type);
};
for (const form of document.querySelectorAll("form[data-types]")) {
  suit(form);
  form.addEventListener("change", () => suit(form));
}

// the phone shows what was said last, and is ready for the next reply
const settle = () => {
  const screen = document.querySelector("#phone .screen");
  if (screen) screen.scrollTop = screen.scrollHeight;
};
settle();
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "phone") return;
  settle();
  document.querySelector("#phone-text")?.focus({ preventScroll: true });
});
