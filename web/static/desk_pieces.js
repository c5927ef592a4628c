// Pieces within a line that are no letters: references, formulas, footnotes; each is changed on a slip beside it.
import { state, view as views } from "./vendor/prosemirror.js";
import { drawInto } from "./desk_aids.js";
import { fromWords, toWords } from "./desk_blocks.js";
import { schema, types } from "./desk_schema.js";
import { element } from "./desk_views.js";

// A small panel at a place of the text; it closes by Escape, by `close`, or when somebody goes elsewhere.
export function slip(view, at, label, onClose = () => {}) {
  const panel = element("div", "leaf", "", { role: "dialog", ariaLabel: label });
  const page = view.dom.closest("[data-clause]");
  page.append(panel);
  const [spot, frame] = [view.coordsAtPos(at), page.getBoundingClientRect()];
  panel.style.insetBlockStart = `${spot.bottom - frame.top + 6}px`;
  panel.style.insetInlineStart = `${Math.max(8, Math.min(spot.left - frame.left - 12, frame.width - panel.offsetWidth - 8))}px`;
  const close = (back = true) => {
    if (!panel.isConnected) return;
    removeEventListener("pointerdown", away, true);
    panel.remove();
    onClose();
    if (back && !view.isDestroyed) view.focus();
  };
  const away = (event) => { if (!panel.contains(event.target)) close(false); };
  addEventListener("pointerdown", away, true);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
  return { panel, close };
}

// ---------------------------------------------------------------- references
export function pickReference(view, { aids, say }, at = null) {
  const { panel, close } = slip(view, at ?? view.state.selection.from, say.reference);
  const field = element("input", "", "", { type: "search", ariaLabel: say.find_target, placeholder: say.find_target });
  const list = element("ul", "choices", "", { role: "listbox", ariaLabel: say.reference });
  panel.append(field, list);
  let [found, here] = [[], 0];
  const take = (one) => {
    const node = types.ref.create({ to: one.id });
    const { tr } = view.state;
    view.dispatch((at === null ? tr.replaceSelectionWith(node, false) : tr.replaceWith(at, at + 1, node)).scrollIntoView());
    close();
  };
  const show = () => {
    const wanted = field.value.trim().toLowerCase();
    found = aids.targets.filter((one) => `${one.printed} ${one.words}`.toLowerCase().includes(wanted)).slice(0, 60);
    here = Math.max(0, Math.min(here, found.length - 1));
    list.replaceChildren(...found.map((one, n) => {
      const line = element("li", "", one.words, { role: "option", ariaSelected: String(n === here) });
      line.addEventListener("click", () => take(one));
      return line;
    }));
    list.children[here]?.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("input", () => { here = 0; show(); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); if (found[here]) take(found[here]); }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) { event.preventDefault(); here += by; show(); }
  });
  show();
  field.focus({ preventScroll: true });
  aids.refresh().then(show);
}

function chip(node, view, place, made) {
  const dom = element("span", "chip");
  const show = () => {
    const known = made.aids.prints.get(node.attrs.to);
    dom.textContent = known?.printed || made.named(node.attrs.to) || made.say.lost;
    dom.title = known?.words ?? "";
  };
  show();
  made.aids.watchers.add(show);
  dom.addEventListener("dblclick", () => pickReference(view, made, place()));
  return { dom, destroy: () => made.aids.watchers.delete(show), ignoreMutation: () => true };
}

// ---------------------------------------------------------------- formulas in a line
export function writeMath(view, { aids, say }, at = null) {
  const was = at === null ? "" : view.state.doc.nodeAt(at).attrs.latex;
  const field = element("input", "latex", "", { type: "text", value: was, spellcheck: false, ariaLabel: say.latex, placeholder: "x_{1}^{2}" });
  const drawing = element("p", "drawing");
  const done = () => {
    const latex = field.value.trim();
    if (latex === was || view.isDestroyed) return;
    const { tr } = view.state;
    if (at === null) tr.replaceSelectionWith(types.math.create({ latex }), false);
    else if (!latex) tr.delete(at, at + 1);
    else tr.setNodeAttribute(at, "latex", latex);
    view.dispatch(tr);
  };
  const { panel, close } = slip(view, at ?? view.state.selection.from, say.math, done);
  panel.append(field, drawing);
  field.addEventListener("input", () => drawInto(aids, drawing, field.value.trim()));
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); close(); } });
  drawInto(aids, drawing, was);
  field.focus({ preventScroll: true });
}

function math(node, view, place, made) {
  const dom = element("span", "inmath");
  drawInto(made.aids, dom, node.attrs.latex);
  dom.addEventListener("click", () => writeMath(view, made, place()));
  return { dom, ignoreMutation: () => true };
}

// ---------------------------------------------------------------- footnotes
export function writeFootnote(view, made, at = null) {
  let place = at;
  if (place === null) {
    const { tr } = view.state;
    tr.insert(tr.selection.to, types.footnote.create({ words: [] }));
    place = tr.selection.to - 1;
    view.dispatch(tr);
    place = view.state.selection.from - 1;
  }
  const now = () => view.state.doc.nodeAt(place);
  const done = () => {
    inner.destroy();
    if (!view.isDestroyed && now()?.type === types.footnote && !now().attrs.words.length) view.dispatch(view.state.tr.delete(place, place + 1));
  };
  const { panel, close } = slip(view, place, made.say.footnote, done);
  const doc = schema.node("doc", null, [types.paragraph.create(null, toWords(now().attrs.words))]);
  const inner = new views.EditorView(panel.appendChild(element("div", "footfield")), {
    state: state.EditorState.create({ doc, selection: state.Selection.atEnd(doc) }),
    nodeViews: pieceViews(made),
    attributes: { role: "textbox", "aria-label": made.say.footnote },
    handleKeyDown: (_, event) => event.key === "Enter" && !event.isComposing && (event.preventDefault(), close(), true),
    dispatchTransaction(tr) {
      inner.updateState(inner.state.apply(tr));
      if (tr.docChanged) view.dispatch(view.state.tr.setNodeAttribute(place, "words", fromWords(inner.state.doc.firstChild)));
    },
  });
  inner.focus();
}

function footnote(node, view, place, made) {
  const dom = element("sup", "footmark", made.say.footsign, { title: spoken(node.attrs.words) });
  dom.addEventListener("click", () => writeFootnote(view, made, place()));
  return { dom, update: (one) => one.type === node.type && (dom.title = spoken(one.attrs.words), true), ignoreMutation: () => true };
}

const spoken = (words) => words.map((one) => (typeof one === "string" ? one : one.math ?? one.sub ?? one.sup ?? "")).join("");

export const pieceViews = (made) => ({
  ref: (node, view, place) => chip(node, view, place, made),
  math: (node, view, place) => math(node, view, place, made),
  footnote: (node, view, place) => footnote(node, view, place, made),
});
