// Buttons that put blocks in, a picker of references, and what Word and WPS lay on the clipboard as notation.
import { notation } from "./desk_pasting.js";

export function tools(pad, say, targets, swap) {
  const bar = Object.assign(document.createElement("p"), { className: "row small" });
  const id = (letter) => letter + Math.random().toString(36).slice(2, 7);
  const blocks = [
    [say.table, () => `【表 ${id("t")}】\n! ${say.header} | ${say.header} |\n|  |  |\n【表完】`],
    [say.formula, () => `【式 ${id("e")}】\nx = \\frac{a}{b}\n式中：\na——${say.meaning}\n【式完】`],
    [say.note, () => "注："],
    [say.figure, () => `【图 ${id("f")}】\n【图完】`],
  ];
  for (const [label, words] of blocks) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: label });
    button.addEventListener("click", () => line(pad.body, words()));
    bar.append(button);
  }
  const picker = targets.cloneNode(true);
  picker.hidden = false;
  picker.setAttribute("aria-label", say.reference);
  picker.addEventListener("change", () => { if (picker.value) put(pad.body, `{@${picker.value}}`); picker.value = ""; });
  bar.append(picker);
  const back = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet mini", textContent: say.paper });
  back.addEventListener("click", swap);
  bar.append(back);
  pad.body.addEventListener("paste", (event) => pasted(event, pad.body));
  return bar;
}

function put(field, words) {
  field.focus();
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function line(field, words) {
  const before = field.value.slice(0, field.selectionStart);
  put(field, (before && !before.endsWith("\n") ? "\n" : "") + words);
}

function pasted(event, field) {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  const words = notation(html);
  if (!words) return;
  event.preventDefault();
  put(field, words);
}
