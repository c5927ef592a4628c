// The structured editor of one clause: its document is the clause, its keys are those of a word processor.
import * as pm from "./vendor/prosemirror.js";
import { fromDoc, toDoc } from "./desk_blocks.js";
import { clipboard, moved } from "./desk_clipboard.js";
import * as blocks from "./desk_commands.js";
import * as exhibits from "./desk_exhibits.js";
import { followed } from "./desk_following.js";
import { marks, opened, order } from "./desk_marks.js";
import { pickReference, pieceViews, writeFootnote, writeMath } from "./desk_pieces.js";
import { schema, types } from "./desk_schema.js";
import { blockViews } from "./desk_views.js";

const { TextSelection, Selection, EditorState } = pm.state;
const { toggleMark, chainCommands, baseKeymap } = pm.commands;
const table = pm.tables;
const SIGNS = { "——": "dash", "·": "bullet" };

export const spelled = (list) => JSON.stringify(fromDoc(toDoc(list)));
export const gist = (list) => { const doc = toDoc(list); return doc.textBetween(0, doc.content.size, "\n", "…"); };

// What was typed at the start of a line says what the line is.
function rules() {
  const rule = (found, name, attrs = () => ({})) => new pm.inputrules.InputRule(found, (now, match, start, end) => {
    const $at = now.doc.resolve(start);
    if ($at.parent.type !== types.paragraph || $at.parentOffset || !["doc", "deviation"].includes($at.node(-1).type.name)) return null;
    let done = null;
    const bare = now.apply(now.tr.delete(start, end));
    blocks.become(name, attrs(match))(bare, (tr) => { done = tr; });
    if (!done) return null;
    const tr = now.tr.delete(start, end);
    for (const step of done.steps) tr.step(step);
    return tr;
  });
  return pm.inputrules.inputRules({ rules: [
    rule(/^(——|·)\s?$/, "item", (match) => ({ marker: SIGNS[match[1]] })),
    rule(/^[a-z][)）]$/, "item", () => ({ marker: "letter" })),
    rule(/^\d{1,2}[)）]$/, "item", () => ({ marker: "number" })),
    rule(/^注\d*[:：]$/, "note"),
    rule(/^示例\d*[:：]$/, "example"),
  ] });
}

const addRowBelow = (now, dispatch) => table.goToNextCell(1)(now, dispatch) || (table.isInTable(now) && lastCell(now, dispatch));

function lastCell(now, dispatch) {
  if (!dispatch) return true;
  let at = null;
  table.addRowAfter(now, (tr) => { at = tr; });
  dispatch(at);
  return "again";
}

// An act is undone by itself, not with the words typed before it.
const apart = (act) => (now, dispatch, view) => act(now, dispatch && ((tr) => dispatch(pm.history.closeHistory(tr))), view);

// Everything a button or key does, by its name.
const blockActs = {
  paragraph: blocks.become("paragraph"),
  letter: blocks.become("item", { marker: "letter" }), number: blocks.become("item", { marker: "number" }),
  dash: blocks.become("item", { marker: "dash" }), bullet: blocks.become("item", { marker: "bullet" }),
  deeper: blocks.level(1), higher: blocks.level(-1),
  note: blocks.become("note"), example: blocks.become("example"),
  table: (now, go) => exhibits.insert(exhibits.made.table())(now, go),
  figure: (now, go) => exhibits.insert(exhibits.made.figure())(now, go),
  formula: (now, go) => exhibits.insert(exhibits.made.formula())(now, go),
  row_above: table.addRowBefore, row_below: table.addRowAfter, row_gone: table.deleteRow,
  column_before: table.addColumnBefore, column_after: table.addColumnAfter, column_gone: table.deleteColumn,
  merge: table.mergeCells, split: table.splitCell, head: exhibits.head, remark: exhibits.remark, block_gone: exhibits.gone,
};

const acts = (made) => ({
  ...Object.fromEntries(Object.entries(blockActs).map(([name, act]) => [name, apart(act)])),
  sub: toggleMark(schema.marks.sub), sup: toggleMark(schema.marks.sup),
  undo: pm.history.undo, redo: pm.history.redo,
  reference: piece((view) => pickReference(view, made)),
  math: piece((view) => writeMath(view, made)),
  footnote: piece((view) => writeFootnote(view, made)),
});

// Pieces go where words may be marked; titles and symbols are plain.
function piece(open) {
  return (now, dispatch, view) => {
    const { parent } = now.selection.$from;
    if (!parent.inlineContent || parent.type.spec.marks === "") return false;
    if (dispatch) open(view);
    return true;
  };
}

const KEYS = {
  "Mod-Alt-0": "paragraph", "Mod-Shift-7": "letter", "Mod-Shift-8": "dash", "Mod-Alt-7": "number", "Mod-,": "sub", "Mod-.": "sup",
  "Mod-k": "reference", "Mod-m": "math", "Mod-Alt-f": "footnote", "Mod-z": "undo", "Mod-y": "redo", "Mod-Shift-z": "redo",
};

