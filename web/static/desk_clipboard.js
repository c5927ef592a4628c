// Copy, cut and paste: within the desk as blocks, from office programs and plain lines through the notation, which the server reads.
import { model, state, tables } from "./vendor/prosemirror.js";
import { toDoc } from "./desk_blocks.js";
import { notation } from "./desk_pasting.js";
import { fresh, schema, types } from "./desk_schema.js";

const OURS = "application/x-tongbiao-blocks";
const MOST = 40_000;
const { Slice, Fragment } = model;

export const clipboard = (made) => ({
  copy: (view, event) => copied(view, event),
  cut: (view, event) => copied(view, event) && (view.dispatch(view.state.tr.deleteSelection().scrollIntoView()), true),
  paste: (view, event) => pasted(view, event, made, event.clipboardData),
  drop: (view, event) => !view.dragging && dropped(view, event, made),
});

function copied(view, event) {
  if (view.state.selection.empty || event.target.closest("input,textarea")) return false;
  const slice = view.state.selection.content();
  const { dom, text } = view.serializeForClipboard(slice);
  event.preventDefault();
  event.clipboardData.setData(OURS, JSON.stringify(slice.toJSON()));
  event.clipboardData.setData("text/html", dom.innerHTML);
  event.clipboardData.setData("text/plain", text);
  return true;
}

function pasted(view, event, made, data) {
  if (event.target.closest("input,textarea")) return false;
  event.preventDefault();
  const [own, html, plain] = [OURS, "text/html", "text/plain"].map((kind) => data.getData(kind));
  const image = [...data.files].find((one) => /^image\/(png|jpeg)$/.test(one.type));
  if (Math.max(html.length / 20, plain.length) > MOST) made.tell(made.say.too_long);
  else if (own) put(view, Slice.fromJSON(schema, JSON.parse(own)));
  else foreign(view, html ? notation(html) : plain.replace(/\r\n?/g, "\n"), plain, image, made);
  return true;
}

function foreign(view, lines, plain, image, made) {
  if (image && !lines.trim()) figure(view, image, made);
  else if (isPlain(view, lines)) view.dispatch(view.state.tr.insertText(flat(plain || lines)).scrollIntoView());
  else if (inCell(view) && lines === plain) put(view, raw(lines));
  else read(view, lines, made);
}

const inCell = (view) => tables.isInTable(view.state);
const raw = (lines) => new Slice(Fragment.from(lines.split("\n").filter((one) => one.trim()).map((one) => types.paragraph.create(null, schema.text(one.trim())))), 1, 1);

function dropped(view, event, made) {
  const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!spot) return false;
  view.dispatch(view.state.tr.setSelection(state.Selection.near(view.state.doc.resolve(spot.pos))));
  view.focus();
  return pasted(view, event, made, event.dataTransfer);
}

// Words of one line, or words into a place that holds nothing but words.
function isPlain(view, lines) {
  const { parent } = view.state.selection.$from;
  return parent.type.spec.marks === "" || (!lines.includes("\n") && !/[{\\【]/.test(lines) && !/^(——|·|[a-z]\)|\d+\)|注|示例)/.test(lines));
}

const flat = (words) => words.replace(/\s*[\r\n]+\s*/g, " ");

// While the server reads, somebody may type on: the place is kept in front of those words.
async function read(view, lines, made) {
  const { from, to } = view.state.selection;
  const [place, was] = [{ from, to }, view.state.doc];
  made.places.add(place);
  const blocks = await made.aids.read(lines);
  made.places.delete(place);
  if (view.isDestroyed) return;
  const here = view.state.doc === was ? null : view.state.selection.getBookmark();
  if (here) view.dispatch(view.state.tr.setSelection(state.TextSelection.between(view.state.doc.resolve(place.from), view.state.doc.resolve(place.to))));
  const changed = put(view, blocks ? slice(toDoc(blocks)) : raw(lines));
  if (here && changed) view.dispatch(view.state.tr.setSelection(here.map(changed.mapping).resolve(view.state.doc)));
}

function slice(doc) {
  const isLine = (node) => node.type === types.paragraph;
  const content = isLine(doc.lastChild) ? doc.content : doc.content.addToEnd(types.paragraph.create());
  return new Slice(content, isLine(doc.firstChild) ? 1 : 0, 1);
}

// Where words come to stand while an answer is awaited.
export function moved(places, tr) {
  for (const place of places) [place.from, place.to] = [tr.mapping.map(place.from, -1), tr.mapping.map(place.to, -1)];
}

function put(view, given) {
  const role = given.content.firstChild?.type.spec.tableRole;
  if (inCell(view) && role && filled(view, rows(given, role))) return null;
  const fits = inCell(view) ? words(given) : role ? sheet(rows(given, role)) : given;
  const tr = view.state.tr.replaceSelection(fits).scrollIntoView().setMeta("paste", true);
  view.dispatch(tr);
  return tr;
}

const rows = ({ content }, role) => (role === "table" ? content.firstChild.content : role === "row" ? content : Fragment.from(types.table_row.create(null, content)));

// Cells into cells, from the one at hand on; false where the table has not as many.
function filled(view, found) {
  const { map, tableStart, top, left, table } = tables.selectedRect(view.state);
  const places = [];
  for (let r = 0; r < found.childCount; r += 1) {
    for (let c = 0; c < found.child(r).childCount; c += 1) {
      if (top + r >= map.height || left + c >= map.width) return false;
      places.push({ at: map.map[(top + r) * map.width + left + c], words: found.child(r).child(c).content });
    }
  }
  const { tr } = view.state;
  for (const { at, words: content } of places) {
    const start = tableStart + at + 1;
    tr.replaceWith(tr.mapping.map(start, -1), tr.mapping.map(start + table.nodeAt(at).content.size, 1), content);
  }
  view.dispatch(tr.setMeta("paste", true));
  return true;
}

// Cells by themselves become a table of their own.
function sheet(found) {
  const made = types.sheet.create({ id: fresh("t") }, [types.sheet_title.create(), types.sheet_unit.create(), types.table.create(null, found)]);
  return new Slice(Fragment.from(made), 0, 0);
}

// In a cell there are only lines.
function words(slice) {
  const lines = [];
  slice.content.descendants((node) => {
    if (node.isTextblock) lines.push(types.paragraph.create(null, node.type.spec.marks === "" ? schema.text(node.textContent || " ") : node.content));
    return !node.isTextblock;
  });
  return lines.length ? new Slice(Fragment.from(lines), 1, 1) : slice;
}

async function figure(view, file, made) {
  const told = await made.aids.keep(file);
  if (!told.image || view.isDestroyed) return made.tell(`${made.say.not_put} ${told.fault ?? ""}`);
  const node = types.figure.create({ id: `f${Math.random().toString(36).slice(2, 7)}`, image: told.image }, types.figure_title.create());
  const { tr } = view.state;
  view.dispatch(tr.insert(tr.selection.$to.after(1), node).setSelection(state.Selection.near(tr.doc.resolve(tr.selection.$to.after(1)))));
}
