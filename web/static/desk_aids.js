// What the editor asks the server for: formulas as they are drawn, where references may point, notation read, images kept.
const WAIT = 120;

export class Aids {
  constructor(desk, address) {
    Object.assign(this, { desk, address, drawn: new Map(), asked: new Map(), targets: [], watchers: new Set() });
    this.images = address.replace(/desk$/, "images/");
    const list = desk.querySelector("[data-targets]");
    for (const one of list?.options ?? []) if (one.value) this.targets.push({ id: one.value, words: one.textContent, printed: one.dataset.printed });
    this.numbered();
  }

  numbered() { this.prints = new Map(this.targets.map((one) => [one.id, one])); }

  printed(id) { return this.prints.get(id)?.printed ?? ""; }

  async refresh() {
    try {
      const answer = await fetch(`${this.address}/targets.json`, { redirect: "manual" });
      if (!answer.ok) return;
      const { targets } = await answer.json();
      const changed = JSON.stringify(targets) !== JSON.stringify(this.targets);
      this.targets = targets;
      this.numbered();
      if (changed) for (const watcher of this.watchers) watcher();
    } catch { /* the ones of before */ }
  }

  // MathML of a formula; many asked for at once go in one call.
  draw(latex, display = false) {
    const name = `${display ? "d" : "i"}${latex}`;
    if (!this.drawn.has(name)) {
      this.drawn.set(name, new Promise((resolve) => {
        const list = this.asked.get(display) ?? [];
        if (!list.length) setTimeout(() => this.ask(display), WAIT);
        this.asked.set(display, [...list, { latex, name, resolve }]);
      }));
    }
    return this.drawn.get(name);
  }

  async ask(display) {
    const list = this.asked.get(display).splice(0);
    this.asked.set(display, []);
    for (let at = 0; at < list.length; at += 20) await this.some(list.slice(at, at + 20), display);
  }

  async some(list, display) {
    const query = new URLSearchParams(list.map((one) => ["latex", one.latex]));
    if (display) query.set("display", "1");
    let found = [];
    try {
      const answer = await fetch(`${this.address}/formulas.json?${query}`, { redirect: "manual" });
      if (answer.ok) found = (await answer.json()).formulas;
    } catch { /* shown as typed */ }
    list.forEach((one, at) => {
      if (!found[at]) this.drawn.delete(one.name);
      one.resolve(found[at] ?? null);
    });
  }

  form(fields) {
    const own = this.desk.querySelector(".pads form").elements;
    const form = new FormData();
    for (const [name, value] of Object.entries({ csrf_token: own.csrf_token.value, seat: own.seat.value, ...fields })) form.append(name, value);
    return form;
  }

  // The blocks that lines of notation mean, said by the server; null where it does not answer.
  async read(body) {
    try {
      const answer = await fetch(`${this.address}/read.json`, { method: "POST", body: this.form({ body }), redirect: "manual", signal: AbortSignal.timeout(10000) });
      return answer.ok ? (await answer.json()).blocks : null;
    } catch { return null; }
  }

  async keep(file) {
    try {
      const answer = await fetch(`${this.address}/image.json`, { method: "POST", body: this.form({ file }), redirect: "manual" });
      return answer.ok || answer.status === 422 ? await answer.json() : { fault: "" };
    } catch { return { fault: "" }; }
  }
}

// The drawing of a formula into a place, or its own words where there is none.
export async function drawInto(aids, place, latex, display = false) {
  place.dataset.latex = latex;
  const found = latex ? await aids.draw(latex, display) : null;
  if (place.dataset.latex !== latex) return;
  if (found) place.innerHTML = found.mathml;
  else place.textContent = latex;
  place.classList.toggle("flawed", Boolean(found?.flaws));
}
