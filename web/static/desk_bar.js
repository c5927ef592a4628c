// The bar of buttons over the editor: what can be done here, what the caret stands in; arrows go along it.
export class Bar {
  constructor(template, pad) {
    this.dom = template.content.firstElementChild.cloneNode(true);
    this.pad = pad;
    this.buttons = [...this.dom.querySelectorAll("[data-do]")];
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
    this.dom.addEventListener("click", (event) => this.clicked(event));
    this.dom.addEventListener("keydown", (event) => this.moved(event));
    this.open().forEach((one, at) => { one.tabIndex = at ? -1 : 0; });
  }

  open() { return [...this.dom.querySelectorAll("button")].filter((one) => !one.disabled && !one.closest("[hidden]")); }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { act } = button.dataset;
    if (act) this.pad[act]();
    else this.pad.editor.do(button.dataset.do);
  }

  // Shown anew once a frame, however fast somebody types.
  show() {
    this.waits ??= requestAnimationFrame(() => {
      this.waits = null;
      const { editor } = this.pad;
      if (!editor) return;
      const around = editor.around;
      for (const group of this.dom.querySelectorAll("[data-when]")) group.hidden = !group.dataset.when.split(" ").some((one) => around.has(one));
      for (const button of this.buttons) {
        if (button.closest("[hidden]")) continue;
        button.disabled = !editor.can(button.dataset.do);
        if (button.dataset.is) button.setAttribute("aria-pressed", String(around.has(button.dataset.is)));
      }
      const open = this.open();
      if (!open.some((one) => one.tabIndex === 0)) open.forEach((one, at) => { one.tabIndex = at ? -1 : 0; });
    });
  }

  focus() { (this.open().find((one) => one.tabIndex === 0) ?? this.open()[0]).focus(); }

  moved(event) {
    const open = this.open();
    const at = open.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); this.pad.editor.view.focus(); }
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = open[(to + open.length) % open.length];
    open[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
