"""Annexes (9.6): status, title, order of mention, and what has no place in one."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import id_of, inlines
from workflow.text.checks.exhibits import shown
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Role
from workflow.text.checks.reading import Reading
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import references

_SET_CHAPTERS: Final = re.compile(r"(?:范围|规范性引用文件|引用文件|术语(?:和|与)定义|术语|定义)$")
_NAMED: Final = re.compile(r"附录\s*([A-Z])(?![A-Za-z])|(?<![A-Za-z\d.])([A-Z])\.\d")
_ELSEWHERE: Final = re.compile(r"\ue000\s*(?:中|的|，)?\s*$")  # an annex of another document
_UNHEARD: Final = frozenset({ClauseKind.FRONT, ClauseKind.CONTENTS})


def annexes(reading: Reading) -> Iterator[Spot]:
    """L60."""
    found = [clause for clause in reading.children.get(None, []) if clause.kind.is_annex]
    mentions = _mentions(reading, found)
    last = 0
    for annex in found:
        first = mentions.get(annex.id)
        if annex.kind is ClauseKind.ANNEX:
            yield Spot(annex.id, facts={"fault": "fault.annex_without_status"})
        if not annex.title.strip():
            yield Spot(annex.id, facts={"fault": "fault.annex_without_title"})
        if first is None:
            yield Spot(annex.id, facts={"fault": "fault.annex_unmentioned"})
        elif first < last:
            yield Spot(annex.id, facts={"fault": "fault.annex_out_of_order"})
        last = max(last, first or last)


def _mentions(reading: Reading, found: list[Clause]) -> dict[str, int]:
    """Where the text, the foreword too, first speaks of each annex or of something in it."""
    owners = {clause.id: annex.id for annex in found for clause in reading.below(annex)}
    owners |= {id_of(b): owners[c.id] for c, _, b in shown(reading) if c.id in owners and id_of(b)}
    letters = {annex.number: annex.id for annex in found}
    first: dict[str, int] = {}
    for place, (clause, annex) in enumerate(_spoken(reading, owners, letters), 1):
        if owners.get(clause.id) != annex and reading.roots[clause.id].kind not in _UNHEARD:
            first.setdefault(annex, place)
    return first


def _spoken(reading: Reading, owners: dict[str, str], letters: dict[str, str]) -> Iterator[tuple[Clause, str]]:
    for clause in reading.clauses:
        for _, block in reading.blocks[clause.id]:
            for words in inlines(block):
                yield from ((clause, owners[to]) for to in references(words) if to in owners)
        for line in reading.lines[clause.id]:
            if line.role is not Role.TITLE:
                for named in re.finditer(
                    r"(?<!\ue000)(?<!\ue000中)(?<!\ue000的)附录\s*([A-Z])(?![A-Za-z])|(?<![A-Za-z\d.])([A-Z])\.\d",
                    line.bare,
                ):
                    if _ELSEWHERE.search(line.bare[: named.start()]):
                        continue
                    if (letter := named[1] or named[2]) in letters:
                        yield clause, letters[letter]


def set_chapters(reading: Reading) -> Iterator[Spot]:
    """L61."""
    for annex in (clause for clause in reading.children.get(None, []) if clause.kind.is_annex):
        for clause in reading.below(annex):
            if clause is not annex and (
                clause.kind is not ClauseKind.CLAUSE or _SET_CHAPTERS.match(clause.title.strip())
            ):
                yield Spot(clause.id, facts={"words": clause.title})
