"""Numbers of standards as values: their printed form, their key, composing one, the bands of region groups.

Reading a number from what people type is in `number_parsing`; which serials are free is the register's business.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DASH: Final = "\u2014"
LARGEST_SERIAL: Final = 999_999


class Family(StrEnum):
    LOCAL = "local"
    NATIONAL = "national"
    INDUSTRY = "industry"
    GROUP = "group"
    ENTERPRISE = "enterprise"
    ISO = "iso"


class Nature(StrEnum):
    """As the trade's nature, and guidance documents, which a text may cite."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    GUIDANCE = "guidance"


class Variant(StrEnum):
    """What may stand beside the area of a local number: DBS11 food safety, DBJ50 and DB13(J) engineering."""

    PLAIN = ""
    FOOD_SAFETY = "S"
    ENGINEERING = "J"
    ENGINEERING_BRACKETED = "(J)"


MARKS: Final = {Nature.MANDATORY: "", Nature.RECOMMENDED: "T", Nature.GUIDANCE: "Z"}
BY_MARK: Final = {mark: nature for nature, mark in MARKS.items()}


@dataclass(frozen=True, kw_only=True)
class StandardNumber:
    """One number. `code` is the area of a local number, else GB, JT, the association, the enterprise, ISO/IEC."""

    family: Family
    code: str
    serial: int
    nature: Nature | None = None
    variant: Variant = Variant.PLAIN
    part: int | None = None
    year: int | None = None
    width: int = 0  # digits of a serial printed with leading zeros

    def __str__(self) -> str:
        return self.display

    @property
    def display(self) -> str:
        """As on a cover: one space, one-em dash."""
        return self._printed(DASH)

    @property
    def key(self) -> str:
        """As in data exchange and in indexes: ASCII hyphen."""
        return self._printed("-")

    @property
    def undated(self) -> str:
        """Without the year, as one cites a standard in whatever edition stands."""
        return f"{self.prefix} {self._serial()}"

    @property
    def prefix(self) -> str:
        """What stands before the serial: DB11/T, DB31/, GB/T, T/XYZ."""
        mark = MARKS[self.nature] if self.nature else ""
        match self.family:
            case Family.LOCAL if self.variant is Variant.ENGINEERING_BRACKETED:
                return f"DB{self.code}(J)/{mark}"
            case Family.LOCAL:
                return f"DB{self.variant}{self.code}/{mark}"
            case Family.GROUP:
                return f"T/{self.code}"
            case Family.ENTERPRISE:
                return f"Q/{self.code}"
        return f"{self.code}/{mark}" if mark else self.code

    def _serial(self) -> str:
        serial = f"{self.serial:0{self.width}d}"
        if self.part is None:
            return serial
        return f"{serial}{'-' if self.family is Family.ISO else '.'}{self.part}"

    def _printed(self, dash: str) -> str:
        if self.year is None:
            return self.undated
        return f"{self.undated}{':' if self.family is Family.ISO else dash}{self.year}"


def compose(
    prefix: str, nature: str, *, serial: int, part: int | None = None, year: int | None = None
) -> StandardNumber:
    """A number from what stands before it, a region's letters (DB11, DB4301) or an association's (T/XYZ), and its
    serial; an association's number does not say how binding it is.
    """
    if not 1 <= serial <= LARGEST_SERIAL:
        raise ValueError(f"serial {serial} is outside 1 to {LARGEST_SERIAL}")
    if is_association(prefix):
        return StandardNumber(family=Family.GROUP, code=prefix.removeprefix("T/"), serial=serial, part=part, year=year)
    area = prefix.removeprefix("DB")
    if area == prefix or not (area.isascii() and area.isdecimal()) or len(area) not in {2, 4}:
        raise ValueError(f"{prefix!r} is no prefix of a local standard")
    return StandardNumber(family=Family.LOCAL, code=area, nature=Nature(nature), serial=serial, part=part, year=year)


def is_association(prefix: str) -> bool:
    """Whether this is the prefix of an association's numbers: T/ and two to nine capital letters."""
    code = prefix.removeprefix("T/")
    return code != prefix and code.isascii() and code.isalpha() and code.isupper() and len(code) in range(2, 10)


@dataclass(frozen=True)
class Band:
    """Serials that belong to a group, in the group's own area codes alone; without an end it stays open."""

    start: int
    end: int | None
    codes: frozenset[str]

    def holds_serial(self, serial: int) -> bool:
        return self.start <= serial and (self.end is None or serial <= self.end)

    def holds(self, number: StandardNumber) -> bool:
        local = number.family is Family.LOCAL and number.variant is Variant.PLAIN
        return local and number.code in self.codes and self.holds_serial(number.serial)


def band_of(number: StandardNumber, bands: Iterable[Band]) -> Band | None:
    """The band a number lies in: DB6101/T 3168 lies in none, however 3168 looks."""
    return next((band for band in bands if band.holds(number)), None)


class JointFault(StrEnum):
    """In what the numbers of one cover disagree; an own number kept by a region is a recorded exception."""

    SERIAL = "serial"
    PART = "part"
    YEAR = "year"
    NATURE = "nature"
    AREA_TWICE = "area_twice"


def joint_faults(numbers: Collection[StandardNumber]) -> tuple[JointFault, ...]:
    """What keeps several regions' numbers from being one joint number; none of it is decided here."""
    spellings = {
        JointFault.SERIAL: len({number.serial for number in numbers}),
        JointFault.PART: len({number.part for number in numbers}),
        JointFault.YEAR: len({number.year for number in numbers}),
        JointFault.NATURE: len({number.nature for number in numbers}),
    }
    faults = [fault for fault, count in spellings.items() if count > 1]
    if len({number.code for number in numbers}) < len(numbers):
        faults.append(JointFault.AREA_TWICE)
    return tuple(faults)
