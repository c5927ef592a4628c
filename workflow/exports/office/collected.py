"""The annex 区域差异说明: every deviation with its clause, reason, evidence and term; made anew each time."""

from collections.abc import Mapping
from typing import Final

from workflow.exports.office.blocks import controlled
from workflow.exports.office.body import Book
from workflow.exports.office.tables import table
from workflow.exports.office.words import Writer
from workflow.exports.office.xml import Ink
from workflow.text.blocks import Cell, Deviation, Table
from workflow.text.clauses import Text
from workflow.text.inline import Break, Inline
from workflow.text.notation import read
from workflow.text.notation.marks import DEVIATIONS
from workflow.text.numbering import lettered, walk
from workflow.text.word.body import MADE

_HEAD: Final = ("条款", "地区", "类型", "差异内容", "理由和依据", "有效期")
_BREAK: Final = "<w:r><w:br/></w:r>"


def collected(text: Text, book: Book, regions: Mapping[str, str]) -> str:
    """Empty where no region differs."""
    found = [
        (clause.number or clause.title, block)
        for clause in text.clauses
        for _, block in walk(read(clause.body))
        if isinstance(block, Deviation)
    ]
    if not found:
        return ""
    ink, writer = Ink(), Writer(book.parts, book.new.numbers)
    letter = lettered(sum(c.kind.is_annex and c.parent is None for c in text.clauses) + 1, first="A")
    rows = tuple(_row(where, block, regions) for where, block in found)
    head = tuple(Cell((words,)) for words in _HEAD)
    said = ink.paragraph("Annex", _BREAK + ink.run("（资料性）") + _BREAK + ink.run("区域差异说明"))
    said += ink.paragraph("Body", ink.run(f"表 {letter}.1 汇总了本文件中各地区的差异条款及其理由和依据。"))
    return controlled(MADE, said + table(writer, Table("", "区域差异", (head, *rows), 1), f"{letter}.1", ink))


def _row(where: str, block: Deviation, regions: Mapping[str, str]) -> tuple[Cell, ...]:
    term = [f"{sign} {day}" for sign, day in (("自", block.since), ("至", block.until)) if day]
    told = (
        [where],
        ["、".join(regions.get(code, code) for code in block.regions)],
        [DEVIATIONS[block.type]],
        [block.title],
        [part for part in (block.reason, block.evidence) if part] or ["——"],
        term or ["——"],
    )
    return tuple(Cell(_lines(lines)) for lines in told)


def _lines(lines: list[str]) -> Inline:
    return tuple(piece for n, line in enumerate(lines) for piece in ((Break(), line) if n else (line,)))
