// One clause on the desk: printed, or open as a structured text, or open as lines of notation; its keeper sees no difference.
import { Bar } from "./desk_bar.js";
import { Editor, gist, spelled } from "./desk_editor.js";
import { Keeper } from "./desk_keeping.js";
import { element } from "./desk_views.js";
import { tools } from "./desk_tools.js";

const CHOICE = "tongbiao-desk-view";
const likes = { get source() { try { return localStorage.getItem(CHOICE) === "source"; } catch { return false; } }, set source(is) { try { localStorage.setItem(CHOICE, is ? "source" : "paper"); } catch { /* for this page only */ } } };

export class Pad {
  constructor(article, desk) {
    Object.assign(this, { article, desk, clause: article.dataset.clause });
    this.form = article.querySelector("details > form");
    this.view = article.querySelector("[data-view]");
    this.marks = article.querySelector("[data-marks]");
    if (!this.form) return;
    this.details = article.querySelector("details");
    this.title = this.form.elements.title;
    this.body = this.form.elements.body;
    this.open = this.form.querySelector("[data-open]");
    this.told_last = { title: this.title.value, body: this.body.value, blocks: JSON.parse(article.dataset.blocks) };
    const { say } = desk;
    this.number = this.form.querySelector("[data-number]");
    const base = { revision: Number(article.dataset.revision), version: Number(article.dataset.version) };
    this.made = { ...desk.made, isTaken: (id) => desk.isTaken(id, this), named: (id) => desk.named(id), toSource: () => this.swap() };
    this.keeper = new Keeper(this, `${desk.address}/${this.clause}`, `tongbiao-desk/${say.person}${desk.address}/${this.clause}/`, base);
    this.listen();
  }

  listen() {
    this.form.querySelector("[data-plain]").hidden = true;
    this.article.classList.add("scripted");
    this.details.addEventListener("toggle", () => this.toggled());
    this.view.addEventListener("click", (event) => this.clicked(event));
    for (const field of [this.title, this.body]) {
      field.addEventListener("input", () => { this.grow(); if (!this.typing) this.changed(); });
      field.addEventListener("compositionstart", () => { this.typing = true; });
      field.addEventListener("compositionend", () => { this.typing = false; this.changed(); });
      field.addEventListener("blur", () => this.keeper.send());
    }
    this.title.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing && this.editor) { event.preventDefault(); this.editor.view.focus(); } });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.keeper.send(); });
  }

  get composing() { return Boolean(this.typing || this.editor?.composing); }

  changed() { this.keeper.touched(); }

  // ---------------------------------------------------------------- opening and closing
  clicked(event) {
    if (event.target.closest("a,summary,button") || String(getSelection())) return;
    const top = this.view.getBoundingClientRect().top;
    this.spot = likes.source ? null : spotted(event);
    this.opened(likes.source);
    if (this.editor) scrollBy(0, this.editor.view.dom.closest(".paper").getBoundingClientRect().top - top - 40);
    if (!this.editor) this.body.focus();
  }

  toggled() {
    if (this.details.open) this.opened(likes.source);
    else this.closed();
    this.desk.beat();
  }

  opened(isSource) {
    this.details.open = true;
    this.desk.alone(this);
    if (this.editor) return;
    if (isSource || !this.told_last.blocks) {
      if (!this.tools) this.form.insertBefore(this.tools = tools(this, this.desk.say, this.desk.targets, () => this.swap()), this.body);
      this.grow();
    } else this.edit();
  }

  edit() {
    this.paper = element("div", "paper tree");
    this.article.classList.add("writing");
    this.body.hidden = true;
    if (this.tools) this.tools.hidden = true;
    this.form.insertBefore(this.paper, this.body);
    this.editor = new Editor(this, this.paper, this.told_last.blocks, this.made);
    this.bar = new Bar(this.desk.template, this);
    this.form.prepend(this.bar.dom);
    this.number.textContent = this.view.querySelector(".no, .annex")?.textContent ?? "";
    this.bar.show();
    this.editor.focus(this.spot);
    this.spot = null;
  }

  unedit() {
    if (!this.editor) return;
    this.editor.destroy();
    this.paper.remove();
    this.bar.dom.remove();
    this.editor = this.bar = this.paper = null;
    this.article.classList.remove("writing");
    this.body.hidden = false;
    if (this.tools) this.tools.hidden = false;
  }

  closed() { if (this.editor) this.leave(); else this.keeper.send(); }

  async leave() {
    const had = this.article.contains(document.activeElement);
    if (!await this.keeper.settled()) { this.details.open = true; return; }
    this.unedit();
    this.details.open = false;
    if (had) this.details.querySelector("summary").focus({ preventScroll: true });
  }

  // The same words the other way: only when the server has them, for it alone reads the notation.
  async swap() {
    if (!await this.keeper.settled()) return this.made.tell(this.made.say.not_now);
    if (!this.editor && !this.told_last.blocks) return this.made.tell(this.made.say.no_page);
    likes.source = Boolean(this.editor);
    this.unedit();
    this.opened(likes.source);
    (this.editor?.view ?? this.body).focus();
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.body.style.blockSize = "auto";
    this.body.style.blockSize = `${this.body.scrollHeight + 4}px`;
  }

  // ---------------------------------------------------------------- words
  words() {
    const title = this.title.value;
    return this.editor ? { title, blocks: this.editor.words() } : { title, body: this.body.value };
  }

  // The words of the server as this page has put them, both ways.
  known() {
    const { body, blocks } = this.told_last;
    const now = this.words();
    let told = now.blocks;
    return { title: now.title, body: now.body ?? body, get blocks() { return told ??= blocks && spelled(blocks); } };
  }

  put(words) {
    this.told_last = { title: words.title, body: words.body, blocks: words.blocks };
    replace(this.title, words.title);
    replace(this.body, words.body);
    if (this.editor && !words.blocks) { this.unedit(); this.opened(true); }
    this.editor?.put(words.blocks);
    this.grow();
  }

  // Words that another page left in this browser.
  restore(kept) {
    this.title.value = kept.title;
    if (kept.blocks) {
      this.opened(false);
      this.editor.restore(JSON.parse(kept.blocks));
    } else {
      this.unedit();
      this.opened(true);
      this.body.value = kept.body;
    }
  }

  plainly(kept) { return kept.blocks ? gist(JSON.parse(kept.blocks)) : kept.body; }

  told(told) {
    if (told.html) this.view.innerHTML = told.html;
    if (told.by) this.marks.textContent = told.by;
    if (told.conflicts) this.desk.counted(told);
    if (this.editor?.isUnnumbered) this.made.aids.refresh();
  }

  clashes(list) {
    this.open.hidden = !list.length;
    this.open.replaceChildren(...list.map((one) => element("p", "", `${one.by}：${one.other || "—"}`)));
  }
}

// A field with other words; the caret stays at the words where it stood.
function replace(field, value) {
  if (field.value === value) return;
  const [old, at, has] = [field.value, field.selectionStart, document.activeElement === field];
  field.value = value;
  const before = old.slice(0, at);
  const place = value.startsWith(before) ? at : Math.max(0, value.length - (old.length - at));
  if (has) field.setSelectionRange(place, place);
}

// The printed line that was clicked, and how far into it.
function spotted(event) {
  const found = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const line = found?.offsetNode.parentElement?.closest("p,td,th,dd,figcaption");
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(found.offsetNode, found.offset);
  return { line: line.textContent, offset: range.toString().length };
}
