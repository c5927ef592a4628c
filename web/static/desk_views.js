// How the blocks and pieces that are no plain words look and are changed in the editor: formulas, figures, chips, what is kept whole.
import { state } from "./vendor/prosemirror.js";
import { drawInto } from "./desk_aids.js";
import { addWhere } from "./desk_commands.js";

export const element = (tag, name = "", words = "", more = {}) =>
  Object.assign(document.createElement(tag), { className: name, textContent: words }, more);

const fixed = (node) => { node.contentEditable = "false"; return node; };

class Formula {
  constructor(node, view, place, { aids, say }) {
    Object.assign(this, { node, view, place, aids });
    this.dom = element("div", "equation");
    this.drawing = element("div", "wide drawing", "", { title: say.edit_formula });
    this.number = element("span", "no");
    const line = fixed(element("div", "eq"));
    line.append(this.drawing, this.number);
    this.field = element("textarea", "latex", "", { rows: 1, spellcheck: false, ariaLabel: say.latex, placeholder: "\\rho = \\frac{m}{V}" });
    const box = fixed(element("div", "latexbox"));
    box.append(element("span", "small soft", "LaTeX"), this.field);
    this.head = fixed(element("p", "text wherehead", say.where));
    this.contentDOM = element("div", "where");
    const more = fixed(element("p", "small nomargin"));
    this.more = more.appendChild(element("button", "btn quiet mini", say.add_symbol, { type: "button" }));
    this.dom.append(line, box, this.head, this.contentDOM, more);
    this.drawing.addEventListener("click", () => this.open());
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("blur", () => this.dom.classList.remove("open"));
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.more.addEventListener("click", () => { this.add(); });
    this.show();
    if (!node.attrs.latex) setTimeout(() => this.open());
  }

  show() {
    const { latex, id } = this.node.attrs;
    if (this.field.value !== latex) this.field.value = latex;
    this.dom.classList.toggle("hollow", !latex);
    this.head.hidden = !this.node.childCount;
    this.number.textContent = id ? (this.aids.printed(id).replace("式", "") || "（ ）") : "";
    drawInto(this.aids, this.drawing, latex, true);
  }

  open() { this.dom.classList.add("open"); this.field.focus(); }

  typed() {
    this.view.dispatch(this.view.state.tr.setNodeAttribute(this.place(), "latex", this.field.value));
  }

  key(event) {
    if (event.isComposing || (event.key !== "Escape" && !(event.key === "Enter" && !event.shiftKey))) return;
    event.preventDefault();
    this.dom.classList.remove("open");
    const after = this.place() + this.node.nodeSize;
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(state.Selection.near(tr.doc.resolve(after))));
    this.view.focus();
  }

  add() {
    addWhere(this.view.state, this.view.dispatch, this.place() + this.node.nodeSize - 1);
    this.view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode() { this.dom.classList.add("ProseMirror-selectednode", "open"); }
  deselectNode() { this.dom.classList.remove("ProseMirror-selectednode"); if (!this.dom.contains(document.activeElement)) this.dom.classList.remove("open"); }
  stopEvent(event) { return this.field.contains(event.target) || this.more.contains(event.target); }
  ignoreMutation(change) { return change.type !== "selection" && !this.contentDOM.contains(change.target); }
}

class Figure {
  constructor(node, view, place, { aids, say, tell }) {
    Object.assign(this, { node, view, place, aids, say, tell });
    this.dom = element("figure", "fig");
    this.images = fixed(element("div", "images"));
    const bar = fixed(element("p", "figbar small"));
    const pick = element("label", "btn mini", say.put_image);
    this.file = pick.appendChild(element("input", "", "", { type: "file", accept: ".png,.jpg,.jpeg" }));
    this.alt = element("input", "", "", { type: "text", maxLength: 300, placeholder: say.alt, ariaLabel: say.alt, title: say.alt });
    bar.append(pick, this.alt);
    this.contentDOM = element("div", "captions");
    this.dom.append(this.images, this.contentDOM, bar);
    this.file.addEventListener("change", () => this.keep(this.file.files[0]));
    this.alt.addEventListener("input", () => this.put({ alt: this.alt.value }));
    this.show();
  }

  show() {
    const { image, alt, parts } = this.node.attrs;
    if (this.alt.value.trim() !== alt) this.alt.value = alt;
    const shown = JSON.stringify([image, parts]);
    if (this.shown === shown) return;
    this.shown = shown;
    this.images.replaceChildren(...[image, ...parts.map((one) => one.image)].filter(Boolean).map((one) => element("img", "", "", { src: this.aids.images + one, alt })));
    if (!image && !parts.length) this.images.append(element("p", "hollow", this.say.no_image));
    for (const [at, one] of parts.entries()) this.images.append(element("p", "part", `${String.fromCharCode(97 + at)}) ${one.title}`));
  }

  put(attrs) {
    const tr = this.view.state.tr;
    for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(this.place(), name, value.trim());
    this.view.dispatch(tr);
  }

  async keep(file) {
    const told = file && await this.aids.keep(file);
    if (told?.image && this.dom.isConnected) this.put({ image: told.image });
    else if (told) this.tell(`${this.say.not_put} ${told.fault}`);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  stopEvent(event) { return event.target.closest?.(".figbar") != null; }
  ignoreMutation(change) { return change.type !== "selection" && !this.contentDOM.contains(change.target); }
}

// A block that the editor does not change: as the server prints it, with the way to its source.
function kept(node, { say, toSource }) {
  const dom = fixed(element("div", "kept"));
  const button = element("button", "btn quiet mini", say.to_source, { type: "button" });
  button.addEventListener("click", toSource);
  dom.append(element("p", "small soft", say.kept), element("pre", "small", gist(node.attrs.block)), button);
  return { dom, stopEvent: (event) => event.target === button, ignoreMutation: () => true };
}

const gist = (value) => (typeof value === "string" ? value : Array.isArray(value) ? value.map(gist).filter(Boolean).join(" ")
  : value && typeof value === "object" ? gist(Object.entries(value).filter(([name]) => !["block", "id", "marker", "image"].includes(name)).map(([, one]) => one)) : "").slice(0, 400);

function deviation(node, { say }) {
  const dom = element("aside", "deviation");
  const { title, type, regions, until } = node.attrs.facts;
  const head = fixed(element("p", "head"));
  const names = regions.map((one) => say[`region_${one}`] ?? one).join("、");
  head.append(element("b", "", title || say.deviation), element("span", "soft", [names, say[`deviation_${type}`], until].filter(Boolean).join(" · ")));
  const contentDOM = element("div");
  dom.append(head, contentDOM);
  return { dom, contentDOM, ignoreMutation: (change) => change.type !== "selection" && !contentDOM.contains(change.target) };
}

function symbol(node, { aids }) {
  const dom = element("span", "symbol");
  const drawing = fixed(element("span", "drawing"));
  const contentDOM = element("span", "raw", "", { spellcheck: false });
  dom.append(drawing, contentDOM);
  const show = (one) => {
    dom.classList.toggle("drawn", /[\\_^{]/.test(one.textContent));
    drawInto(aids, drawing, one.textContent);
  };
  show(node);
  return { dom, contentDOM, update: (one) => one.type === node.type && (show(one), true), ignoreMutation: (change) => change.type !== "selection" && !contentDOM.contains(change.target) };
}

export const blockViews = (made) => ({
  formula: (node, view, place) => new Formula(node, view, place, made),
  figure: (node, view, place) => new Figure(node, view, place, made),
  kept: (node) => kept(node, made),
  deviation: (node) => deviation(node, made),
  symbol: (node) => symbol(node, made),
});
