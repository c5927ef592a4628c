"""Numbers as they are printed, and references to places of this text: by number, at something that is there."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import inlines
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Role
from workflow.text.checks.reading import Reading, at
from workflow.text.checks.references import spot
from workflow.text.inline import references


def typography(reading: Reading) -> Iterator[Spot]:
    """L71: a space before the serial, a one-em dash before the year."""
    for line, one in reading.citations:
        if re.sub(r"[\u00a0\u2002-\u200a\u3000]", " ", one.words) != one.display:
            yield spot(line, one, one.display)


_BY_PAGE: Final = re.compile(r"(?:见|本文件|按照?|依据|符合)[^，。；]{0,10}?第?\s*\d+\s*页")
_BY_SIDE: Final = re.compile(
    r"(?:见|如|按照?|符合|满足)?(?<![以之地天])(?P<it>[上下左右]面?[表图])(?=所示|的|中|规定|要求|给出|执行|$|[，。；）)])"
)
_TYPED: Final = re.compile(
    r"(?:见|按照?|符合|依据|依照|满足)\s*(?:本文件的?)?\s*(?:(?P<clause>(?:[A-Z]\.)?\d+(?:\.\d+)+)(?![\d.]|\s*[A-Za-z%℃°μΩ‰倍元米吨万亿分次个人年天日小级折:：])|"
    r"第\s*(?P<chapter>\d+)\s*章|附录\s*(?P<annex>[A-Z])(?![A-Za-z])|表\s*(?P<table>(?:[A-Z]\.)?\d+)|"
    r"图\s*(?P<figure>(?:[A-Z]\.)?\d+)|(?:公)?式\s*[（(](?P<formula>(?:[A-Z]\.)?\d+)[）)])"
)


def dangling(reading: Reading) -> Iterator[Spot]:
    """L58: by page or by side instead of by number, or at something that is not there."""
    there = _there(reading)
    for line in reading.all_lines():
        if line.role is Role.TITLE and "？" not in line.words:
            continue
        yield from (at(line, found) for mark in (_BY_PAGE, _BY_SIDE) for found in mark.finditer(line.bare))
        for found in _TYPED.finditer(line.bare):
            kind = found.lastgroup or ""
            if found[kind] not in there[kind] and "版" not in line.words[max(0, found.start() - 8) : found.start()]:
                yield at(line, found)
    for clause in reading.clauses:
        for path, block in reading.blocks[clause.id]:
            lost = {to for words in inlines(block) for to in references(words) if not _points(reading, to)}
            if lost and not (len(path) == 1 and _holds(reading, clause.id, path)):
                yield Spot(clause.id, path=path, facts={"words": "、".join(sorted(lost))})


def _holds(reading: Reading, clause: str, path: tuple[int, ...]) -> bool:
    """Whether what the block holds is looked at by itself."""
    return any(len(other) > len(path) and other[: len(path)] == path for other, _ in reading.blocks[clause])


def _points(reading: Reading, to: str) -> bool:
    return to in reading.by_id or to in reading.numbers.places


def _there(reading: Reading) -> dict[str, set[str]]:
    """Every number that stands in the text, by what bears it."""
    kinds: dict[str, set[str]] = {name: set() for name in ("clause", "chapter", "annex", "table", "figure", "formula")}
    for clause in reading.clauses:
        name = "annex" if clause.kind.is_annex else "clause" if "." in clause.number else "chapter"
        kinds[name].add(clause.number)
        for path, block in reading.blocks[clause.id]:
            kinds.setdefault(type(block).__name__.lower(), set()).add(reading.numbers.number(clause, *path))
    return kinds
