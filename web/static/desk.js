// The desk: every clause is a plain form; here it saves itself, shows what others write, and forgets no word.
import { Keeper } from "./desk_keeping.js";
import { tools } from "./desk_tools.js";

const desk = document.querySelector("[data-desk]");
const say = desk ? desk.dataset : {};
const address = say.desk;
const pads = new Map();
let since = Number(say.revision || 0);

class Pad {
  constructor(article) {
    this.article = article;
    this.clause = article.dataset.clause;
    this.form = article.querySelector("form");
    this.view = article.querySelector("[data-view]");
    this.marks = article.querySelector("[data-marks]");
    if (!this.form) return;
    this.details = article.querySelector("details");
    this.title = this.form.elements.title;
    this.body = this.form.elements.body;
    this.open = this.form.querySelector("[data-open]");
    const base = { revision: Number(article.dataset.revision), version: Number(article.dataset.version) };
    this.keeper = new Keeper(this, `${address}/${this.clause}`, `tongbiao-desk/${say.person}${address}/${this.clause}/`, base);
    this.listen();
  }

  listen() {
    this.form.querySelector("[data-plain]").hidden = true;
    this.details.addEventListener("toggle", () => this.toggled());
    this.view.addEventListener("click", (event) => this.clicked(event));
    for (const field of [this.title, this.body]) {
      field.addEventListener("input", () => { this.grow(); if (!this.composing) this.keeper.touched(); });
      field.addEventListener("compositionstart", () => { this.composing = true; });
      field.addEventListener("compositionend", () => { this.composing = false; this.keeper.touched(); });
      field.addEventListener("blur", () => this.keeper.send());
    }
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.keeper.send(); });
  }

  clicked(event) {
    if (event.target.closest("a") || String(getSelection())) return;
    this.details.open = true;
    this.body.focus();
  }

  toggled() {
    if (this.details.open && !this.tools) {
      this.tools = tools(this, say, desk.querySelector("[data-targets]"));
      this.form.insertBefore(this.tools, this.body);
    }
    if (this.details.open) this.grow();
    else this.keeper.send();
    beat();
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.body.style.blockSize = "auto";
    this.body.style.blockSize = `${this.body.scrollHeight + 4}px`;
  }

  words() { return { title: this.title.value, body: this.body.value }; }

  // Words from the desk into the fields; the caret stays at the words where it stood.
  put(words) {
    for (const [field, value] of [[this.title, words.title], [this.body, words.body]]) {
      if (field.value === value) continue;
      const [old, at] = [field.value, field.selectionStart];
      const has = document.activeElement === field;
      field.value = value;
      const before = old.slice(0, at);
      const place = value.startsWith(before) ? at : Math.max(0, value.length - (old.length - at));
      if (has) field.setSelectionRange(place, place);
    }
    this.grow();
  }

  told(told) {
    if (told.html) this.view.innerHTML = told.html;
    if (told.by) this.marks.textContent = told.by;
    if (told.conflicts) { tell("desk:told", told); counted(told); }
  }

  clashes(list) {
    this.open.hidden = !list.length;
    this.open.replaceChildren(...list.map((one) => {
      const line = document.createElement("p");
      line.textContent = `${one.by}：${one.other || "—"}`;
      return line;
    }));
  }
}

// What stands beside the text hears of it here, and knows nothing of the rest.
function tell(name, detail) { desk.dispatchEvent(new CustomEvent(name, { detail })); }

function entered(event) {
  const clause = event.target.closest("[data-clause]")?.dataset.clause;
  if (!clause || clause === entered.was) return;
  entered.was = clause;
  tell("desk:clause", { clause });
}

function counted(told) {
  desk.querySelector("[data-conflicts]").textContent = told.conflicts.length;
  const unsaved = desk.querySelector("[data-unsaved]");
  if (unsaved) unsaved.textContent = told.unsaved;
  for (const pad of pads.values()) {
    if (pad.form) pad.clashes(told.conflicts.filter((one) => one.clause === pad.clause && !one.is_weighty));
  }
}

export function state(words) { desk.querySelector("[data-state]").textContent = words; }

async function listen() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`${address}.json?since=${since}`, { redirect: "manual" });
    if (answer.ok) heard(await answer.json());
  } catch { /* the next time */ }
}

function heard(told) {
  tell("desk:told", told);
  since = told.revision;
  counted(told);
  for (const one of told.clauses) {
    const pad = pads.get(one.clause);
    if (!pad) continue;
    if (!pad.keeper || pad.keeper.follow(one)) pad.told(one);
  }
  const list = desk.querySelector("[data-present]");
  list.replaceChildren(...told.present.map((one) => {
    const line = document.createElement("li");
    line.textContent = one.words;
    return line;
  }));
  for (const pad of pads.values()) pad.article.classList.toggle("busy", told.present.some((one) => one.clause === pad.clause));
  const moved = desk.querySelector("[data-moved-note]");
  moved.textContent = say.moved;
  moved.hidden = told.version === Number(say.version);
}

function beat() {
  const here = [...pads.values()].find((pad) => pad.details?.open && pad.article.contains(document.activeElement));
  const form = desk.querySelector("form");
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, clause: here ? here.clause : "" });
  if (here || beat.was) fetch(`${address}.json`, { method: "POST", body, keepalive: true }).catch(() => {});
  beat.was = Boolean(here);
}

function left() {
  for (const pad of pads.values()) if (pad.keeper) pad.keeper.parting();
}

function again() {
  for (const pad of pads.values()) pad.keeper?.send();
  listen();
}

if (desk) {
  for (const article of desk.querySelectorAll("[data-clause]")) {
    const pad = new Pad(article);
    pads.set(pad.clause, pad);
  }
  setInterval(listen, 3000);
  setInterval(beat, 10000);
  desk.addEventListener("focusin", (event) => { entered(event); if (!beat.was) beat(); });
  addEventListener("pagehide", left);
  document.addEventListener("visibilitychange", () => { if (document.hidden) left(); else again(); });
  addEventListener("pageshow", again);
  addEventListener("online", again);
  desk.addEventListener("desk:again", again);
  listen();
}