export class Editor {
  constructor(pad, place, list, made) {
    this.pad = pad;
    this.made = { ...made, places: new Set() };
    this.acts = acts(made);
    const named = Object.fromEntries(Object.entries(KEYS).map(([key, name]) => [key, this.acts[name]]));
    const tab = (now, go, view) => { const done = addRowBelow(now, go); if (done === "again") table.goToNextCell(1)(view.state, view.dispatch); return Boolean(done); };
    const plugins = [
      rules(),
      pm.keymap.keymap({
        ...named, Enter: apart(blocks.enter), "Shift-Enter": blocks.further,
        Backspace: chainCommands(pm.inputrules.undoInputRule, apart(blocks.backspace)),
        Tab: chainCommands(tab, this.acts.deeper), "Shift-Tab": chainCommands(table.goToNextCell(-1), this.acts.higher),
        "Mod-s": () => { pad.keeper.send(); return true; },
        "Alt-F10": () => { pad.bar?.focus(); return Boolean(pad.bar); },
        Escape: () => { pad.leave(); return true; },
      }),
      pm.keymap.keymap(baseKeymap),
      pm.history.history(), pm.gapcursor.gapCursor(), pm.dropcursor.dropCursor({ color: false, class: "dropcursor" }),
      marks(made.say, (id) => made.aids.printed(id)), order(made.isTaken), table.tableEditing(),
    ];
    this.view = new pm.view.EditorView(place, {
      state: EditorState.create({ doc: opened(toDoc(list)), plugins }),
      nodeViews: { ...blockViews(made), ...pieceViews(made) },
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": made.say.label, lang: "zh-CN", spellcheck: "false", class: "body" },
      dispatchTransaction: (tr) => this.took(tr),
      handleDOMEvents: {
        ...clipboard(this.made),
        compositionend: () => { setTimeout(() => pad.changed(), 30); return false; },
        blur: () => { pad.keeper.send(); return false; },
      },
    });
  }

  took(tr) {
    const { view } = this;
    view.updateState(view.state.apply(tr));
    moved(this.made.places, tr);
    this.pad.bar?.show();
    if (tr.docChanged && !tr.getMeta("follows") && !view.composing) this.pad.changed();
  }

  get composing() { return this.view.composing; }

  words() {
    if (this.was !== this.view.state.doc) [this.was, this.said] = [this.view.state.doc, JSON.stringify(fromDoc(this.view.state.doc))];
    return this.said;
  }

  put(list) {
    const tr = followed(this.view.state, list);
    if (tr) this.view.dispatch(tr.setMeta("follows", true).setMeta("addToHistory", false));
  }

  // What was kept in this browser goes back as an act of the person, who may undo it.
  restore(list) { this.view.dispatch(this.view.state.tr.replaceWith(0, this.view.state.doc.content.size, opened(toDoc(list)).content)); }

  renumbered() { this.view.dispatch(this.view.state.tr.setMeta("printed", true)); }

  // Blocks whose numbers nobody has told yet.
  get isUnnumbered() {
    let found = false;
    this.view.state.doc.descendants((node) => { found ||= Boolean(node.attrs.id) && !this.pad.made.aids.prints.has(node.attrs.id); });
    return found;
  }

  // The caret where somebody clicked into the printed clause: the same words, else the end.
  focus(spot = null) {
    const { doc, tr } = this.view.state;
    let at = null;
    if (spot) doc.descendants((node, place) => {
      if (at === null && node.isTextblock && node.textContent && spot.line.includes(node.textContent.slice(0, 40))) {
        at = place + 1 + Math.max(0, Math.min(spot.offset - spot.line.indexOf(node.textContent.slice(0, 40)), node.content.size));
      }
      return at === null;
    });
    this.view.dispatch(tr.setSelection(at === null ? Selection.atEnd(doc) : TextSelection.near(doc.resolve(at))));
    this.view.focus();
  }

  do(name) {
    this.acts[name](this.view.state, this.view.dispatch, this.view);
    if (!["reference", "math", "footnote"].includes(name)) this.view.focus();
  }

  can(name) { return this.acts[name](this.view.state, undefined, this.view); }

  // Where the caret is, for the bar: the kinds of blocks around it.
  get around() {
    const { $from, node } = this.view.state.selection;
    const found = new Set(node ? [node.type.name] : []);
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const one = $from.node(depth);
      found.add(one.type.name);
      if (one.attrs.marker) found.add(one.attrs.marker);
    }
    for (const mark of this.view.state.storedMarks ?? $from.marks()) found.add(mark.type.name);
    return found;
  }

  destroy() { this.view.destroy(); }
}
