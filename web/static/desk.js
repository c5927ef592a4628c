// The desk: every clause is a plain form; here it saves itself, shows what others write, and forgets no word.
import { Aids } from "./desk_aids.js";
import { Pad } from "./desk_pad.js";

const place = document.querySelector("[data-desk]");
const say = place ? place.dataset : {};
const address = say.desk;
const pads = new Map();
let since = Number(say.revision || 0);

export function state(words) { place.querySelector("[data-state]").textContent = words; }

const template = place?.querySelector("[data-toolbar]");
const desk = {
  say, address, template, beat, counted,
  targets: place?.querySelector("[data-targets]"),
  made: place && { aids: new Aids(place, address), say: template?.dataset ?? {}, tell: state },

  // One clause is open as a text; the others close when the server has their words.
  alone(here) { for (const pad of pads.values()) if (pad !== here && pad.editor) pad.leave(); },

  isTaken(id, here) {
    for (const pad of pads.values()) if (pad !== here && pad.form && (pad.clause === id || holds(pad.told_last.blocks ?? [], id))) return true;
    return false;
  },

  // What a block is called that no number was told for yet.
  named(id) {
    const kinds = { sheet: say.table, figure: say.figure, formula: say.formula, item: "a)" };
    let found = "";
    for (const pad of pads.values()) pad.editor?.view.state.doc.descendants((node) => { if (node.attrs.id === id) found = kinds[node.type.name]; });
    return found;
  },
};

const holds = (blocks, id) => blocks.some((one) => one.id === id || (one.blocks && holds(one.blocks, id)));

// What stands beside the text hears of it here, and knows nothing of the rest.
function tell(name, detail) { place.dispatchEvent(new CustomEvent(name, { detail })); }

function entered(event) {
  const clause = event.target.closest("[data-clause]")?.dataset.clause;
  if (!clause || clause === entered.was) return;
  entered.was = clause;
  if (!entered.pressed) tell("desk:clause", { clause });
}

// From the press to the click nothing moves from under the pointer: who stands beside the text hears of it afterwards.
function pressed() { entered.pressed = entered.was ?? "none"; }

function released() {
  const was = entered.pressed;
  entered.pressed = null;
  if (was && was !== (entered.was ?? "none")) tell("desk:clause", { clause: entered.was });
}

// Heard with an answer or while listening: how much is open, and where.
function counted(told) {
  tell("desk:told", told);
  place.querySelector("[data-conflicts]").textContent = told.conflicts.length;
  const unsaved = place.querySelector("[data-unsaved]");
  if (unsaved) unsaved.textContent = told.unsaved;
  for (const pad of pads.values()) {
    if (pad.form) pad.clashes(told.conflicts.filter((one) => one.clause === pad.clause && !one.is_weighty && !one.is_suggestion));
  }
}

async function listen() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`${address}.json?since=${since}`, { redirect: "manual" });
    if (answer.ok) heard(await answer.json());
  } catch { /* the next time */ }
}

function heard(told) {
  since = told.revision;
  counted(told);
  for (const one of told.clauses) {
    const pad = pads.get(one.clause);
    if (pad && (!pad.keeper || pad.keeper.follow(one))) pad.told(one);
  }
  place.querySelector("[data-present]").replaceChildren(...told.present.map((one) =>
    Object.assign(document.createElement("li"), { textContent: one.words })));
  for (const pad of pads.values()) pad.article.classList.toggle("busy", told.present.some((one) => one.clause === pad.clause));
  const moved = place.querySelector("[data-moved-note]");
  moved.textContent = say.moved;
  moved.hidden = told.version === Number(say.version);
}

function beat() {
  const here = [...pads.values()].find((pad) => pad.details?.open && pad.article.contains(document.activeElement));
  const form = place.querySelector("form");
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

// A term offered beside the clause, put where the caret was.
function inserted(event) {
  const { view } = pads.get(event.detail.clause)?.editor ?? {};
  if (!view) return;
  event.preventDefault();
  view.dispatch(view.state.tr.insertText(event.detail.words).scrollIntoView());
  view.focus();
}

if (place) {
  for (const article of place.querySelectorAll("[data-clause]")) {
    const pad = new Pad(article, desk);
    pads.set(pad.clause, pad);
  }
  desk.made.aids.watchers.add(() => { for (const pad of pads.values()) pad.editor?.renumbered(); });
  setInterval(listen, 3000);
  setInterval(beat, 10000);
  place.addEventListener("focusin", (event) => { entered(event); if (!beat.was) beat(); });
  place.addEventListener("pointerdown", pressed);
  addEventListener("click", released, true);
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(released));
  addEventListener("pagehide", left);
  document.addEventListener("visibilitychange", () => { if (document.hidden) left(); else again(); });
  addEventListener("pageshow", again);
  addEventListener("online", again);
  place.addEventListener("desk:again", again);
  place.addEventListener("desk:insert", inserted);
  listen();
}
