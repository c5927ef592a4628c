// Beside the clause at hand: what the checker finds in it as it is written. Asked for when the words have rested, and
// never while somebody uses the rail itself.
const desk = document.querySelector("[data-desk]");
const HERE = 300;    // after another clause was entered
const REST = 1200;   // after the last words
const PAUSE = 4000;  // from one look to the next
const address = desk?.dataset.desk.replace(/desk$/, "rail");
const now = { clause: "", revision: 0, whole: null, at: 0 };
let timer;

const place = () => desk.querySelector(`[data-clause="${CSS.escape(now.clause)}"] [data-rail]`);
const later = (wait) => { clearTimeout(timer); timer = setTimeout(look, wait); };

function entered(event) {
  const clause = event.detail.clause;
  if (!clause || clause === now.clause) return;
  place()?.replaceChildren();
  now.clause = clause;
  later(HERE);
}

function told(event) {
  if (!now.clause || !(event.detail.revision > now.revision)) return;
  later(Math.max(REST, now.at + PAUSE - Date.now()));
}

function isUsed(rail) {
  return rail.contains(document.activeElement) || [...rail.querySelectorAll("textarea")].some((one) => one.value);
}

async function look() {
  const rail = place();
  if (!rail) return;
  if (isUsed(rail)) return later(PAUSE);
  const clause = now.clause;
  now.at = Date.now();
  try {
    const answer = await fetch(`${address}/${encodeURIComponent(clause)}`, { redirect: "manual", signal: AbortSignal.timeout(20000) });
    if (answer.ok && clause === now.clause) show(rail, await answer.json());
  } catch { /* with the next words */ }
}

function show(rail, found) {
  if (isUsed(rail)) return later(PAUSE);
  const open = [...rail.querySelectorAll(":scope > details")].map((one) => one.open);
  rail.innerHTML = found.html;
  rail.querySelectorAll(":scope > details").forEach((one, n) => { one.open = Boolean(open[n]); });
  const whole = rail.querySelector("[data-whole]");
  if (whole && now.whole && found.whole.some((one) => !now.whole.includes(one))) whole.open = true;
  Object.assign(now, { revision: found.revision, whole: found.whole });
}

// A safe finding is mended where the words are; the editor then fetches them as it fetches others' words.
async function mend(event) {
  const form = event.target;
  if (!form.closest("[data-rail]") || !form.action.includes(address)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  form.querySelector("button").disabled = true;
  try {
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
    desk.dispatchEvent(new CustomEvent("desk:again"));
  } catch { /* the finding stays where it is */ }
  form.closest("[data-rail]").replaceChildren();
  look();
}

function insert(event) {
  const words = event.target.dataset?.insert;
  if (!words) return;
  const detail = { clause: now.clause, words };
  if (!desk.dispatchEvent(new CustomEvent("desk:insert", { detail, cancelable: true }))) return;
  const field = event.target.closest("[data-clause]").querySelector("textarea[name=body]");
  if (!field) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (desk) {
  for (const link of desk.querySelectorAll("[data-rail] > a")) link.remove();
  desk.addEventListener("desk:clause", entered);
  desk.addEventListener("desk:told", told);
  desk.addEventListener("submit", mend);
  desk.addEventListener("click", insert);
  desk.addEventListener("mousedown", (event) => { if (event.target.dataset?.insert) event.preventDefault(); });
}
