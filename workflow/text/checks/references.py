"""Numbers of other standards and of places in this text: listed and cited, dated, valid, pointing at something."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.checks.about import several
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading
from workflow.text.checks.standards import Cited
from workflow.text.clauses import ClauseKind

_APART: Final = frozenset(
    {
        ClauseKind.FRONT,
        ClauseKind.CONTENTS,
        ClauseKind.FOREWORD,
        ClauseKind.INTRODUCTION,
        ClauseKind.BIBLIOGRAPHY,
        ClauseKind.INDEX,
        ClauseKind.REFERENCES,
        ClauseKind.SCOPE,
    }
)
_TOLD_OF: Final = re.compile(r"\s*(?:《[^》]{0,80}》)?\s*(?:中|也)?(?:给出|提供|介绍|列出)了")
_INFORMATIVE: Final = re.compile(
    r"(?<![意可常少])见(?!证)[^，。；按符]*$|"
    r"(?:参见|参考|摘自|引自|源自|摘录自|出自|可参照|参阅|修改采用|等同采用|改编自|来源[:：])[^，。；]*$"
)

Place = tuple[Line, Cited]


def listed(reading: Reading) -> list[Place]:
    """The numbers of 规范性引用文件, the first of each entry."""
    found: dict[tuple[str, object], Place] = {}
    for line, one in reading.citations:
        if line.element is ClauseKind.REFERENCES and line.role is not Role.TITLE:
            found.setdefault((line.clause.id, line.path), (line, one))
    return list(found.values())


def mentioned(reading: Reading) -> list[Place]:
    """Numbers in the text itself, in whatever way."""
    own = reading.about.numbers or ()
    return [
        (line, one)
        for line, one in reading.citations
        if line.element not in _APART and one.display not in own and one.undated not in {n.split("—")[0] for n in own}
    ]


def binding(reading: Reading) -> list[Place]:
    """Numbers cited normatively: not in notes, examples, sources, informative annexes, nor after 参见."""
    return [
        (line, one)
        for line, one in mentioned(reading)
        if line.element is not ClauseKind.INFORMATIVE_ANNEX
        and line.role in {Role.PARAGRAPH, Role.ITEM, Role.CELL, Role.CELL_FOOTNOTE, Role.MEANING, Role.CAPTION}
        and not _INFORMATIVE.search(line.words[max(0, one.start - 60) : one.start])
        and not _TOLD_OF.match(line.words, one.end)
        and not re.match(r"\s*[\[［【（(]?来源", line.words)
    ]


def uncited(reading: Reading) -> Iterator[Spot]:
    """L32, one way: listed but not cited."""
    cited = [one for _, one in binding(reading)]
    for line, one in listed(reading):
        if not any(one.covers(other) or other.covers(one) for other in cited):
            yield spot(line, one)


def unlisted(reading: Reading) -> Iterator[Spot]:
    """L32, the other way: cited but not listed; once for each number."""
    known = [one for _, one in listed(reading)]
    seen: set[str] = set()
    for line, one in binding(reading):
        if one.undated not in seen and not any(other.covers(one) for other in known):
            seen.add(one.undated)
            yield spot(line, one)


def both_ways(reading: Reading) -> Iterator[Spot]:
    yield from uncited(reading)
    yield from unlisted(reading)


def spot(line: Line, one: Cited, instead: str | None = None) -> Spot:
    return Spot(line.clause.id, line, one.start, one.end, line.path, {"words": one.words}, instead)


_PART_OF_IT: Final = re.compile(
    r"\s*(?:《[^》]*》)?\s*(?:中的|中|的|，|,|之)?\s*(?:第\s*[\d一二三四五六七八九十]+\s*[章条]|第?\s*(?:[A-Z]\.)?\d+(?:\.\d+)+(?![\d%℃]|\s*[a-zA-Zμ%])|"
    r"附录\s*[A-Z]|表\s*(?:[A-Z]\.)?\d|图\s*(?:[A-Z]\.)?\d|式\s*[（(])"
)


def undated(reading: Reading) -> Iterator[Spot]:
    """L33."""
    for line, one in reading.citations:
        if one.year or line.element is ClauseKind.REFERENCES or not (m := _PART_OF_IT.match(line.words, one.end)):
            continue
        if all(start >= m.end() or end <= one.end for start, end in _computed(line)):
            yield spot(line, one)


def _computed(line: Line) -> Iterator[tuple[int, int]]:
    """The stretches of a line that are printed references, not typed."""
    last = 0
    for start, end in line.own:
        if start > last:
            yield last, start
        last = end
    if last < len(line.words):
        yield last, len(line.words)


def invalid(reading: Reading) -> Iterator[Spot]:
    """L34: withdrawn or replaced, or known in other editions alone."""
    if reading.about.catalogue is None:
        return
    known = [(str(one.get("number", "")), str(one.get("status", ""))) for one in reading.about.catalogue]
    for line, one in _once(reading):
        same = [(number, status) for number, status in known if _undated(number) == one.undated]
        exact = [status for number, status in same if not one.year or _year(number) in {one.year, ""}]
        if same and (not exact or "current" not in exact):
            successor = next(
                (
                    str(c.get("replaced_by") or "")
                    for c in reading.about.catalogue
                    if _undated(str(c.get("number", ""))) == one.undated
                ),
                "",
            )
            yield Spot(
                line.clause.id, line, one.start, one.end, line.path, {"words": one.words, "successor": successor}
            )


def _undated(number: str) -> str:
    return re.split(r"\s*[—–:]\s*(?=(?:19|20)\d{2}$)|-(?=(?:19|20)\d{2}$)", number)[0]


def _year(number: str) -> str:
    found = re.search(r"[-—–:]((?:19|20)\d{2})$", number)
    return found[1] if found else ""


def only_here(reading: Reading) -> Iterator[Spot]:
    """C01: a local standard that is known and not known to be valid in every participating region."""
    participants = set(reading.about.participants or ())
    valid: dict[str, set[str]] = {}
    for entry in reading.about.catalogue or ():
        regions = several(entry.get("regions"))
        if regions is not None:
            valid.setdefault(_undated(str(entry.get("number", ""))), set()).update(regions)
    for line, one in _once(reading):
        if one.family == "local" and one.undated in valid and not participants <= valid[one.undated]:
            yield spot(line, one)


def _once(reading: Reading) -> list[Place]:
    """Where a number is looked at for what it is: in the list, or where it is cited without being listed."""
    places = listed(reading)
    shown = {one.undated for _, one in places}
    return [*places, *((line, one) for line, one in binding(reading) if one.undated not in shown)]
