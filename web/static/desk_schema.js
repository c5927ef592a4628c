// The clause model (workflow/text/blocks.py, inline.py) as a schema of the editor: every node is a block, line or piece of docs/text.md.
import { model } from "./vendor/prosemirror.js";

const dom = (tag, name, more = {}) => () => [tag, { class: name, ...more }, 0];
const plain = { content: "text*", marks: "", defining: true };

const blocks = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: dom("p", "text") },
  item: {
    content: "paragraph+", group: "block", defining: true,
    attrs: { marker: { default: "letter" }, id: { default: "" } },
    toDOM: (node) => ["div", { class: "item", "data-marker": node.attrs.marker }, 0],
  },
  note: { content: "paragraph+", group: "block", defining: true, toDOM: dom("div", "remark", { "data-kind": "note" }) },
  example: { content: "paragraph+", group: "block", defining: true, toDOM: dom("div", "remark", { "data-kind": "example" }) },
  sheet: {
    content: "sheet_title sheet_unit table remark*", group: "block", isolating: true, defining: true, attrs: { id: { default: "" } },
    toDOM: dom("figure", "tbl"),
  },
  sheet_title: { ...plain, toDOM: dom("figcaption", "caption", { "data-hint": "title" }) },
  sheet_unit: { ...plain, toDOM: dom("p", "unit", { "data-hint": "unit" }) },
  table: { content: "table_row+", tableRole: "table", isolating: true, toDOM: () => ["div", { class: "wide" }, ["table", ["tbody", 0]]] },
  table_row: {
    content: "table_cell*", tableRole: "row", attrs: { head: { default: false } },
    toDOM: (node) => ["tr", node.attrs.head ? { "data-head": "" } : {}, 0],
  },
  table_cell: {
    content: "paragraph+", tableRole: "cell", isolating: true,
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    toDOM: ({ attrs }) => ["td", { colspan: String(attrs.colspan), rowspan: String(attrs.rowspan) }, 0],
  },
  remark: { content: "inline*", defining: true, toDOM: dom("p", "remark", { "data-kind": "note" }) },
  figure: {
    content: "figure_title remark*", group: "block", isolating: true, defining: true,
    attrs: { id: { default: "" }, image: { default: "" }, alt: { default: "" }, parts: { default: [] } },
    toDOM: dom("figure", "fig"),
  },
  figure_title: { ...plain, toDOM: dom("figcaption", "caption", { "data-hint": "title" }) },
  formula: {
    content: "where*", group: "block", isolating: true, defining: true,
    attrs: { id: { default: "" }, latex: { default: "" } }, toDOM: dom("div", "equation"),
  },
  where: { content: "symbol meaning", toDOM: dom("div", "whereline") },
  symbol: { ...plain, toDOM: dom("span", "symbol", { "data-hint": "symbol", spellcheck: "false" }) },
  meaning: { content: "inline*", toDOM: dom("span", "meaning", { "data-hint": "meaning" }) },
  deviation: {
    content: "block+", group: "block", isolating: true, defining: true, attrs: { facts: {} }, toDOM: dom("aside", "deviation"),
  },
  kept: { group: "block", atom: true, selectable: true, attrs: { block: {} }, toDOM: () => ["div", { class: "kept" }] },
};

const pieces = {
  text: { group: "inline" },
  ref: { inline: true, group: "inline", atom: true, attrs: { to: {} }, toDOM: () => ["span", { class: "chip" }] },
  math: { inline: true, group: "inline", atom: true, attrs: { latex: {} }, toDOM: () => ["span", { class: "inmath" }] },
  footnote: { inline: true, group: "inline", atom: true, attrs: { words: {} }, toDOM: () => ["sup", { class: "footmark" }] },
  break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n" },
};

export const schema = new model.Schema({
  nodes: { ...blocks, ...pieces },
  marks: {
    sub: { excludes: "sub sup", parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0] },
    sup: { excludes: "sub sup", parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0] },
  },
});

export const fresh = (letter) => letter + Math.random().toString(36).slice(2, 7);
export const types = schema.nodes;
