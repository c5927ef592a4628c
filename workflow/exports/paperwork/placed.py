"""Placeholders in the tree of an office file: found and filled however a word processor cut them into runs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workflow.exports.office.xml import UNSPEAKABLE
from workflow.exports.paperwork.placeholders import PLACEHOLDER, blocks, names

Node = Any  # of minidom, whose kinds the types of Python tell apart more finely than its methods
Value = Callable[[str], str]
Faults = list[tuple[str, str]]
LARGEST: Final = 2_000  # elements of the rows that are told for each item


@dataclass(frozen=True)
class Group:
    """Rows of a table that are told once for each item of a list."""

    name: str
    rows: list[Node]

    @property
    def names(self) -> set[str]:
        return {name for row in self.rows for name in names(own_text(row)) if name.startswith("row.")}


def text_of(paragraph: Node) -> str:
    """The words of a paragraph, put together again."""
    return "".join(_words(node) for node in paragraph.getElementsByTagName("w:t"))


def own_text(row: Node) -> str:
    """The words of a row, without those of tables within its cells."""
    table = row.parentNode
    return "\n".join(text_of(p) for p in row.getElementsByTagName("w:p") if _table(p) is table)


def _table(node: Node) -> Node:
    while node is not None and getattr(node, "tagName", "") != "w:tbl":
        node = node.parentNode
    return node


def _words(node: Node) -> str:
    return "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)


def groups(document: Node) -> tuple[list[Group], Faults]:
    """The rows between the marks of each list, and marks that have no partner."""
    found: list[Group] = []
    wrong: Faults = []
    for table in document.getElementsByTagName("w:tbl"):
        rows = [n for n in table.childNodes if getattr(n, "tagName", "") == "w:tr"]
        found += _in_table(rows, wrong)
    return found, wrong


def named_in(document: Node) -> set[str]:
    """The names of all marks that stand in rows of tables, paired or not."""
    return {name for row in document.getElementsByTagName("w:tr") for _, name in blocks(own_text(row))}


def _in_table(rows: list[Node], wrong: Faults) -> Iterator[Group]:
    name, since, last = "", 0, -1
    for at, row in enumerate(rows):
        for kind, said in blocks(own_text(row)):
            if kind == "#" and (name or at == last):
                wrong.append(("template_nested", said))
            elif kind == "#":
                name, since = said, at
            elif said != name:
                wrong.append(("template_unopened", said))
            else:
                group, name, last = Group(said, rows[since : at + 1]), "", at
                if sum(len(r.getElementsByTagName("*")) for r in group.rows) > LARGEST:
                    wrong.append(("template_row_large", said))
                yield group
    if name:
        wrong.append(("template_unclosed", name))


def expanded(document: Node, lists: Mapping[str, Sequence[Mapping[str, str | None]]], value: Value) -> set[int]:
    """Each group told once an item, or once with blanks; gives the paragraphs that are filled and not read again."""
    done: set[int] = set()
    for group in groups(document)[0]:
        first = group.rows[0]
        for item in lists.get(group.name) or [{}]:
            for row in group.rows:
                copy = row.cloneNode(True)
                first.parentNode.insertBefore(copy, first)
                for paragraph in copy.getElementsByTagName("w:p"):
                    fill(paragraph, _of(item, value))
                    done.add(id(paragraph))
        for row in group.rows:
            row.parentNode.removeChild(row)
    return done


def _of(item: Mapping[str, str | None], value: Value) -> Value:
    return lambda name: (item.get(name) or "") if name.startswith("row.") else value(name)


def fill(paragraph: Node, value: Value) -> None:
    """Put the values in the places of a paragraph; the look of a value is that of its first brace."""
    nodes = paragraph.getElementsByTagName("w:t")
    texts = [_words(node) for node in nodes]
    joined = "".join(texts)
    found = list(PLACEHOLDER.finditer(joined))
    if not found:
        return
    for place in reversed(found):
        _replace(texts, place.start(), place.end(), "" if place["kind"] else value(place["name"]))
    for node, said in zip(nodes, texts, strict=True):
        _write(node, UNSPEAKABLE.sub("", said))


def _replace(texts: list[str], start: int, end: int, said: str) -> None:
    """Put words in the place of a stretch that may reach over several runs."""
    at, is_put = 0, False
    for n, text in enumerate(texts):
        a, b = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if a >= b:
            continue
        texts[n] = text[:a] + ("" if is_put else said) + text[b:]
        is_put = True


def _write(node: Node, said: str) -> None:
    """The words of a run; their line breaks become breaks of the line."""
    document, run = node.ownerDocument, node.parentNode
    while node.firstChild:
        node.removeChild(node.firstChild)
    node.setAttribute("xml:space", "preserve")
    lines = said.split("\n")
    node.appendChild(document.createTextNode(lines[0]))
    after = node.nextSibling
    for line in lines[1:]:
        again = node.cloneNode(False)
        again.appendChild(document.createTextNode(line))
        run.insertBefore(document.createElement("w:br"), after)
        run.insertBefore(again, after)
