// HTML of an office program as lines of the notation: headings, lists, tables with joined cells, sub- and superscripts.
// What a tracked change struck is no word any more: with what took its place it would read 8090%.
const SKIPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "O:P", "DEL"]);
const BLOCKS = "p,h1,h2,h3,h4,h5,h6,li,table,div,ul,ol";
const SIGNS = /[{}\\|]/g;

export function notation(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return lines(body).filter((line) => line.trim()).join("\n");
}

function lines(parent) {
  const made = [];
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) made.push(flat(escaped(node.data)));
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) continue;
    if (node.tagName === "TABLE") made.push(...table(node));
    else if (node.tagName === "LI") made.push(...item(node));
    else if (node.matches(BLOCKS) || node.querySelector(BLOCKS)) made.push(...block(node));
    else if (made.length && parent.matches("p,li,td")) made[made.length - 1] += inline(node);
    else made.push(flat(inline(node)));
  }
  return made;
}

function block(node) {
  if (node.querySelector(BLOCKS)) return lines(node);
  const word = node.matches("[class*=MsoListParagraph],[style*=mso-list]") && node.querySelector("[style*='mso-list:Ignore'],[style*='mso-list: Ignore']");
  if (!word) return flat(inline(node)).split("\n");
  const sign = word.textContent.trim();
  word.remove();
  return [marked(sign, flat(inline(node)))];
}

function marked(sign, words) {
  if (/^[a-z][).）]?$/i.test(sign)) return `a) ${words}`;
  if (/^\d+[).）.]?$/.test(sign)) return `1) ${words}`;
  return /^[-—–]/.test(sign) ? `—— ${words}` : `· ${words}`;
}

function item(node) {
  const list = node.closest("ol,ul");
  const sign = list?.tagName !== "OL" ? "·" : /^[aA]$/.test(list.type) || /alpha/.test(list.style.listStyleType) ? "a)" : "1)";
  const inner = [...node.querySelectorAll(":scope > ol, :scope > ul")];
  inner.forEach((one) => one.remove());
  return [`${sign} ${flat(inline(node))}`, ...inner.flatMap((one) => lines(one))];
}

// A grid in which every place is a cell, the joined ones told by < and ^.
function table(node) {
  const grid = [];
  [...node.rows].forEach((row, y) => {
    grid[y] ??= [];
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      const [wide, high] = [Math.min(cell.colSpan, 100), Math.min(cell.rowSpan || 1, node.rows.length - y)];
      for (let down = 0; down < high; down += 1) {
        grid[y + down] ??= [];
        for (let right = 0; right < wide; right += 1) grid[y + down][x + right] = right ? "<" : down ? "^" : inCell(cell);
      }
      x += wide;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  const rows = grid.map((row, y) => {
    const cells = Array.from({ length: width }, (_, x) => row[x] ?? "");
    return y === 0 ? `! ${cells.join(" | ")} |` : `| ${cells.join(" | ")} |`;
  });
  const title = node.caption ? flat(inline(node.caption)) : "";
  return [`【表 t${Math.random().toString(36).slice(2, 7)}】${title}`, ...rows, "【表完】"];
}

function inCell(cell) {
  const parts = cell.querySelector(BLOCKS) ? lines(cell) : [flat(inline(cell))];
  const words = parts.filter((one) => one.trim()).join("{/}").replace(/\n/g, "{/}");
  return words === "<" || words === "^" ? `\\${words}` : words;
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return "";
  if (node.tagName === "BR") return "\v";
  if (node.tagName === "SUB" || node.tagName === "SUP") {
    const words = escaped(node.textContent.trim());
    return words && `{${node.tagName === "SUB" ? "_" : "^"}${words}}`;
  }
  return [...node.childNodes].map(inline).join("");
}

const escaped = (words) => words.replace(SIGNS, "\\$&").replace(/\u00a0/g, " ");
const flat = (words) => words.replace(/[ \t\r\n]+/g, " ").replace(/ *\v */g, "\n").trim();
