"""The figures of a rule set, as rules read them: days, shares, and whatever else a term may be."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from workflow.shipped import default_terms


@dataclass(frozen=True)
class Term:
    """One figure of the rule set, with the citation it rests on."""

    value: Any
    cites: str


WORKING = "w"  # how a term says that its days are working days


def days_of_regions(listed: Any) -> dict[str, int | None]:
    """A term that lists regions with a number of days each, as 310000:45; None for what cannot be read."""
    pairs = (str(one).replace("：", ":").partition(":") for one in listed or ())
    return {code: int(n) if n.isascii() and n.isdecimal() and len(n) < 7 else None for code, _, n in pairs}


class Days(int):
    """A number of days that knows what it counts."""

    is_working: bool

    def __new__(cls, value: int | str, *, is_working: bool = False) -> Self:
        made = super().__new__(cls, value)
        made.is_working = is_working
        return made


class Terms(dict[str, Term]):
    """The terms of a rule set; one that is older than a term is judged by the figure that the product ships."""

    def __missing__(self, key: str) -> Term:
        shipped = default_terms()[key]
        return Term(shipped["value"], shipped["cites"])

    def days(self, key: str) -> Days:
        """A term that counts calendar days, months or pieces; written as 15w it counts working days."""
        value = str(self[key].value)
        return Days(value.removesuffix(WORKING), is_working=value.endswith(WORKING))

    def days_in(self, key: str, region: str) -> int:
        """The days that a region's own rules ask; none where it asks nothing of its own."""
        return days_of_regions(self[key].value).get(region) or 0

    def share(self, key: str) -> Fraction:
        """A term that is a share, written as 3/4."""
        return Fraction(str(self[key].value))
