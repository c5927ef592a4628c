// A button beside each citation; without script the words are there to be marked and copied.

for (const words of document.querySelectorAll("pre[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn mini";
  button.textContent = words.dataset.copy;
  button.setAttribute("aria-describedby", words.getAttribute("aria-labelledby"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words.textContent);
    button.textContent = words.dataset.copied;
  });
  words.after(button);
}
