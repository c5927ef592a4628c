// Keys of the browser (WebAuthn): signing a statement by the hash of its words, and registering a key on /account.
// Without this file, or without keys, the forms work with the password.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const spelled = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What a browser answered, as JSON in the field names of the specification. */
function told(credential, names) {
  const response = Object.fromEntries(names.map((name) => [name, spelled(credential.response[name])]));
  return JSON.stringify({ id: credential.id, rawId: spelled(credential.rawId), type: credential.type, response });
}

/** The signature of a statement; the form is sent with it instead of the password. */
function signing(box) {
  const form = box.closest("form");
  const status = box.querySelector("[role=status]");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    const allowCredentials = box.dataset.keys.split(" ").map((id) => ({ type: "public-key", id: fromHex(id) }));
    try {
      const publicKey = { challenge: fromHex(box.dataset.challenge), allowCredentials, userVerification: "required", timeout: 120000 };
      const credential = await navigator.credentials.get({ publicKey });
      box.querySelector("[name=assertion]").value = told(credential, ["clientDataJSON", "authenticatorData", "signature"]);
      form.submit();
    } catch {
      status.textContent = box.dataset.failed;
    }
  });
}

/** A new key: the house asks, the browser makes it, the form brings its answer. */
function registering(form) {
  const status = form.querySelector("[role=status]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const asked = await (await fetch("/account/key", { headers: { Accept: "application/json" } })).json();
      const publicKey = {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: asked.excludeCredentials.map((key) => ({ ...key, id: bytes(key.id) })),
      };
      const credential = await navigator.credentials.create({ publicKey });
      form.querySelector("[name=answer]").value = told(credential, ["clientDataJSON", "attestationObject"]);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const box of document.querySelectorAll("[data-sign]")) signing(box);
  for (const form of document.querySelectorAll("[data-register]")) registering(form);
}
