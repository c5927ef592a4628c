// Words from the desk into the document: only what differs is replaced, so that a caret stays at its words and nothing typed goes.
import { model } from "./vendor/prosemirror.js";
import { fromDoc, fromNode, toDoc } from "./desk_blocks.js";
import { opened } from "./desk_marks.js";
import { types } from "./desk_schema.js";

const MOST = 400_000;
const { Fragment, Slice } = model;
const told = (value) => JSON.stringify(value);

// A transaction after which the document says these blocks; null where it says them already.
export function followed(now, blocks) {
  const target = toDoc(blocks);
  const want = told(fromDoc(target));
  if (told(fromDoc(now.doc)) === want) return null;
  const fine = aligned(now.tr, now.doc, target);
  if (told(fromDoc(fine.doc)) === want) return fine;
  return now.tr.replaceWith(0, now.doc.content.size, opened(target).content);
}

// Block by block from the end; a paragraph that is still empty is nobody else's business and stays.
function aligned(tr, doc, target) {
  const [old, next] = [[], []];
  doc.forEach((node, at) => { if (!isPending(node)) old.push({ node, at, end: at + node.nodeSize }); });
  target.forEach((node) => { if (!isPending(node)) next.push(node); });
  for (const step of steps(old.map((one) => key(one.node)), next.map(key)).reverse()) {
    const there = next.slice(step.start, step.end);
    const pairs = Math.min(step.to - step.from, there.length);
    const last = step.from + pairs;
    if (there.length > pairs) tr.insert(last ? old[last - 1].end : 0, there.slice(pairs));
    for (let n = step.to - 1; n >= last; n -= 1) tr.delete(old[n].at, old[n].end);
    for (let n = pairs - 1; n >= 0; n -= 1) {
      const { node, at, end } = old[step.from + n];
      if (node.type === there[n].type) one(tr, node, there[n], at);
      else tr.replaceWith(at, end, there[n]);
    }
  }
  return tr;
}

const isPending = (node) => node.type === types.paragraph && !fromNode(node).words.length;
const key = (node) => told(fromNode(node));

function one(tr, node, next, at) {
  if (node.eq(next)) return;
  if (!node.sameMarkup(next)) tr.setNodeMarkup(at, null, next.attrs);
  if (node.inlineContent) return inline(tr, node, next, at);
  const alike = node.childCount === next.childCount && Array.from({ length: node.childCount }, (_, n) => n).every((n) => node.child(n).type === next.child(n).type);
  if (!alike) return tr.replace(at + 1, at + 1 + node.content.size, new Slice(next.content, 0, 0));
  const places = [];
  node.forEach((_, offset) => places.push(offset));
  for (let n = node.childCount - 1; n >= 0; n -= 1) one(tr, node.child(n), next.child(n), at + 1 + places[n]);
}

// Within a line sign by sign.
function inline(tr, node, next, at) {
  const [old, want] = [signs(node), signs(next)];
  for (const step of steps(old, want).reverse()) {
    if (step.from === step.to && step.start === step.end) continue;
    const cut = next.content.cut(step.start, step.end);
    tr.replace(at + 1 + step.from, at + 1 + step.to, cut.size ? new Slice(Fragment.from(cut), 0, 0) : Slice.empty);
  }
}

function signs(node) {
  const found = [];
  node.forEach((piece) => {
    const marks = piece.marks.map((one) => one.type.name).join();
    if (piece.isText) for (let n = 0; n < piece.text.length; n += 1) found.push(piece.text[n] + marks);
    else found.push(told(piece.toJSON()));
  });
  return found;
}

// Where two rows of keys differ: [from, to) of the one becomes [start, end) of the other.
export function steps(one, other) {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const [a, b] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  if (a.length * b.length > MOST) return [{ from: head, to: one.length - tail, start: head, end: other.length - tail }];
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) long[i][j] = a[i] === b[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  }
  const found = [];
  let [i, j, from, start] = [0, 0, 0, 0];
  const close = () => { if (from < i || start < j) found.push({ from: head + from, to: head + i, start: head + start, end: head + j }); };
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) { close(); i += 1; j += 1; [from, start] = [i, j]; }
    else if (long[i + 1][j] >= long[i][j + 1]) i += 1;
    else j += 1;
  }
  [i, j] = [a.length, b.length];
  close();
  return found;
}
