"""From the lines of a body to its blocks. What is no mark, or a frame that nobody closed, is paragraphs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from workflow.text.blocks import (
    Block,
    Deviation,
    DeviationType,
    Example,
    Figure,
    Formula,
    Item,
    Marker,
    Note,
    Paragraph,
    Part,
    Where,
)
from workflow.text.inline import read_inline
from workflow.text.notation import marks
from workflow.text.notation.tables import read_table

_TYPES: Final = {words: type_ for type_, words in marks.DEVIATIONS.items()}


@lru_cache(maxsize=2048)
def read(body: str) -> tuple[Block, ...]:
    """The blocks of a body; empty lines mean nothing. From version to version most bodies are the same."""
    lines = [stripped for line in body.split("\n") if (stripped := line.strip())]
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        framed = _framed(lines, at)
        if framed:
            block, at = framed
            blocks.append(block)
            continue
        _line(blocks, lines[at])
        at += 1
    return tuple(blocks)


def _line(blocks: list[Block], line: str) -> None:
    """One line outside any frame: a block of its own, or a further paragraph of the one above."""
    further, last = marks.FURTHER.fullmatch(line), blocks[-1] if blocks else None
    if further and isinstance(last, Item | Note | Example):
        blocks[-1] = replace(last, paragraphs=(*last.paragraphs, read_inline(further["words"])))
    elif item := marks.ITEM.fullmatch(line):
        marker = next(m for m in Marker if item[m.value])
        blocks.append(Item(marker, (read_inline(item["words"]),), item["id"] or ""))
    elif note := marks.NOTE.fullmatch(line):
        blocks.append(Note((read_inline(note["words"]),)))
    elif example := marks.EXAMPLE.fullmatch(line):
        blocks.append(Example((read_inline(example["words"]),)))
    else:
        escaped = line.startswith("\\") and marks.is_mark(line[1:])
        blocks.append(Paragraph(read_inline(line[1:] if escaped else line)))


def _framed(lines: Sequence[str], at: int) -> tuple[Block, int] | None:
    """The block whose frame opens at a line, and the line after its end; None when none opens or it is not closed."""
    opening = marks.OPENING.fullmatch(lines[at])
    if not opening:
        return None
    kind = opening["kind"] or "差异"
    closing = marks.CLOSING[kind]
    end = next((n for n in range(at + 1, len(lines)) if lines[n] == closing), None)
    if end is None:
        return None
    inside, title = lines[at + 1 : end], opening["title"].strip()
    if kind == "差异":
        return _deviation(opening["variant"] or "", tuple(opening["regions"].split()), title, inside), end + 1
    return _READERS[kind](opening["id"] or "", title, inside), end + 1


def _figure(id_: str, title: str, lines: Sequence[str]) -> Figure:
    figure = Figure(id_, title)
    for line in lines:
        if line.startswith(marks.PART):
            image, name, alt, *_ = (*(cell.strip() for cell in line.removeprefix(marks.PART).split("|")), "", "")
            figure = replace(figure, parts=(*figure.parts, Part(image, name, alt)))
        elif line.startswith(marks.FILE):
            figure = replace(figure, image=line.removeprefix(marks.FILE).strip())
        elif line.startswith(marks.ALT):
            figure = replace(figure, alt=line.removeprefix(marks.ALT).strip())
        else:
            note = marks.NOTE.fullmatch(line)
            figure = replace(figure, notes=(*figure.notes, read_inline(note["words"] if note else line)))
    return figure


def _formula(id_: str, title: str, lines: Sequence[str]) -> Formula:
    split = lines.index(marks.WHERE) if marks.WHERE in lines else len(lines)
    latex = "\n".join(part for part in (title, *lines[:split]) if part)
    where = tuple(
        Where(symbol.strip(), read_inline(meaning.strip()))
        for symbol, _, meaning in (line.partition("——") for line in lines[split + 1 :])
    )
    return Formula(latex, id_, where)


def _deviation(id_: str, regions: tuple[str, ...], title: str, lines: Sequence[str]) -> Deviation:
    split = lines.index(marks.WORDS) if marks.WORDS in lines else len(lines)
    told = {name: "" for name in (marks.TYPE, marks.REASON, marks.EVIDENCE, marks.SINCE, marks.UNTIL)}
    lost = []
    for line in lines[:split]:
        name = next((name for name in told if line.startswith(name)), None)
        if name is None:
            lost.append(line)
        else:
            told[name] = line.removeprefix(name).strip()
    return Deviation(
        id=id_,
        regions=regions,
        type=_TYPES.get(told[marks.TYPE], DeviationType.CONDITION),
        title=title,
        blocks=read("\n".join((*lost, *lines[split + 1 :]))),
        reason=told[marks.REASON],
        evidence=told[marks.EVIDENCE],
        since=told[marks.SINCE],
        until=told[marks.UNTIL],
    )


_READERS: Final[dict[str, Callable[[str, str, Sequence[str]], Block]]] = {
    "表": read_table,
    "图": _figure,
    "式": _formula,
}
