"""From what people type, scan and paste to a number of a standard: a number, a refusal that suggests, or a question.

The values themselves are in `numbers`. Known areas are handed in (`11`, `4301`), never listed here.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from workflow.text.numbers import BY_MARK, Family, JointFault, Nature, StandardNumber, Variant, joint_faults

# After NFKC. 一 and ー are what character recognition makes of the dash; Chinese keyboards give it twice.
_DASH: Final = r"\s*[-‐‑‒–—―−ー－一]{1,2}\s*"
_YEAR: Final = rf"(?:{_DASH}(?P<year>(?:19|20)\d{{2}}))?"
_SERIAL: Final = r"\s*(?P<serial>\d{1,6})(?:\.(?P<part>\d{1,3}))?"
_NATURE: Final = r"\s*(?:/\s*(?P<nature>[TZ])|(?P<lost>T))?"


def _pattern(*parts: str) -> re.Pattern[str]:
    """ASCII digits only: ٣ is a digit to `int`, and no number of a standard."""
    return re.compile("".join(parts), re.ASCII)


_LOCAL: Final = _pattern(
    r"DB(?P<kind>[SJ])?\s*(?P<area>\d{2}(?:\d{2})?)(?:\s*(?P<bracket>\(J\)))?",
    r"(?P<gap>\s*(?:(?P<slash>/)\s*(?P<nature>[TZ])?|(?P<lost>[TZ]))?)",
    _SERIAL + _YEAR,
)
_WITHOUT_AREA: Final = _pattern(r"DB\s*/?\s*(?P<nature>[TZ])?", _SERIAL + _YEAR)
_GLUED: Final = _pattern(r"DB\s*\d{6,}(?:\.\d+)?", _YEAR)
_OTHERS: Final = {
    Family.ISO: _pattern(
        r"(?P<code>(?:ISO(?:/IEC)?|IEC)(?:/[A-Z]{2,4})?)\s*(?P<serial>\d{1,6})",
        rf"(?:{_DASH}(?P<part>\d{{1,3}}))?(?:\s*:\s*(?P<year>(?:19|20)\d{{2}}))?",
    ),
    Family.NATIONAL: _pattern("(?P<code>GB)", _NATURE, _SERIAL, _YEAR),
    Family.INDUSTRY: _pattern("(?P<code>(?!DB)[A-Z]{2})", _NATURE, _SERIAL, _YEAR),
    Family.GROUP: _pattern(r"T\s*/\s*(?P<code>[A-Z]{2,9})", _SERIAL, _YEAR),
    Family.ENTERPRISE: _pattern(r"Q\s*/\s*(?P<code>[A-Z]{1,9})\s*(?P<serial>\d{1,6})(?P<part>)", _YEAR),
}
_LOST_DASH: Final = _pattern(r"(?P<head>.*\d)(?P<year>(?:19|20)\d{2})")
_SHORT_YEAR: Final = _pattern(r"(?P<head>.*\d)", _DASH, r"(?P<year>[5-9]\d)")
_BETWEEN: Final = re.compile(r"[\s;,、/]*(?=DB)")
_LONGEST_COVER: Final = 2_000
_LONGEST: Final = 64


class Reason(StrEnum):
    """Why an input is no number; the words are not ours."""

    MALFORMED = "malformed"
    UNKNOWN_AREA = "unknown_area"
    AREA_UNDECIDABLE = "area_undecidable"
    DASH_LOST = "dash_lost"
    SHORT_YEAR = "short_year"


@dataclass(frozen=True)
class Rejected:
    """No number, why, and what may have been meant."""

    given: str
    reason: Reason
    suggestions: tuple[StandardNumber, ...] = ()


@dataclass(frozen=True)
class Ambiguous:
    """DB/T 12 is the seismologists' standard, or a local one whose area is missing: a person must say."""

    given: str
    candidates: tuple[StandardNumber, ...]


Parsed = StandardNumber | Rejected | Ambiguous


@dataclass(frozen=True)
class JointCover:
    """All numbers of one cover in the order printed, those not understood, and where the numbers disagree."""

    numbers: tuple[StandardNumber, ...]
    refused: tuple[Rejected | Ambiguous, ...]
    faults: tuple[JointFault, ...]

    @property
    def agrees(self) -> bool:
        return bool(self.numbers) and not self.refused and not self.faults


