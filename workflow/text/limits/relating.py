"""How one limit stands to another: stricter where it lets in a proper part of what the other does. Never by rounding.

What is not surely about the same thing, under the same condition, is unclear and left to a person.
"""

from enum import StrEnum
from fractions import Fraction
from typing import Final

from workflow.text.limits.limit import Bound, Force, Limit
from workflow.text.limits.matter import same_matter
from workflow.text.limits.units import ORDERED_BY_NOBODY, Unit, unit


class Relation(StrEnum):
    """What ours is beside theirs. `missing`: theirs limits it and ours does not; `only_ours`: the other way round;
    `differs`: neither lets in a part of the other; `unclear`: for a person.
    """

    STRICTER = "stricter"
    EQUAL = "equal"
    LOOSER = "looser"
    MISSING = "missing"
    ONLY_OURS = "only_ours"
    DIFFERS = "differs"
    UNCLEAR = "unclear"


End = tuple[Fraction, int]  # a value, and 1 or -1 where the end lies just beside it
_SIGNED: Final = frozenset({"K", "dB", "dBA", "dBC", "A", "degree"})


def relation(ours: Limit, theirs: Limit) -> Relation:
    """What our limit is beside theirs of the same matter."""
    if not same_matter(ours, theirs):
        return Relation.UNCLEAR
    one, other = unit(ours.unit), unit(theirs.unit)
    if one is None and other is None and ours.unit == theirs.unit:
        one = other = Unit(Fraction(1), ((ours.unit, 1),))
    if one is None or other is None:
        return Relation.UNCLEAR
    if one.dimension != other.dimension or not (bool(ours.unit) is bool(theirs.unit) or _is_share(one, other)):
        return Relation.DIFFERS
    if one.dimension and one.dimension[0][0] == ORDERED_BY_NOBODY:
        return Relation.EQUAL if _same_grade(ours, theirs) else Relation.UNCLEAR
    if one.is_celsius != other.is_celsius:
        return Relation.UNCLEAR
    return _forced(_contained(_ends(ours, one), _ends(theirs, other)), ours.force, theirs.force)


def _is_share(one: Unit, other: Unit) -> bool:
    """35% beside 0.35; a bare number beside anything else that has no dimension is no share."""
    return {one.factor, other.factor} <= {Fraction(1), Fraction(1, 100), Fraction(1, 1000)}


def _same_grade(ours: Limit, theirs: Limit) -> bool:
    return (ours.low, ours.high, ours.force) == (theirs.low, theirs.high, theirs.force)


def _forced(found: Relation, ours: Force, theirs: Force) -> Relation:
    """A recommendation is weaker than a requirement of the same values, and of other values no answer."""
    if ours is theirs:
        return found
    binds = Relation.STRICTER if ours is Force.SHALL else Relation.LOOSER
    return binds if found in {Relation.EQUAL, binds} else Relation.DIFFERS


def _ends(limit: Limit, of: Unit) -> tuple[End | None, End | None]:
    """The ends in base units. What cannot be negative has zero as its end anyway, whether it is said or not."""
    low, high = _end(limit.low, of, 1), _end(limit.high, of, -1)
    is_signed = any(base in _SIGNED for base, _ in of.dimension) or not of.dimension
    said_zero = limit.low is not None and limit.low.value == 0 and limit.low.closed and limit.high is not None
    return (None if said_zero and not is_signed and limit.low != limit.high else low), high


def _end(bound: Bound | None, of: Unit, inwards: int) -> End | None:
    return None if bound is None else (bound.value * of.factor, 0 if bound.closed else inwards)


def _contained(ours: tuple[End | None, End | None], theirs: tuple[End | None, End | None]) -> Relation:
    if ours == theirs:
        return Relation.EQUAL
    if _is_part(ours, theirs):
        return Relation.STRICTER
    return Relation.LOOSER if _is_part(theirs, ours) else Relation.DIFFERS


def _is_part(inner: tuple[End | None, End | None], outer: tuple[End | None, End | None]) -> bool:
    (low, high), (least, most) = inner, outer
    above = least is None or (low is not None and low >= least)
    return above and (most is None or (high is not None and high <= most))
