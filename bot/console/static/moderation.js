// Ideas by keyboard: A accepts, R opens the refusal, N goes on, P goes back. A box on the page turns the keys off (WCAG 2.1.4).
const box = document.getElementById("keys");
if (box) {
  box.checked = localStorage.getItem("moderation-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("moderation-keys", box.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (!box?.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "FORM") found.requestSubmit();
  else if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    found.parentElement.querySelector("select").focus();
  } else found.click();
});