def parse(given: str, *, areas: Collection[str]) -> Parsed:
    """One number in any spelling met so far."""
    text = _normal(given)
    if len(text) > _LONGEST:
        return Rejected(given, Reason.MALFORMED)
    if local := _LOCAL.fullmatch(text):
        return _local(given, local, areas)
    if found := _other(text):
        return found
    if bare := _WITHOUT_AREA.fullmatch(text):
        return Ambiguous(given, (_number(bare, Family.INDUSTRY, "DB"),))
    return _rejected(given, text, areas)


def parse_joint(given: str, *, areas: Collection[str]) -> JointCover:
    """The numbers of a joint cover, one below the other or parted by spaces, commas or semicolons."""
    text = _normal(given)
    if len(text) > _LONGEST_COVER:
        return JointCover((), (Rejected(given, Reason.MALFORMED),), ())
    parsed = [parse(piece, areas=areas) for piece in (raw.strip(" ;,、/") for raw in _BETWEEN.split(text)) if piece]
    numbers = tuple(result for result in parsed if isinstance(result, StandardNumber))
    refused = tuple(result for result in parsed if not isinstance(result, StandardNumber))
    return JointCover(numbers, refused, joint_faults(numbers))


def _normal(given: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", given).split()).upper()


def _other(text: str) -> StandardNumber | None:
    for family, pattern in _OTHERS.items():
        found = pattern.fullmatch(text)
        if found and int(found["serial"]):
            return _number(found, family, found["code"])
    return None


def _local(given: str, found: re.Match[str], areas: Collection[str]) -> Parsed:
    if not found["gap"] and not found["bracket"]:
        return Rejected(given, Reason.AREA_UNDECIDABLE, _with_slash(found[0], areas))
    if found["area"] not in areas:
        return Rejected(given, Reason.UNKNOWN_AREA)
    if not int(found["serial"]) or (found["kind"] and found["bracket"]):
        return Rejected(given, Reason.MALFORMED)
    number = _number(found, Family.LOCAL, found["area"])
    if found["slash"] or found["lost"]:
        return number
    # Neither slash nor letter: whether it binds by law cannot be read off it.
    return Ambiguous(given, (replace(number, nature=Nature.RECOMMENDED), number))


def _number(found: re.Match[str], family: Family, code: str) -> StandardNumber:
    parts = found.groupdict()
    serial = found["serial"]
    natured = family in {Family.LOCAL, Family.NATIONAL, Family.INDUSTRY}
    return StandardNumber(
        family=family,
        code=code,
        nature=BY_MARK[parts.get("nature") or parts.get("lost") or ""] if natured else None,
        variant=Variant(parts.get("bracket") or parts.get("kind") or ""),
        serial=int(serial),
        width=len(serial) if serial.startswith("0") else 0,
        part=int(found["part"]) if found["part"] else None,
        year=int(found["year"]) if found["year"] else None,
    )


def _rejected(given: str, text: str, areas: Collection[str]) -> Rejected:
    if _GLUED.fullmatch(text):
        return Rejected(given, Reason.AREA_UNDECIDABLE, _with_slash(text, areas))
    if (lost := _LOST_DASH.fullmatch(text)) and (meant := _meant(f"{lost['head']}-{lost['year']}", areas)):
        return Rejected(given, Reason.DASH_LOST, meant)
    if (short := _SHORT_YEAR.fullmatch(text)) and (meant := _meant(f"{short['head']}-19{short['year']}", areas)):
        return Rejected(given, Reason.SHORT_YEAR, meant)
    return Rejected(given, Reason.MALFORMED)


def _with_slash(text: str, areas: Collection[str]) -> tuple[StandardNumber, ...]:
    """DB31310005 read with two and with four digits of area."""
    digits = text.removeprefix("DB").lstrip()
    return (*_meant(f"DB{digits[:2]}/{digits[2:]}", areas), *_meant(f"DB{digits[:4]}/{digits[4:]}", areas))


def _meant(text: str, areas: Collection[str]) -> tuple[StandardNumber, ...]:
    local = _LOCAL.fullmatch(text)
    found = _local(text, local, areas) if local else _other(text)
    return (found,) if isinstance(found, StandardNumber) else ()
