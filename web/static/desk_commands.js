// What keys and buttons do to the blocks of a clause: lists and their levels, notes, splitting and joining as in a word processor.
import { commands, state } from "./vendor/prosemirror.js";
import { types } from "./desk_schema.js";

const { TextSelection, Selection } = state;
const HOLDERS = new Set([types.item, types.note, types.example]);
const DEEPER = { letter: "number", dash: "bullet" };
const HIGHER = { number: "letter", bullet: "dash" };

// The item, note or example around the caret, with its place.
export function holder($at) {
  const depth = $at.depth - 1;
  return depth > 0 && HOLDERS.has($at.node(depth).type) ? { node: $at.node(depth), at: $at.before(depth), depth } : null;
}

const isLine = ($at) => $at.parent.type === types.paragraph && !inCell($at);
const inCell = ($at) => $at.depth > 1 && $at.node($at.depth - 1).type === types.table_cell;

// The blocks that the selection touches, those of a deviation by themselves.
function touched({ from, to, $from }, doc) {
  const found = [];
  if (inCell($from)) return found;
  doc.nodesBetween(from, to, (node, at) => {
    if (node.type !== types.paragraph && !HOLDERS.has(node.type)) return node.type === types.deviation;
    found.push({ node, at });
    return false;
  });
  return found;
}

// The blocks at hand as `name`; blocks that are so already become paragraphs.
export function become(name, attrs = {}) {
  return (now, dispatch) => {
    const found = touched(now.selection, now.doc);
    if (!found.length) return false;
    if (!dispatch) return true;
    const is = (node) => node.type.name === name && (!attrs.marker || node.attrs.marker === attrs.marker);
    const back = name === "paragraph" || found.every(({ node }) => is(node));
    const tr = now.tr;
    for (const { node, at } of found.reverse()) {
      if (back) unwrap(tr, node, at);
      else if (node.type === types.paragraph) wrap(tr, node, at, types[name], attrs);
      else tr.setNodeMarkup(at, types[name], name === "item" ? { id: node.attrs.id ?? "", ...attrs } : null);
    }
    dispatch(tr.scrollIntoView());
    return true;
  };
}

function wrap(tr, node, at, type, attrs) {
  const range = tr.doc.resolve(at + 1).blockRange();
  tr.wrap(range, [{ type, attrs }]);
}

function unwrap(tr, node, at) {
  if (!HOLDERS.has(node.type)) return;
  const $in = tr.doc.resolve(at + 1);
  tr.lift($in.blockRange(tr.doc.resolve(at + node.nodeSize - 1)), $in.depth - 1);
}

export function level(by) {
  return (now, dispatch) => {
    const found = touched(now.selection, now.doc).filter(({ node }) => node.type === types.item);
    if (!found.length) return false;
    const next = by > 0 ? DEEPER : HIGHER;
    const tr = now.tr;
    for (const { node, at } of found.reverse()) {
      const marker = next[node.attrs.marker];
      if (marker) tr.setNodeMarkup(at, null, { ...node.attrs, marker });
      else if (by < 0) unwrap(tr, node, at);
    }
    dispatch?.(tr);
    return true;
  };
}

// ---------------------------------------------------------------- Enter and Backspace
export function enter(now, dispatch) {
  const { $from, empty } = now.selection;
  const name = $from.parent.type.name;
  if (name === "symbol" && !$from.node(-1).textContent) return leave(now, dispatch);
  if (["sheet_title", "sheet_unit", "figure_title", "symbol"].includes(name)) return onward(now, dispatch);
  if (name === "meaning") return nextWhere(now, dispatch);
  if (name === "remark" && !$from.parent.content.size) return leave(now, dispatch);
  const found = isLine($from) && holder($from);
  if (!found) return false;
  if (empty && !$from.parent.content.size && found.node.childCount === 1) return become("paragraph")(now, dispatch);
  if (!dispatch) return true;
  const tr = now.tr.deleteSelection();
  const after = found.node.type === types.item ? { type: types.item, attrs: { ...found.node.attrs, id: "" } } : null;
  tr.split(tr.selection.from, 2, [after ?? { type: found.node.type }, { type: types.paragraph }]);
  if (!after) {
    const $in = tr.selection.$from;
    unwrap(tr, $in.node($in.depth - 1), $in.before($in.depth - 1));
  }
  dispatch(tr.scrollIntoView());
  return true;
}

function onward(now, dispatch) {
  const next = Selection.findFrom(now.doc.resolve(now.selection.$from.after()), 1, true);
  if (next) dispatch?.(now.tr.setSelection(next).scrollIntoView());
  return Boolean(next);
}

function nextWhere(now, dispatch) {
  const { $from } = now.selection;
  return addWhere(now, dispatch, $from.after($from.depth - 1));
}

export function addWhere(now, dispatch, at) {
  const tr = now.tr.insert(at, types.where.createAndFill());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  return true;
}

// Out of the figure, table or formula: the empty line goes, a paragraph comes behind.
function leave(now, dispatch) {
  const { $from } = now.selection;
  const line = $from.parent.type === types.symbol ? $from.depth - 1 : $from.depth;
  if (!dispatch) return true;
  const tr = now.tr.delete($from.before(line), $from.after(line));
  const at = tr.mapping.map($from.after(line - 1));
  tr.insert(at, types.paragraph.create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

export function further(now, dispatch) {
  if (isLine(now.selection.$from) && holder(now.selection.$from)) return commands.splitBlock(now, dispatch);
  if (!now.selection.$from.parent.inlineContent || now.selection.$from.parent.type.spec.marks === "") return false;
  dispatch?.(now.tr.replaceSelectionWith(types.break.create()).scrollIntoView());
  return true;
}

export function backspace(now, dispatch) {
  const { $from, empty } = now.selection;
  if (!empty || $from.parentOffset) return false;
  const name = $from.parent.type.name;
  if (name === "symbol" || name === "meaning") return emptyWhere(now, dispatch);
  if (!isLine($from)) return false;
  const found = holder($from);
  if (found) return $from.index(found.depth) === 0 && become("paragraph")(now, dispatch);
  const before = $from.doc.resolve($from.before()).nodeBefore;
  if (!before || !HOLDERS.has(before.type)) return false;
  dispatch?.(now.tr.delete($from.before() - 2, $from.pos).scrollIntoView());
  return true;
}

function emptyWhere(now, dispatch) {
  const { $from } = now.selection;
  const line = $from.node($from.depth - 1);
  if (line.content.size > 4) return $from.parent.type === types.symbol;
  const tr = now.tr.delete($from.before($from.depth - 1), $from.after($from.depth - 1));
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve($from.before($from.depth - 1)), -1)).scrollIntoView());
  return true;
}
