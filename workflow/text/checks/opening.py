"""The first three chapters (8.5 to 8.7): their places, their set sentences, and the list of references."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from workflow.text.blocks import Item, Marker
from workflow.text.checks.finding import Finder, Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading, squeezed, whole
from workflow.text.checks.standards import Cited, cited
from workflow.text.clauses import Clause, ClauseKind

_SCOPE: Final = re.compile(r"本(?:文件|标准|部分|规范|规程|指南)(?:规定|确立|描述|提供|给出|界定)了")
_APPLIES: Final = re.compile(r"(?:^|[。；，])本(?:文件|标准|部分|规范|规程|指南)(?:也|还)?适用于")
NO_REFERENCES: Final = "本文件没有规范性引用文件。"
REFERENCES: Final = (
    "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
    "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。"
)
NO_TERMS: Final = "本文件没有需要界定的术语和定义。"
TERMS: Final = "下列术语和定义适用于本文件。"
_TERMS: Final = re.compile(r".+界定的(?P<also>以及下列)?术语和定义适用于本文件。")
_HALF: Final = str.maketrans(",;:()", "，；：（）")


def placed(kind: ClauseKind, number: str) -> Finder:
    """L26 and parts of L29 and L36: the chapter bears its set number."""

    def find(reading: Reading) -> Iterator[Spot]:
        clause = reading.first(kind)
        if clause and clause.number != number:
            yield Spot(clause.id, facts={"number": number})

    return find


def undivided(kind: ClauseKind) -> Finder:
    """L29, L44: a list has no clauses."""

    def find(reading: Reading) -> Iterator[Spot]:
        for clause in reading.of_kind(kind):
            if reading.children.get(clause.id):
                yield Spot(clause.id)

    return find


def lines_of(reading: Reading, clause: Clause) -> list[Line]:
    """The paragraphs and items of one clause."""
    return [line for line in reading.lines[clause.id] if line.role in {Role.PARAGRAPH, Role.ITEM}]


def _opening(kind: ClauseKind, judge: Callable[[Reading, Clause, list[Line]], Iterator[Spot]]) -> Finder:
    def find(reading: Reading) -> Iterator[Spot]:
        if clause := reading.first(kind):
            yield from judge(reading, clause, lines_of(reading, clause))

    return find


def _scope(_: Reading, clause: Clause, lines: list[Line]) -> Iterator[Spot]:
    if not lines or not _SCOPE.match(squeezed(lines[0].words)):
        yield whole(lines[0]) if lines else Spot(clause.id)
    elif not any(_APPLIES.search(squeezed(line.words)) for line in lines):
        yield Spot(clause.id)


def _references(_: Reading, clause: Clause, lines: list[Line]) -> Iterator[Spot]:
    if not lines:
        yield Spot(clause.id)
        return
    lead, has_list = squeezed(lines[0].words).translate(_HALF), len(lines) > 1
    right = REFERENCES if has_list else NO_REFERENCES
    if lead != right:
        instead = right if has_list and lead.startswith(("下列", "以下")) and not cited(lead) else None
        yield whole(lines[0], instead)


def _terms(reading: Reading, clause: Clause, lines: list[Line]) -> Iterator[Spot]:
    entries = bool(reading.children.get(clause.id))
    lead = squeezed(lines[0].words).translate(_HALF) if lines else ""
    adopted = _TERMS.fullmatch(lead)
    right = (bool(adopted["also"]) is entries) if adopted else lead == (TERMS if entries else NO_TERMS)
    if not right:
        instead = TERMS if entries and lead and not adopted and not cited(lead) else None
        yield whole(lines[0], instead) if lines else Spot(clause.id)


scope_forms = _opening(ClauseKind.SCOPE, _scope)
references_lead = _opening(ClauseKind.REFERENCES, _references)
terms_lead = _opening(ClauseKind.TERMS, _terms)

COUNTED: Final = re.compile(r"\s*(?:\[\d+\]|［\d+］|\d+[.、)）]\s?(?!\d)|[（(]\d+[）)])")


def references_list(reading: Reading) -> Iterator[Spot]:
    """L31: entries bear no numbers and stand in the order of 8.6.3."""
    clause = reading.first(ClauseKind.REFERENCES)
    if not clause:
        return
    marked = {
        path for path, block in reading.blocks[clause.id] if isinstance(block, Item) and block.marker is not Marker.DASH
    }
    last: Cited | None = None
    for line in lines_of(reading, clause)[1:]:
        numbers = cited(line.words)
        if line.path in marked or COUNTED.match(line.words):
            yield whole(line)
            return
        if numbers and last and numbers[0].order() < last.order():
            yield whole(line)
            return
        last = numbers[0] if numbers else last


def bibliography(reading: Reading) -> Iterator[Spot]:
    """L44: behind the last annex, entries numbered [1], [2] … without a gap."""
    for clause in reading.of_kind(ClauseKind.BIBLIOGRAPHY):
        elements = reading.children[None]
        if any(other.kind.is_annex for other in elements[elements.index(clause) :]):
            yield Spot(clause.id)
        for n, line in enumerate(lines_of(reading, clause), 1):
            if not re.match(rf"\[{n}\]", line.words):
                yield whole(line)
                break
