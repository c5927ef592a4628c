"""Numbers of standards as they stand in running text: found, told apart by family, and put in print."""

import re
from dataclasses import dataclass
from typing import Final

# Two capital letters and digits are also a model, so a trade's code is known by name.
_TRADES: Final = (
    "AQ|BB|CB|CH|CJ|CJJ|CY|DA|DL|DY|DZ|EJ|FZ|GA|GH|GM|GY|HB|HG|HJ|HS|HY|JB|JC|JG|JGJ|JJF|JJG|JR|JT|JTG|JY|LB|LD|LY|"
    "MH|MT|MZ|NB|NY|QB|QC|QJ|QX|RB|SB|SC|SF|SH|SJ|SL|SN|SW|SY|TB|TD|TY|WB|WH|WJ|WM|WS|WW|XB|XF|YB|YC|YD|YJ|YS|YY|YZ|ZY"
)
_YEAR: Final = r"(?:(?P<dash>\s*[-‐–—―－]{1,2}\s*)(?P<year>(?:19|20)\d{2})(?!\d))?"
NUMBER: Final = re.compile(
    r"(?<![A-Za-z0-9/])(?:"
    rf"(?P<code>GB|DB[SJ]?\d{{2}}(?:\d{{2}})?(?:\(J\))?(?=/)|T/[A-Z]{{2,9}}|Q/[A-Z]{{1,9}}|(?:{_TRADES})(?=/T|/Z|\s?\d{{2,}}))"
    r"(?P<nature>/[TZ]?)?(?P<gap>\s*)(?P<serial>\d{1,6}(?:\.\d{1,3})*)"
    rf"{_YEAR}"
    r"|(?P<iso>ISO/IEC|ISO|IEC|ITU-T|ITU|EN|ASTM|DIN|BS|ANSI)(?P<kind>/(?:TS|TR|PAS))?\s*"
    r"(?P<isoserial>[A-Z]?\.?\d{1,6}(?:[-.]\d{1,3})*)(?::(?P<isoyear>(?:19|20)\d{2}))?)"
    r"(?P<all>（所有部分）)?"
)
FAMILIES: Final = ("national", "industry", "local", "association", "international", "other")


@dataclass(frozen=True, slots=True)
class Cited:
    """One number at its place in a line."""

    start: int
    end: int
    words: str
    family: str
    code: str
    serial: str
    undated: str
    year: str
    display: str
    is_whole: bool

    @property
    def dated(self) -> str:
        return self.undated + (f"—{self.year}" if self.year else "")

    def order(self) -> tuple[int, str, tuple[int, ...]]:
        """By family; a trade and an association by its code; then by serial."""
        rank = FAMILIES.index(self.family)
        return (
            rank,
            "" if self.family == "national" else self.code,
            tuple(int(n) for n in re.findall(r"\d+", self.serial)),
        )

    def covers(self, other: "Cited") -> bool:
        """The same standard in whatever edition; all parts cover each part."""
        return self.undated == other.undated or (
            self.is_whole and other.undated.startswith((f"{self.undated}.", f"{self.undated}-"))
        )


def cited(words: str) -> list[Cited]:
    """Every number in a line."""
    return [_cited(found) for found in NUMBER.finditer(words)]


def _cited(found: re.Match[str]) -> Cited:
    if iso := found["iso"]:
        code = f"{iso}{found['kind'] or ''}"
        family = "international" if iso in {"ISO", "IEC", "ISO/IEC"} else "other"
        undated, year = f"{code} {found['isoserial']}", found["isoyear"] or ""
        return Cited(
            *found.span(),
            found[0],
            family,
            code,
            found["isoserial"],
            undated,
            year,
            undated + (f":{year}" if year else ""),
            bool(found["all"]),
        )
    code, nature, serial, year = found["code"], found["nature"] or "", found["serial"], found["year"] or ""
    gap = found["gap"] if nature == "/" and found["gap"] == "" else " "
    undated = f"{code}{nature} {serial}"
    shown = f"{code}{nature}{gap}{serial}" + (f"—{year}" if year else "") + (found["all"] or "")
    return Cited(*found.span(), found[0], _family(code), code, serial, undated, year, shown, bool(found["all"]))


def _family(code: str) -> str:
    if code == "GB":
        return "national"
    if code.startswith("DB"):
        return "local"
    if code.startswith("T/"):
        return "association"
    return "other" if code.startswith("Q/") else "industry"
