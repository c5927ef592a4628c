// With script, on the pages of a consultation: a comment on selected words, and what is typed outlives the tab.
const PREFIX = "tongbiao-comment/";
const squeezed = (words) => words.replace(/\s+/g, "");

function keep(form) {
  const key = PREFIX + form.dataset.keeps;
  const fields = () => [...form.elements].filter((e) => e.name && !["hidden", "file", "submit"].includes(e.type));
  const kept = JSON.parse(localStorage.getItem(key) || "{}");
  for (const field of fields()) {
    const value = kept[field.name];
    if (value === undefined) continue;
    if (field.type === "radio") field.checked = field.value === value || (field.checked && !value);
    else if (!field.value) field.value = value;
  }
  form.addEventListener("input", () => {
    const now = {};
    for (const field of fields()) if (field.type !== "radio" || field.checked) now[field.name] = field.value;
    localStorage.setItem(key, JSON.stringify(now));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(PREFIX + "sent", key));
}

// What was sent, and came through, is forgotten: its form is no longer on the page.
function forget(sections) {
  const sent = sessionStorage.getItem(PREFIX + "sent");
  if (sent) localStorage.removeItem(sent);
  sessionStorage.removeItem(PREFIX + "sent");
  if (!document.querySelector("[data-keeps]") && document.querySelector("article.receipt"))
    for (const section of sections) localStorage.removeItem(PREFIX + section.dataset.forgets + "who");
}

// The words selected within one clause: their sentence and which of several like ones it is.
function meant() {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const within = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("article.cl");
  const clause = within(range.startContainer);
  const quote = chosen.toString().trim();
  if (!clause || clause !== within(range.endContainer) || !quote || quote.length > 500) return null;
  const before = document.createRange();
  before.setStart(clause, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const said = squeezed(before.toString());
  const wanted = squeezed(quote);
  let n = 0;
  for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1)) n += 1;
  return { clause: clause.id.slice(2), quote, quote_at: String(n), box: range.getBoundingClientRect() };
}

function offer(section) {
  const link = document.createElement("a");
  link.className = "btn main picked";
  link.textContent = section.dataset.words;
  link.hidden = true;
  document.body.append(link);
  document.addEventListener("selectionchange", () => {
    const found = meant();
    link.hidden = !found;
    if (!found) return;
    const { box, ...answers } = found;
    link.href = `${section.dataset.comments}?${new URLSearchParams(answers)}`;
    link.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
    link.style.insetInlineStart = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 220))}px`;
  });
}

const forgetting = document.querySelectorAll("[data-forgets]");
if (forgetting.length) forget(forgetting);
document.querySelectorAll("form[data-keeps]").forEach(keep);
document.querySelectorAll("section[data-comments]").forEach(offer);
