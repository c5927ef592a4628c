// What is typed in one clause until the server has answered for it: kept in this browser, sent, sent again.
import { state } from "./desk.js";

const WAIT = 1000;
const OLD = 5000;
const AGAIN = [1000, 2000, 4000, 8000];
const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
const say = document.querySelector("[data-desk]")?.dataset ?? {};
const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
// Words are lines of notation or blocks; what is known of the server's words is known in both.
const same = (one, other) => one.title === other.title && ("blocks" in one && "blocks" in other ? one.blocks === other.blocks : one.body === other.body);
// The server takes twenty names; what arrived without an answer went off as the line dropped, or just now.
const named = (names) => (names.length > 20 ? [...names.slice(0, 10), ...names.slice(-10)] : names);
const hour = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });

export class Keeper {
  constructor(pad, address, store, base) {
    Object.assign(this, { pad, address, store, base });
    this.known = pad.known();  // what the server has
    this.unheard = [];         // the names of what was sent and not answered, the newest first
    this.tries = 0;
    this.offer();
    setTimeout(() => this.offer(), OLD + 1000);
  }

  get dirty() { return this.unheard.length > 0 || !same(this.pad.words(), this.known); }

  touched() {
    this.isTyping = true;
    this.remember();
    state(say.typing);
    if (!this.timer) this.timer = setTimeout(() => this.send(), WAIT);
  }

  remember() {
    const kept = { ...this.pad.words(), base: this.base, unheard: this.unheard, at: Date.now() };
    try { localStorage.setItem(this.store + page, JSON.stringify(kept)); } catch { /* full: the server is still there */ }
  }

  forget() { try { localStorage.removeItem(this.store + page); } catch { /* as above */ } }

  request(words) {
    const key = fresh();
    const fields = this.pad.form.elements;
    const body = new URLSearchParams({
      ...words, ...this.base, key, after: named(this.unheard).join(","),
      csrf_token: fields.csrf_token.value, seat: fields.seat.value,
    });
    this.unheard.unshift(key);
    this.remember();
    return body;
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.busy || this.pad.composing) return;
    if (!this.dirty) return this.undone();
    this.busy = true;
    this.isTyping = false;
    const words = this.pad.words();
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.address, { method: "POST", body: this.request(words), headers, redirect: "manual", signal: AbortSignal.timeout(15000) });
      if (answer.ok) this.answered(words, await answer.json());
      else await this.refused(answer);
    } catch {
      this.later(say.retrying);
    } finally {
      this.busy = false;
    }
    if (!this.timer && this.tries === 0 && this.dirty) this.timer = setTimeout(() => this.send(), WAIT);
  }

  // What was typed is taken back: nothing is left to be sent.
  undone() {
    if (!this.isTyping) return;
    this.isTyping = false;
    this.forget();
    state("");
  }

  answered(words, told) {
    this.tries = 0;
    this.unheard = [];
    const stays = same(this.pad.words(), words) && !this.pad.composing;
    if (told.gone) {
      this.known = words;
      this.forget();
      return state(say.gone);
    }
    this.base = { revision: stays ? told.revision : told.sent, version: told.version };
    if (stays) {
      this.pad.put(told);
      this.known = this.pad.known();
      this.forget();
      state(say.saved.replace("%", hour(told.at)));
    } else {
      this.known = words;
      this.remember();
    }
    this.pad.told(told);
  }

  async refused(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.later(say.out);
    if (answer.status >= 500 || answer.status === 429) return this.later(say.retrying);
    const told = answer.status === 422 ? (await answer.json()).fault : say.refused;
    this.unheard.shift();
    this.tries = 1;  // not sent again by itself: with the next key, or on leaving
    this.remember();
    state(`${say.refused} ${told}`);
  }

  later(words) {
    state(words);
    const wait = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.send(), wait);
  }

  // Whether the server has everything, after trying.
  async settled() {
    for (let tries = 0; this.dirty && tries < 12; tries += 1) {
      await this.send();
      if (this.dirty && this.tries && !this.busy) return false;
      if (this.dirty) await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
    return !this.dirty;
  }

  // The page goes: what is not answered for goes once more, in a call that outlives the page.
  parting() {
    if (!this.dirty) return;
    const body = new FormData();  // what outlives a page may be 64 kB: percent signs would treble Han
    for (const [name, value] of this.request(this.pad.words())) body.append(name, value);
    fetch(this.address, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true }).catch(() => {});
  }

  // Somebody else's words; those who are writing here get them with their own next answer.
  follow(one) {
    if (this.dirty || this.pad.composing || this.busy) return false;
    this.pad.put(one);
    this.known = this.pad.known();
    this.base = { revision: one.revision, version: one.version };
    return true;
  }

  // What another page left behind here, because it or the machine stopped.
  offer() {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.store) && one !== this.store + page)) {
      let kept;
      try { kept = JSON.parse(localStorage.getItem(name)); } catch { kept = null; }
      if (!kept || same(kept, this.known)) localStorage.removeItem(name);
      else if (Date.now() - kept.at > OLD && !this.offered?.isConnected) this.show(name, kept);
    }
  }

  show(name, kept) {
    this.offered = document.createElement("div");
    this.offered.className = "note warn left";
    const [head, words] = [document.createElement("p"), document.createElement("pre")];
    head.textContent = say.left.replace("%", hour(kept.at));
    words.textContent = this.pad.plainly(kept);
    const button = (label, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: label });
      made.addEventListener("click", () => { act(); localStorage.removeItem(name); this.offered.remove(); this.offer(); });
      return made;
    };
    this.offered.append(head, words, button(say.back, () => this.back(kept)), button(say.drop, () => {}));
    this.pad.article.prepend(this.offered);
  }

  back(kept) {
    this.pad.restore(kept);
    [this.base, this.unheard] = [kept.base, kept.unheard];
    this.known = { title: null, body: null };
    this.remember();
    this.send();
  }
}
