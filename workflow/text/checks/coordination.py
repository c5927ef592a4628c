"""Texts that several regions issue: territory, bodies, order of names, deviations, and equal copies (rules C)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from workflow.text.blocks import Deviation, inlines
from workflow.text.checks.about import several
from workflow.text.checks.exhibits import shown
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Role
from workflow.text.checks.preface import foreword, unnamed
from workflow.text.checks.reading import Reading, squeezed
from workflow.text.checks.regions import ABBREVIATIONS, names_of
from workflow.text.checks.standards import cited
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import references

_BRANDS: Final = re.compile(
    r"京津冀|长三角|长江三角洲|川渝|成渝|鄂湘赣|长江中游|长株潭|粤港澳|大湾区|淮海经济区|关中平原|晋陕豫"
)
_ZONE: Final = re.compile(r"[\u4e00-\u9fff]{2}(?:县|示范区|新区|开发区|自治州|旗)|参加地区|各参加")


def territory(reading: Reading) -> Iterator[Spot]:
    """C02: all regions, the name of their group, or a named zone."""
    clause, regions = reading.first(ClauseKind.SCOPE), reading.about.region_names
    if not clause or len(reading.about.participants or ()) < 2 or len(regions) < 2:
        return
    words = "".join(line.words for line in reading.lines_below(clause) if line.role is not Role.TITLE)
    short = "".join(ABBREVIATIONS.get(code[:2], "") for code, _ in regions)
    lost = [name for code, name in regions if not any(one in words for one in names_of(code, name))]
    if lost and short not in words and not _ZONE.search(words) and not _BRANDS.search(words):
        yield Spot(clause.id, facts={"words": "、".join(lost)})


def bodies(reading: Reading) -> Iterator[Spot]:
    """C03."""
    if not (found := foreword(reading)):
        return
    clause, lines = found
    words = "".join(squeezed(line.words) for line in lines)
    named = [*(reading.about.issuers or ()), *(reading.about.cosigners or ())]
    yield from (Spot(clause.id, facts={"words": one}) for one in named if "".join(one.split()) not in words)
    annex = _annex(reading)
    differs = any(isinstance(block, Deviation) for _, _, block in shown(reading))
    if differs and annex and f"附录{annex.number}" not in words:
        yield Spot(clause.id, facts={"words": annex.title or "区域差异"})


def _annex(reading: Reading) -> Clause | None:
    """The annex that lists the deviations, by its references to them or by its title."""
    ids = {block.id for _, _, block in shown(reading) if isinstance(block, Deviation)}
    annexes = [clause for clause in reading.children.get(None, []) if clause.kind.is_annex]
    listing = (a for a in annexes if ids & {to for c in reading.below(a) for to in _pointed(reading, c)})
    return next(listing, None) or next((annex for annex in annexes if "差异" in annex.title), None)


def _pointed(reading: Reading, clause: Clause) -> Iterator[str]:
    for _, block in reading.blocks[clause.id]:
        for words in inlines(block):
            yield from references(words)


_TOLD: Final = {
    "reason": "fault.deviation_reason",
    "evidence": "fault.deviation_evidence",
    "until": "fault.deviation_until",
}


def deviations(reading: Reading) -> Iterator[Spot]:
    """C04: reason, evidence, an end, participants alone, and a place in the one annex that lists them."""
    found = [(c, path, b) for c, path, b in shown(reading) if isinstance(b, Deviation)]
    annex = _annex(reading)
    participants = reading.about.participants
    for clause, path, block in found:
        lost = [fault for name, fault in _TOLD.items() if not getattr(block, name).strip()]
        since, until = _day(block.since), _day(block.until)
        if (block.until and not until) or (block.since and not since) or (since and until and until < since):
            lost.append("fault.deviation_until")
        if not block.regions or (participants and not set(block.regions) <= set(participants)):
            lost.append("fault.deviation_regions")
        if not annex or not _listed(reading, annex, clause, block):
            lost.append("fault.deviation_annex")
        if lost:
            facts = {"words": block.title or block.id, "lacking": list(dict.fromkeys(lost))}
            yield Spot(clause.id, path=path, facts=facts)


def _listed(reading: Reading, annex: Clause, clause: Clause, block: Deviation) -> bool:
    """By reference; or it stands there itself."""
    if reading.roots[clause.id] is annex:
        return True
    return block.id in {to for one in reading.below(annex) for to in _pointed(reading, one)}


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def replaced(reading: Reading) -> Iterator[Spot]:
    """C08: what each region replaces is named in the foreword."""
    yield from (Spot(clause.id, facts={"words": number}) for clause, number in unnamed(reading))


def copies_dates(reading: Reading) -> Iterator[Spot]:
    """C07: equal serial, year and days in all copies, unless the copy bears a recorded exception."""
    copies = [copy for copy in (reading.about.copies or {}).values() if not copy.get("exception")]
    of_copies = [number for copy in copies for number in several(copy.get("numbers")) or ()]
    uneven = _uneven(of_copies) or _uneven(reading.about.numbers or ())
    for name in ("year", "released_on", "effective_on"):
        uneven = uneven or len({str(copy[name]) for copy in copies if copy.get(name)}) > 1
    if uneven:
        yield Spot()


def _uneven(numbers: Iterable[str]) -> bool:
    """Whether local numbers that should be one differ in more than the area."""
    local = [one for number in numbers for one in cited(number) if one.family == "local"]
    return len({one.serial for one in local}) > 1 or len({one.year for one in local}) > 1


def copies_words(reading: Reading) -> Iterator[Spot]:
    """C10."""
    if len({str(copy["text_hash"]) for copy in (reading.about.copies or {}).values() if copy.get("text_hash")}) > 1:
        yield Spot()


def copies_people(reading: Reading) -> Iterator[Spot]:
    """C12."""
    copies = (reading.about.copies or {}).values()
    for name, fault in (("drafting_units", "fault.uneven_units"), ("drafters", "fault.uneven_drafters")):
        if len({several(copy[name]) for copy in copies if name in copy}) > 1:
            yield Spot(facts={"field": fault})
