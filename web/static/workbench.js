// The keyboard path of the workbench: everything it does is also a link, a checkbox or a button of the page.
const cards = [...document.querySelectorAll(".comment")];
const keys = document.querySelector(".keys");
if (keys) keys.hidden = false;

const at = () => cards.indexOf(document.activeElement?.closest(".comment"));
const go = (step) => {
  const next = cards[Math.min(Math.max(at() + step, 0), cards.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
const press = (end) => cards[at()]?.querySelector(`form[action$="/${end}"] button`)?.click();
const tick = () => cards[at()]?.querySelector("input[type=checkbox]")?.click();
const acts = {
  j: () => go(1),
  k: () => go(-1),
  x: tick,
  a: () => press("answer_comment"),
  g: () => press("apply_comments"),
  "/": () => document.getElementById("f-q")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
  event.preventDefault();
  acts[event.key]();
});

document.getElementById("many")?.addEventListener("submit", (event) => {
  if (!document.querySelector("input[name=comments]:checked")) {
    event.preventDefault();
    cards[0]?.querySelector("input[type=checkbox]")?.focus();
  }
});
