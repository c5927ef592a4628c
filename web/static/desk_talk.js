// What is said beside a clause on the desk: its threads below it, forms that send themselves, counts that keep up.
// Without it the counts are links to the pages of threads and suggestions.
const desk = document.querySelector("[data-desk]");
const address = desk?.dataset.desk.replace(/\/desk$/, "/threads.json");
const PAUSE = 2500;
let here = "";
let asked = 0;
let marked = {};

const place = (clause) => desk.querySelector(`[data-clause="${CSS.escape(clause)}"] [data-talk]`);

async function ask(clause) {
  asked = Date.now();
  try {
    const query = clause ? `?clause=${encodeURIComponent(clause)}` : "";
    const answer = await fetch(address + query, { redirect: "manual" });
    return answer.ok ? await answer.json() : null;
  } catch { return null; }  // the next time
}

function panel(clause) {
  const talk = place(clause);
  if (!talk) return null;
  let shown = talk.querySelector("[data-threads]");
  if (!shown) {
    shown = document.createElement("div");
    shown.dataset.threads = "";
    talk.append(shown);
  }
  return shown;
}

// Nothing that somebody types is taken away by what comes in.
const busy = (shown) => [...shown.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue)
  || shown.contains(document.activeElement);

async function show(clause, always) {
  const told = await ask(clause);
  const shown = panel(clause);
  if (!told || !shown || (!always && busy(shown))) return;
  counted(told);
  if (!always && !told.talks[clause]) { shown.replaceChildren(); return; }
  if (shown.dataset.html === told.html) return;
  const open = [...shown.querySelectorAll("details[open]")].length > 0;
  shown.innerHTML = told.html;
  shown.dataset.html = told.html;
  if (always && !told.talks[clause] && !open) shown.querySelector("details")?.setAttribute("open", "");
  const quote = shown.querySelector("[name=quote]");
  if (quote && marked.clause === clause) quote.value = marked.words;
}

// The words that were marked last, to be quoted by a new thread.
function mark() {
  const selection = getSelection();
  const view = selection.anchorNode?.parentElement?.closest("[data-clause]");
  const words = String(selection).trim().slice(0, 1000);
  if (view && words && !selection.anchorNode.parentElement.closest("[data-talk]")) marked = { clause: view.dataset.clause, words };
}

function counted(told) {
  const sum = (list) => Object.values(list).reduce((one, other) => one + other, 0);
  for (const name of ["talks", "wishes"]) {
    const total = desk.querySelector(`[data-${name}]`);
    if (total) total.textContent = sum(told[name]);
    for (const mark of desk.querySelectorAll(`[data-n=${name}]`)) {
      const n = told[name][mark.closest("[data-clause]").dataset.clause] ?? 0;
      mark.textContent = n || "";
      mark.closest("a").hidden = name === "wishes" && !n;
    }
  }
  if (told.fresh) fresh(told.fresh);
}

function fresh(list) {
  const lines = desk.querySelector("[data-fresh]");
  if (!lines) return;
  lines.replaceChildren(...list.map((one) => {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: `#${one.anchor}`, textContent: one.label });
    const by = Object.assign(document.createElement("span"), { className: "soft", textContent: one.words });
    line.append(link, " ", by);
    return line;
  }));
  desk.querySelector("[data-none]").hidden = list.length > 0;
}

async function sent(event) {
  const form = event.target.closest("[data-threads] form");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const clause = form.closest("[data-clause]").dataset.clause;
  let fault = "";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status === 422) fault = (await answer.json()).fault;
    else if (!answer.ok) fault = desk.dataset.refused;
  } catch { fault = desk.dataset.retrying; }
  if (!fault) { show(clause, true); return; }
  let line = form.querySelector("[role=alert]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "error" });
    line.setAttribute("role", "alert");
    form.prepend(line);
  }
  line.textContent = fault;
}

function opened(event) {
  const link = event.target.closest("[data-talk] a[data-threads-of]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const clause = link.closest("[data-clause]").dataset.clause;
  const shown = panel(clause);
  if (shown.childElementCount) shown.replaceChildren(), delete shown.dataset.html;
  else show(clause, true);
}

if (desk) {
  desk.addEventListener("desk:clause", (event) => { here = event.detail.clause; show(here, false); });
  desk.addEventListener("desk:told", () => {
    if (document.hidden || Date.now() - asked < PAUSE) return;
    const shown = here && panel(here);
    if (shown?.childElementCount && !busy(shown)) show(here, false);
    else ask("").then((told) => { if (told) counted(told); });
  });
  desk.addEventListener("submit", sent);
  desk.addEventListener("click", opened);
  document.addEventListener("selectionchange", mark);
}
