"""A limit: what a clause lets a quantity be, under which condition, in which unit. Values are exact."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from workflow.text.canonical import canonical_hash
from workflow.text.limits.numerals import number, told


class Operator(StrEnum):
    """How the values bind; of the last four, two numbers, the words say which of the ends are let in."""

    AT_MOST = "at_most"
    LESS = "less"
    AT_LEAST = "at_least"
    MORE = "more"
    EQUAL = "equal"
    WITHIN = "within"
    INSIDE = "inside"
    FROM = "from"
    UP_TO = "up_to"


class Force(StrEnum):
    """Whether a clause requires (应) or recommends (宜)."""

    SHALL = "shall"
    SHOULD = "should"


UPPER: Final = frozenset({Operator.AT_MOST, Operator.LESS})
LOWER: Final = frozenset({Operator.AT_LEAST, Operator.MORE})
SIGNS: Final = {
    Operator.AT_MOST: "≤",
    Operator.LESS: "<",
    Operator.AT_LEAST: "≥",
    Operator.MORE: ">",
    Operator.EQUAL: "=",
}
_ENDS: Final = {Operator.WITHIN: "[]", Operator.INSIDE: "()", Operator.FROM: "[)", Operator.UP_TO: "(]"}


@dataclass(frozen=True)
class Bound:
    """One end of what is let in; not `closed`: the value itself is not."""

    value: Fraction
    closed: bool = True


@dataclass(frozen=True)
class Limit:
    """`low` and `high` are ends as the words give them, in `unit` as it is written; None: no end on this side.
    `context` is what stands above (a title, the lead of a list), `words` the line it was read off.
    """

    clause: str
    quantity: str
    condition: str
    low: Bound | None
    high: Bound | None
    unit: str = ""
    force: Force = Force.SHALL
    context: str = ""
    words: str = ""

    @property
    def operator(self) -> Operator:
        low, high = self.low, self.high
        if low is None or high is None:
            end = low or high
            assert end is not None
            if low is None:
                return Operator.AT_MOST if end.closed else Operator.LESS
            return Operator.AT_LEAST if end.closed else Operator.MORE
        if low == high:
            return Operator.EQUAL
        ends = ("[" if low.closed else "(") + ("]" if high.closed else ")")
        return next(operator for operator, shown in _ENDS.items() if shown == ends)

    @property
    def values(self) -> tuple[str, ...]:
        """The numbers in plain digits, one or two."""
        if self.operator is Operator.EQUAL:
            return (told(self.low.value),) if self.low else ()
        return tuple(told(end.value) for end in (self.low, self.high) if end)

    @property
    def shown(self) -> str:
        """≤ 5 mg/m³; 2～8 ℃; where an end is not let in: (2, 8] ℃."""
        gap = "" if self.unit in {"", "%", "‰"} else " "
        if self.operator in SIGNS:
            return f"{SIGNS[self.operator]} {self.values[0]}{gap}{self.unit}"
        if self.operator is Operator.WITHIN:
            return f"{self.values[0]}～{self.values[1]}{gap}{self.unit}"
        ends = _ENDS[self.operator]
        return f"{ends[0]}{self.values[0]}, {self.values[1]}{ends[1]}{gap}{self.unit}"

    @property
    def key(self) -> str:
        """What a person's judgement is bound to, with the words of the clause: all that the limit says."""
        return canonical_hash(written(self))[:16]


def limited(operator: Operator, values: tuple[Fraction, ...], **more: Any) -> Limit:
    """The limit of an operator and its one or two values; two values out of order, or too few, are no limit."""
    single = operator in SIGNS
    if len(values) != (1 if single else 2) or (not single and values[0] >= values[1]):
        raise ValueError("values do not fit the operator")
    low = high = None
    if operator in UPPER:
        high = Bound(values[0], operator is Operator.AT_MOST)
    elif operator in LOWER:
        low = Bound(values[0], operator is Operator.AT_LEAST)
    elif operator is Operator.EQUAL:
        low = high = Bound(values[0])
    else:
        ends = _ENDS[operator]
        low, high = Bound(values[0], ends[0] == "["), Bound(values[1], ends[1] == "]")
    return Limit(low=low, high=high, **more)


def written(limit: Limit) -> dict[str, Any]:
    """A limit as JSON: the schema of `docs/limits.md`."""
    plain = {name: value for name, value in asdict(limit).items() if name not in {"low", "high"}}
    return plain | {"operator": limit.operator.value, "values": list(limit.values), "force": limit.force.value}


def read(told_: dict[str, Any]) -> Limit:
    """The limit that `written` told."""
    values = tuple(found for words in told_["values"] if (found := number(words)) is not None)
    more = {name: told_[name] for name in ("clause", "quantity", "condition", "unit", "context", "words")}
    return limited(Operator(told_["operator"]), values, force=Force(told_["force"]), **more)
