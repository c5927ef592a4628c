"""A text as a list of elements for the printed page: headings, blocks, annexes, the collected deviations."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from workflow.exports.printed.blocks import Setting, term
from workflow.exports.printed.glyphs import Glyphs
from workflow.exports.printed.pieces import Pieces
from workflow.text import indexing
from workflow.text.blocks import Block, Deviation, Paragraph
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.inline import read_inline
from workflow.text.notation import read
from workflow.text.notation.marks import DEVIATIONS
from workflow.text.numbering import CHAPTERS, Numbering, lettered, numbering, walk

Data = list[Any]
# Elements of their own page with a centred heading, and the words of it.
_TITLED: Final = {
    ClauseKind.FOREWORD: "前言",
    ClauseKind.INTRODUCTION: "引言",
    ClauseKind.BIBLIOGRAPHY: "参考文献",
    ClauseKind.INDEX: "索引",
}
_ANNEX: Final = {ClauseKind.NORMATIVE_ANNEX: "规范性", ClauseKind.INFORMATIVE_ANNEX: "资料性"}
_BEFORE: Final = (ClauseKind.FOREWORD, ClauseKind.INTRODUCTION)
_BEHIND: Final = (ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX)
_TERM: Final = re.compile(r"(?P<term>.*[^\x00-\x7f])\s+(?P<english>[A-Za-z].*)")
_ENTRY: Final = re.compile(r"\[\d+\]\s*")


def elements(
    text: Text, glyphs: Glyphs, regions: Mapping[str, str], images: Collection[str]
) -> tuple[list[Data], list[Data]]:
    """What stands behind the contents, in reading order: foreword and introduction, and the rest.

    Deviations are collected in an annex after the last one.
    """
    numbers = numbering(text.clauses)
    settings = [Setting(c, Pieces(glyphs, numbers, c.id), regions, images) for c in text.clauses]
    front: list[Data] = []
    middle: list[Data] = []
    behind: list[Data] = []
    for setting in settings:
        root = _root(text, setting.clause)
        part = front if root in _BEFORE else behind if root in _BEHIND else middle
        part.extend(_clause(text, setting))
    return front, [*middle, *_collected(text, settings), *behind]


def listed(text: Text) -> tuple[list[str], list[str]]:
    """The clauses that the contents name, in the order of print: up to the annexes, and behind them."""
    shown = [c for c in text.clauses if c.kind in _TITLED or c.kind in CHAPTERS or c.kind.is_annex]
    front = [c.id for c in shown if c.kind in _BEFORE]
    behind = [c.id for c in shown if c.kind in _BEHIND]
    return [*front, *(c.id for c in shown if c.kind not in (*_BEFORE, *_BEHIND))], behind


def _root(text: Text, clause: Clause) -> ClauseKind:
    while clause.parent is not None:
        clause = text.by_id[clause.parent]
    return clause.kind


def _clause(text: Text, setting: Setting) -> Iterator[Data]:
    """The heading of a clause and its blocks. Cover and contents are made, not taken from the text."""
    clause = setting.clause
    if clause.kind in (ClauseKind.FRONT, ClauseKind.CONTENTS):
        return
    blocks = read(clause.body)
    title = setting.pieces.glyphs.pieces(clause.title)
    if clause.kind in _TITLED:
        yield ["element", _TITLED[clause.kind], clause.kind.value]
        if indexing.is_made(clause):
            yield _index(setting)
            return
    elif clause.kind.is_annex:
        yield ["annex", clause.number, _ANNEX.get(clause.kind, ""), title]
    elif clause.kind in CHAPTERS:
        yield ["chapter", clause.number, title]
    elif _is_term(text, clause):
        yield from _term(setting)
    elif clause.title or not blocks or not isinstance(blocks[0], Paragraph):
        yield ["clause", clause.number, clause.number.count("."), title]
    else:
        yield ["untitled", clause.number, setting.pieces.of(blocks[0].words)]
        yield from setting.blocks(blocks)[1:]
        return
    yield from _bibliography(setting, blocks) if clause.kind is ClauseKind.BIBLIOGRAPHY else setting.blocks(blocks)


def _is_term(text: Text, clause: Clause) -> bool:
    """A clause of the terms that has none below it."""
    above = text.by_id.get(clause.parent or "")
    while above is not None and above.kind is ClauseKind.CLAUSE:
        above = text.by_id.get(above.parent or "")
    is_leaf = all(other.parent != clause.id for other in text.clauses)
    return above is not None and above.kind is ClauseKind.TERMS and is_leaf and bool(clause.title)


def _term(setting: Setting) -> Iterator[Data]:
    split = _TERM.fullmatch(setting.clause.title)
    glyphs = setting.pieces.glyphs
    term = split["term"] if split else setting.clause.title
    yield ["term", setting.clause.number, glyphs.pieces(term), glyphs.pieces(split["english"] if split else "")]


def _bibliography(setting: Setting, blocks: tuple[Block, ...]) -> Iterator[Data]:
    """Entries are numbered [1], [2] …, however they were typed."""
    for n, (block, data) in enumerate(zip(blocks, setting.blocks(blocks), strict=True), 1):
        if isinstance(block, Paragraph):
            first = block.words[0] if block.words and isinstance(block.words[0], str) else ""
            words = (_ENTRY.sub("", first, count=1), *block.words[1:]) if first else block.words
            yield ["entry", f"[{n}]", setting.pieces.of(words)]
        else:
            yield data


def _index(setting: Setting) -> Data:
    """The keywords by letter, each with the numbers of its places."""
    pieces, numbers = setting.pieces.glyphs.pieces, setting.pieces.numbers
    groups = [
        [of.letter, [[pieces(one.word), _places(one.places, numbers)] for one in of.entries]]
        for of in indexing.indexed(setting.clause, numbers)
    ]
    return ["index", groups]


def _places(ids: tuple[str, ...], numbers: Numbering) -> str:
    return "，".join(indexing.place_words(numbers, one) for one in ids)


def _collected(text: Text, settings: list[Setting]) -> Iterator[Data]:
    """The annex 区域差异说明: every deviation with its clause, reason, evidence and term."""
    found = [
        (setting, block)
        for setting in settings
        for _, block in walk(read(setting.clause.body))
        if isinstance(block, Deviation)
    ]
    if not found:
        return
    letter = lettered(sum(c.kind.is_annex and c.parent is None for c in text.clauses) + 1, first="A")
    yield ["annex", letter, "资料性", ["区域差异说明"]]
    yield ["paragraph", [f"表 {letter}.1 汇总了本文件中各地区的差异条款及其理由和依据。"]]
    yield ["table", _table(letter, found)]


def _table(letter: str, found: list[tuple[Setting, Deviation]]) -> dict[str, Any]:
    head = ("条款", "地区", "类型", "差异内容", "理由和依据", "有效期")
    rows = [_row(setting, block) for setting, block in found]
    return {
        "number": f"{letter}.1",
        "title": ["区域差异"],
        "unit": [],
        "rows": [[_cell([word]) for word in head], *rows],
        "head": 1,
        "columns": [4, 5, 5, 11, 14, 8],
        "notes": [],
        "footnotes": [],
    }


def _row(setting: Setting, block: Deviation) -> Data:
    pieces = setting.pieces.glyphs.pieces
    why = "\n".join(part for part in (block.reason, block.evidence) if part)
    return [
        _cell([setting.clause.number or setting.clause.title]),
        _cell([setting.named(block.regions)]),
        _cell([DEVIATIONS[block.type]]),
        _cell(setting.pieces.of(read_inline(block.title)), long=True),
        _cell(pieces(why or "——"), long=True),
        _cell(pieces("\n".join(term(block)) or "——")),
    ]


def _cell(words: Data, *, long: bool = False) -> dict[str, Any]:
    return {"words": words, "columns": 1, "rows": 1, "long": long}
