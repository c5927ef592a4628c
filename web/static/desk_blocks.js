// Between the documented JSON blocks of a clause and the editor's document. What would not come back the same is kept whole.
import { schema, types } from "./desk_schema.js";

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

// ---------------------------------------------------------------- in
export function toDoc(blocks) {
  const nodes = blocks.map(toNode);
  return schema.node("doc", null, nodes.length ? nodes : [types.paragraph.create()]);
}

function toNode(block) {
  try {
    const node = reading[block.block](block);
    node.check();
    if (same(fromNode(node), block)) return node;
  } catch { /* of a shape the schema does not know */ }
  return types.kept.create({ block });
}

const paragraphs = (lines) => lines.map((words) => types.paragraph.create(null, toWords(words)));
const remarks = (notes) => notes.map((words) => types.remark.create(null, toWords(words)));
const text = (type, words) => types[type].create(null, words ? schema.text(words) : null);

const reading = {
  paragraph: (one) => types.paragraph.create(null, toWords(one.words)),
  item: (one) => types.item.create({ marker: one.marker, id: one.id ?? "" }, paragraphs(one.paragraphs)),
  note: (one) => types.note.create(null, paragraphs(one.paragraphs)),
  example: (one) => types.example.create(null, paragraphs(one.paragraphs)),
  table: (one) => {
    const rows = one.rows.map((row, at) => types.table_row.create({ head: at < one.head }, row.map(toCell)));
    return types.sheet.create({ id: one.id }, [
      text("sheet_title", one.title), text("sheet_unit", one.unit), types.table.create(null, rows), ...remarks(one.notes),
    ]);
  },
  figure: ({ id, image, alt, parts, ...one }) =>
    types.figure.create({ id, image, alt, parts }, [text("figure_title", one.title), ...remarks(one.notes)]),
  formula: (one) => types.formula.create({ id: one.id, latex: one.latex }, one.where.map((line) =>
    types.where.create(null, [text("symbol", line.symbol), types.meaning.create(null, toWords(line.meaning))]))),
  deviation: ({ blocks, block, ...facts }) =>
    types.deviation.create({ facts }, blocks.length ? blocks.map(toNode) : [types.paragraph.create()]),
};

function toCell({ words, columns, rows }) {
  const lines = [[]];
  for (const piece of words) if (piece.break) lines.push([]); else lines.at(-1).push(piece);
  return types.table_cell.create({ colspan: columns, rowspan: rows }, paragraphs(lines));
}

export function toWords(words) {
  return words.map((piece) => {
    if (typeof piece === "string") return schema.text(piece);
    if (piece.ref !== undefined) return types.ref.create({ to: piece.ref });
    if (piece.math !== undefined) return types.math.create({ latex: piece.math });
    if (piece.footnote !== undefined) return types.footnote.create({ words: piece.footnote });
    if (piece.sub !== undefined) return schema.text(piece.sub, [schema.mark("sub")]);
    if (piece.sup !== undefined) return schema.text(piece.sup, [schema.mark("sup")]);
    return types.break.create();
  });
}

// ---------------------------------------------------------------- out
export function fromDoc(doc) {
  return children(doc).map(fromNode).filter((block) => block.block !== "paragraph" || block.words.length);
}

export function fromNode(node) { return writing[node.type.name](node); }

const children = (node) => Array.from({ length: node.childCount }, (_, at) => node.child(at));
const lines = (node) => children(node).map(fromWords).filter((words, at) => !at || words.length);
const notes = (node) => children(node).filter((one) => one.type === types.remark).map(fromWords);
const flat = (node) => node.textContent.trim();

const writing = {
  paragraph: (node) => ({ block: "paragraph", words: fromWords(node) }),
  item: (node) => ({ block: "item", marker: node.attrs.marker, id: node.attrs.id, paragraphs: lines(node) }),
  note: (node) => ({ block: "note", paragraphs: lines(node) }),
  example: (node) => ({ block: "example", paragraphs: lines(node) }),
  sheet: (node) => {
    const rows = children(node.child(2));
    return {
      block: "table", id: node.attrs.id, title: flat(node.child(0)), unit: flat(node.child(1)),
      head: rows.findLastIndex((row) => row.attrs.head) + 1, rows: rows.map((row) => children(row).map(fromCell)), notes: notes(node),
    };
  },
  figure: (node) => ({ block: "figure", ...node.attrs, title: flat(node.child(0)), notes: notes(node) }),
  formula: (node) => ({
    block: "formula", id: node.attrs.id, latex: node.attrs.latex.split("\n").map((line) => line.trim()).filter(Boolean).join("\n"),
    where: children(node).map((line) => ({ symbol: flat(line.child(0)), meaning: fromWords(line.child(1)) })),
  }),
  deviation: (node) => ({ block: "deviation", ...node.attrs.facts, blocks: fromDoc(node) }),
  kept: (node) => node.attrs.block,
};

function fromCell(cell) {
  const words = children(cell).flatMap((line, at) => [...(at ? [{ break: true }] : []), ...pieces(line)]);
  return { words: trimmed(words), columns: cell.attrs.colspan, rows: cell.attrs.rowspan };
}

export const fromWords = (node) => trimmed(pieces(node));

function pieces(node) {
  return children(node).map((one) => {
    if (one.isText) return one.marks.length ? { [one.marks[0].type.name]: one.text } : one.text;
    if (one.type === types.ref) return { ref: one.attrs.to };
    if (one.type === types.math) return { math: one.attrs.latex };
    if (one.type === types.footnote) return { footnote: one.attrs.words };
    return { break: true };
  });
}

// No face of a text keeps the spaces around a line.
function trimmed(words) {
  const kept = [...words];
  if (typeof kept[0] === "string") kept[0] = kept[0].trimStart();
  const last = kept.length - 1;
  if (typeof kept[last] === "string") kept[last] = kept[last].trimEnd();
  return kept.filter((piece) => piece !== "");
}
