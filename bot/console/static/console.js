// What every page of the console does by itself: ask before what cannot be undone, and show what htmx was refused.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

// a refusal is a whole page: it is shown as one
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status < 400 || event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const shown = answer.querySelector("main");
  if (shown) document.querySelector("main").replaceWith(shown);
});

// a form that was refused begins at its first wrong field
document.addEventListener("DOMContentLoaded", () => document.querySelector("[aria-invalid=true]")?.focus());
