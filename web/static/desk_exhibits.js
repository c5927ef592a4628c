// Tables, figures and formulas: put in, taken out, and what belongs to a table beside its cells.
import { state, tables } from "./vendor/prosemirror.js";
import { fresh, schema, types } from "./desk_schema.js";

const { TextSelection, Selection, NodeSelection } = state;

const cell = () => types.table_cell.create(null, types.paragraph.create());
const row = (head) => types.table_row.create({ head }, [cell(), cell(), cell()]);

export const made = {
  table: () => types.sheet.create({ id: fresh("t") }, [
    types.sheet_title.create(), types.sheet_unit.create(), types.table.create(null, [row(true), row(false), row(false)])]),
  figure: () => types.figure.create({ id: fresh("f") }, types.figure_title.create()),
  formula: () => types.formula.create({ id: fresh("e") }),
};

// A new block behind the one with the caret, or in the place of an empty paragraph.
export function insert(node) {
  return (now, dispatch) => {
    const { $from } = now.selection;
    let depth = $from.depth;
    while (depth > 0 && !($from.node(depth - 1).type === schema.topNodeType || $from.node(depth - 1).type === types.deviation)) depth -= 1;
    const here = depth ? $from.node(depth) : null;
    const tr = now.tr;
    const at = here ? $from.after(depth) : $from.pos;
    const inPlace = here?.type === types.paragraph && !here.content.size;
    const start = inPlace ? $from.before(depth) : at;
    tr.replaceWith(start, at, node);
    if (start + node.nodeSize === tr.doc.content.size) tr.insert(start + node.nodeSize, types.paragraph.create());
    tr.setSelection(node.isTextblock || node.childCount ? Selection.near(tr.doc.resolve(start + 1)) : NodeSelection.create(tr.doc, start));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

// ---------------------------------------------------------------- tables
function around($from, ...names) {
  for (let depth = $from.depth; depth > 0; depth -= 1) if (names.includes($from.node(depth).type.name)) return { node: $from.node(depth), at: $from.before(depth) };
  return null;
}

// The rows down to that of the caret are the head; where they are it already, that row and those below are not.
export function head(now, dispatch) {
  if (!tables.isInTable(now)) return false;
  const rect = tables.selectedRect(now);
  const was = rect.table.child(rect.top).attrs.head;
  const tr = now.tr;
  rect.table.forEach((row, offset, n) => {
    const is = was ? n < rect.top : n < rect.bottom || row.attrs.head;
    if (is !== row.attrs.head) tr.setNodeAttribute(rect.tableStart + offset, "head", is);
  });
  dispatch?.(tr);
  return true;
}

// A note below the table or figure.
export function remark(now, dispatch) {
  const found = around(now.selection.$from, "sheet", "figure");
  if (!found) return false;
  const at = found.at + found.node.nodeSize - 1;
  const tr = now.tr.insert(at, types.remark.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
}

export function gone(now, dispatch) {
  const found = around(now.selection.$from, "sheet", "figure", "formula");
  const at = found?.at ?? (now.selection.node?.isBlock ? now.selection.from : null);
  if (at === null) return false;
  if (!dispatch) return true;
  const tr = now.tr.delete(at, at + now.doc.nodeAt(at).nodeSize);
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)), -1)).scrollIntoView());
  return true;
}
