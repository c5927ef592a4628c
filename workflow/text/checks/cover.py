"""The title and the cover (6.1, 7.1.3, 8.1)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from workflow.text.checks.finding import Spot
from workflow.text.checks.reading import LONGEST, Reading
from workflow.text.checks.standards import cited

_HAN: Final = r"[\u4e00-\u9fff）》]"
_PARTED: Final = re.compile(
    rf"(?<={_HAN})[\s　]+(?=[\u4e00-\u9fff（《])|(?<={_HAN})[\s　]+(?=[A-Za-z0-9].*[\u4e00-\u9fff])"
)
_PART: Final = re.compile(r"第\s*(?P<n>[^\s部]{1,4})\s*部分(?P<colon>.?)")
_CLASS: Final = re.compile(
    r"(?:国家|行业|地方|团体|企业)标准(?=$|\s|　|第|：|:|规范|规程|指南)"
    r"|标准(?=$|\s|　|第|：|:|规范$|规程$|指南$)|标准化指导性技术文件"
)
_ICS: Final = re.compile(
    r"(?P<field>\d\d)(?:\.\d{3}(?:\.\d\d)?)?(?:\s*[;；,，、/]\s*(?P<more>\d\d(?:\.\d{3}(?:\.\d\d)?)?))*"
)
_ICS_ROW: Final = (
    "01 03 07 11 13 17 19 21 23 25 27 29 31 33 35 37 39 43 45 47 49 53 55 59 61 65 67 71 73 75 77 79 81 83 85 87 91 93 "
    "95 97"
)
_ICS_FIELDS: Final = frozenset(_ICS_ROW.split())
_CCS: Final = re.compile(r"[A-HJ-NP-Z]\s?\d{2}(?:/\d{2})?")
_FIELDS: Final = {
    "title_zh": "fault.no_title",
    "ics": "fault.no_ics",
    "ccs": "fault.no_ccs",
}
_FINAL: Final = {
    "numbers": "fault.no_numbers",
    "issuers": "fault.no_issuers",
    "released_on": "fault.no_released_on",
    "effective_on": "fault.no_effective_on",
}


def title_elements(reading: Reading) -> Iterator[Spot]:
    """L01: at most three elements; 第1部分： belongs to the last."""
    name = re.sub(r"第\s*(\S{1,4}?)\s*部分[:：]\s*", r"第\1部分：", reading.title.strip())
    elements = _PARTED.split(name)
    if len(elements) > 3:
        yield Spot(facts={"words": reading.title, "n": len(elements)})


def class_words(reading: Reading) -> Iterator[Spot]:
    """L02: 标准样品, 标准化 and the like are names of things."""
    if found := _CLASS.search(reading.title):
        yield Spot(facts={"words": found[0]})


def part_title(reading: Reading) -> Iterator[Spot]:
    """L72: 第 and 部分： around the numeral that the number of the document tells."""
    found = _PART.search(reading.title)
    if not found:
        return
    parts = {one.serial.partition(".")[2] for given in reading.about.numbers or () for one in cited(given)} - {""}
    is_other = bool(parts) and found["n"] not in parts
    if not (found["n"].isascii() and found["n"].isdigit() and found["colon"] == "：") or is_other:
        yield Spot(facts={"words": found[0]})


def fields(reading: Reading) -> Iterator[Spot]:
    """L15: what a cover must show, as far as it is known, and dates that follow each other."""
    about = reading.about
    lost = [fault for name, fault in _FIELDS.items() if not str(reading.meta.get(name) or "").strip()]
    if about.stage == "final":
        lost += [fault for name, fault in _FINAL.items() if getattr(about, name) in {(), ""}]
    released, effective = _day(about.released_on), _day(about.effective_on)
    lost += ["fault.no_day_released_on"] if about.released_on and not released else []
    lost += ["fault.no_day_effective_on"] if about.effective_on and not effective else []
    lost += ["fault.effective_before_release"] if released and effective and effective < released else []
    yield from (Spot(facts={"field": fault}) for fault in lost)


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given or "")
    except ValueError:
        return None


def classes(reading: Reading) -> Iterator[Spot]:
    """L16: codes that can exist."""
    ics, ccs = (str(reading.meta.get(name) or "").strip()[:LONGEST] for name in ("ics", "ccs"))
    found = _ICS.fullmatch(re.sub(r"^ICS\s*", "", ics))
    if ics and (not found or found["field"] not in _ICS_FIELDS):
        yield Spot(facts={"words": ics})
    if ccs and not _CCS.fullmatch(re.sub(r"^CCS\s*", "", ccs)):
        yield Spot(facts={"words": ccs})


def numbers(reading: Reading) -> Iterator[Spot]:
    """L71 on the cover."""
    for given in reading.about.numbers or ():
        found = cited(given)
        if found and (len(found) != 1 or found[0].display != given.strip()):
            yield Spot(facts={"words": given})
