// Makes or uses a passkey when its form is sent; what the browser answers goes in the form.
const forms = document.querySelectorAll("form[data-passkey]");

const ask = async (form) => {
  const options = JSON.parse(form.dataset.options);
  const made = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(made.toJSON());
};

const refuse = (form) => {
  const error = form.querySelector(".error");
  error.textContent = form.dataset.failed;
  error.hidden = false;
};

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    const field = form.querySelector("[name=credential]");
    if (field.value) return;
    event.preventDefault();
    try {
      field.value = await ask(form);
      form.submit();
    } catch {
      refuse(form);
    }
  });
}
