"""Texts that several regions issue: territory, bodies, order of names, deviations, and equal copies (rules C)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from workflow.text.blocks import Deviation, DeviationType, inlines
from workflow.text.checks.about import several
from workflow.text.checks.exhibits import shown
from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.preface import foreword
from workflow.text.checks.reading import Reading, at, squeezed
from workflow.text.checks.regions import ABBREVIATIONS, names_of
from workflow.text.checks.standards import cited
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import plain, references

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
    if any(isinstance(block, Deviation) for _, _, block in shown(reading)) and "差异" not in words:
        yield Spot(clause.id, facts={"words": "区域差异"})


_TOLD: Final = {
    "reason": "fault.deviation_reason",
    "evidence": "fault.deviation_evidence",
    "until": "fault.deviation_until",
}


def deviations(reading: Reading) -> Iterator[Spot]:
    """C04: reason, evidence, an end, participants alone, and a place in the one annex that lists them."""
    found = [(c, path, b) for c, path, b in shown(reading) if isinstance(b, Deviation)]
    annex = next((c for c in reading.children.get(None, []) if c.kind.is_annex and "差异" in c.title), None)
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
    if reading.roots[clause.id] is annex:
        return True
    inside = [b for c in reading.below(annex) for _, b in reading.blocks[c.id]]
    ids = {to for b in inside for words in inlines(b) for to in references(words)}
    words = "".join(line.words for line in reading.lines_below(annex))
    by_number = clause.number and re.search(rf"(?<![\d.]){re.escape(clause.number)}(?![\d.]*\d)", words)
    return block.id in ids or clause.id in ids or bool(block.title and block.title in words) or bool(by_number)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


_LIMIT: Final = re.compile(
    r"(?P<way>不(?:应)?(?:大于|高于|超过|多于)|≤|不(?:应)?(?:小于|低于|少于)|≥)\s*(?P<value>\d+(?:\.\d+)?)"
)
_MANDATORY: Final = re.compile(r"GB\s*\d")
_NOT_TAKEN: Final = re.compile(
    r"(?:不执行|不采用|不适用|不受|免于|可不符合|豁免|不必符合)[^。；]*GB\s*\d|GB\s*\d[^。；]*(?:不执行|不采用|不适用|豁免)"
)


def floors(reading: Reading) -> Iterator[Spot]:
    """C05, as far as words tell: where a mandatory national standard binds, no variant waives it or is laxer."""
    for clause, path, block in shown(reading):
        if not isinstance(block, Deviation):
            continue
        own = "".join(plain(words) for b in block.blocks for words in inlines(b))
        base = "".join(
            plain(words)
            for place, b in reading.blocks[clause.id]
            if len(place) == 1 and not isinstance(b, Deviation)
            for words in inlines(b)
        )
        bound = _MANDATORY.search(base) or _MANDATORY.search(own)
        lax = _laxer(base, own) or block.type is DeviationType.OPTIONAL
        if (bound and lax) or _NOT_TAKEN.search(own):
            yield Spot(clause.id, path=path, facts={"words": block.title or block.id})


def _laxer(base: str, own: str) -> bool:
    """A single limit each, of the same sense, and the variant's allows more."""
    then, now = _LIMIT.findall(base), _LIMIT.findall(own)
    if len(then) != 1 or len(now) != 1:
        return False
    (way, value), (other, mine) = then[0], now[0]
    upper, upper_now = _is_upper(way), _is_upper(other)
    return upper == upper_now and (float(mine) > float(value) if upper else float(mine) < float(value))


def _is_upper(way: str) -> bool:
    return bool(re.search("大|高|超|多|≤", way))


_HERE: Final = r"(?:本市|本省|本地区?|当地|本行政区域内?|本辖区|属地|注册地)"
_ASKED: Final = (
    (
        r"(?:[^，。；]{{0,10}}?(?:依法)?(?:注册|登记|设立|备案|纳税|缴纳)|[^，。；]{{0,8}}?的?(?:检测|检验|认证|鉴定|服务|评价)机构|"
        r"[^，。；]{{0,8}}?的?(?:供应商|生产企业|企业|厂家|产品|名录|目录|户籍|户口))"
    )
    .replace("{{", "{")
    .replace("}}", "}")
)
_SHALL: Final = re.compile(r"应|必须|不得|须|只能|仅限")


def barriers(reading: Reading) -> Iterator[Spot]:
    """C06: registering, testing, buying or filing in one place, which others cannot; all places together are none."""
    regions = [names_of(code, name) for code, name in reading.about.region_names]
    own = "|".join(re.escape(one) for names in regions for one in names)
    mark = re.compile(rf"(?:{_HERE}{'|' + own if own else ''}){_ASKED}")
    for line in reading.all_lines():
        if _is_ruling(line) and not (regions and all(any(n in line.words for n in names) for names in regions)):
            for found in mark.finditer(line.bare):
                before = line.bare[: found.start()].rpartition("。")[2]
                if _SHALL.search(before) or before.endswith("非"):
                    yield at(line, found)


def _is_ruling(line: Line) -> bool:
    return line.role in {Role.PARAGRAPH, Role.ITEM, Role.CELL} and (
        line.element is ClauseKind.CHAPTER or line.element.is_annex
    )


def replaced(reading: Reading) -> Iterator[Spot]:
    """C08: what each region replaces is named in the foreword."""
    if reading.about.replaces and (found := foreword(reading)):
        clause, lines = found
        there = {one.display for line in lines for one in cited(line.words)}
        for numbers in reading.about.replaces.values():
            wanted = [one for number in numbers for one in cited(number)]
            yield from (Spot(clause.id, facts={"words": one.display}) for one in wanted if one.display not in there)


def copies_dates(reading: Reading) -> Iterator[Spot]:
    """C07: equal serial, year and days in all copies, unless the copy bears a recorded exception."""
    copies = [copy for copy in (reading.about.copies or {}).values() if not copy.get("exception")]
    lists = [several(copy.get("numbers")) or () for copy in copies]
    numbers = [*(reading.about.numbers or ()), *(n for numbers in lists for n in numbers)]
    local = [one for number in numbers for one in cited(number) if one.family == "local"]
    uneven = len({one.serial for one in local}) > 1 or len({one.year for one in local}) > 1
    for name in ("year", "released_on", "effective_on"):
        uneven = uneven or len({str(copy[name]) for copy in copies if copy.get(name)}) > 1
    if uneven:
        yield Spot()


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
