// What the document does not say but shows: signs of list items, numbers, hints in empty places; and one id for one block.
import { state, view } from "./vendor/prosemirror.js";
import { fresh, types } from "./desk_schema.js";

const LETTERS = { item: "i", sheet: "t", figure: "f", formula: "e" };
const FIRST = new Set(["dash", "letter"]);
const SIGNS = { dash: "——", bullet: "·" };
const letter = (n) => (n > 26 ? letter(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(97 + ((n - 1) % 26));

// The sign and level of a list item, counted as workflow/text/numbering.py counts them.
function counted(marker, items) {
  const second = !FIRST.has(marker) && Boolean(items.dash || items.letter);
  if (!second && marker !== "number") items.number = 0;
  if (!second && marker === "number") items.number ??= 0;
  items[marker] = (items[marker] ?? 0) + 1;
  if (FIRST.has(marker)) items.number = 0;
  const sign = SIGNS[marker] ?? `${marker === "letter" ? letter(items.letter) : items.number})`;
  return { sign, level: second ? 2 : 1 };
}

function shown(doc, say, printed) {
  const found = [];
  const mark = (at, node, attrs) => found.push(view.Decoration.node(at, at + node.nodeSize, attrs));
  const many = { note: 0, example: 0 };
  doc.descendants((node) => { if (node.type.name in many) many[node.type.name] += 1; });
  const seen = { note: 0, example: 0 };
  let items = {};
  doc.descendants((node, at, parent) => {
    const name = node.type.name;
    if (name === "item") {
      const { sign, level } = counted(node.attrs.marker, items);
      mark(at, node, { class: `level${level}`, "data-mark": sign });
    } else if (name in many) {
      seen[name] += 1;
      mark(at, node, { "data-mark": `${say[name]}${many[name] > 1 ? seen[name] : ""}：` });
    } else if (name === "remark") mark(at, node, { "data-mark": `${say.note}：` });
    else if (name === "paragraph" && parent.type !== types.table_cell && !["item", "note", "example"].includes(parent.type.name)) items = {};
    if (name === "deviation") items = {};
    if (name === "sheet" || name === "figure") mark(at + 1, node.firstChild, { "data-number": printed(node.attrs.id) || say[name] });
    if (name === "sheet_unit") mark(at, node, { "data-mark": say.unit });
    const hint = node.type.spec.defining && node.isTextblock && !node.content.size && say[`hint_${name}`];
    if (hint) mark(at, node, { "data-empty": hint });
    return !node.isTextblock;
  });
  return view.DecorationSet.create(doc, found);
}

export const marks = (say, printed) => new state.Plugin({
  state: {
    init: (_, now) => shown(now.doc, say, printed),
    apply: (tr, was, __, now) => (tr.docChanged || tr.getMeta("printed") ? shown(now.doc, say, printed) : was),
  },
  props: { decorations(now) { return this.getState(now); } },
});

// A block that was copied gets an id of its own; head rows of a table stand first.
export const order = (isTaken) => new state.Plugin({
  appendTransaction: (trs, _, now) => {
    if (!trs.some((tr) => tr.docChanged) || trs.some((tr) => tr.getMeta("follows"))) return null;
    const tr = now.tr;
    const seen = new Set();
    now.doc.descendants((node, at) => {
      const id = node.attrs.id;
      if (id && (seen.has(id) || isTaken(id))) tr.setNodeAttribute(at, "id", node.type === types.item ? "" : fresh(LETTERS[node.type.name]));
      if (id) seen.add(id);
      if (node.type === types.table) headed(tr, node, at);
      return !node.isTextblock;
    });
    if (isClosed(tr.doc)) tr.insert(tr.doc.content.size, types.paragraph.create());
    return tr.docChanged ? tr : null;
  },
});

// Behind a table, figure, formula or deviation there is always a line to go on writing on; empty, it is no words.
export const isClosed = (doc) => Boolean(doc.lastChild.type.spec.isolating || doc.lastChild.isAtom);
export const opened = (doc) => (isClosed(doc) ? doc.copy(doc.content.addToEnd(types.paragraph.create())) : doc);

function headed(tr, table, at) {
  const rows = Array.from({ length: table.childCount }, (_, n) => table.child(n));
  const last = rows.findLastIndex((row) => row.attrs.head);
  table.forEach((row, offset, n) => { if (n < last && !row.attrs.head) tr.setNodeAttribute(at + 1 + offset, "head", true); });
}
