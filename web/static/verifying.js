// The hash of a file is taken here, and the file goes nowhere. Without script, or where the browser may not hash
// (an address without https), the form sends the file and the server takes the hash.

const form = document.querySelector("[data-verify]");
const MOST = 64 * 1024 * 1024;

async function hashed(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (form && globalThis.crypto?.subtle) {
  form.addEventListener("submit", async (event) => {
    const file = form.elements.file.files[0];
    if (!file || file.size > MOST) return;
    event.preventDefault();
    location.assign(`/public/verify?q=${await hashed(file)}`);
  });
}
