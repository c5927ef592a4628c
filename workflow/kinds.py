"""Kinds of entries: what each one holds, whose it is and who may keep it. A kind is a line of data, never a program."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from typing import Any, Final

from workflow.shipped import DATA, rows
from workflow.vocabulary import Named, Noun, Role

TYPES: Final = frozenset(
    ("text", "prose", "number", "decimal", "difference", "day", "choice", "choices", "region", "regions")
) | {"file", "articles", "code", "comparison", "credit_code"}
DIFFERENCE: Final = "difference"
EXACT: Final = Context(prec=100)  # more digits than any field holds
LONG: Final = {"prose": 2000, "articles": 30_000}  # the log tells them by a salted hash; how many signs
RESERVED: Final = frozenset(  # what rows of entries ask by themselves
    {"title", "region", "standard", "parent", "due", "until", "reason", "evidence", "key", "state", "entry", "batch"}
)


@dataclass(frozen=True)
class Field:
    """One thing that entries of a kind hold. What is `personal` stands in the log as a salted commitment. Without
    `at` it is asked where the entry begins and where it is amended, else at those steps alone. A difference is told
    by two other fields (`of`) and never asked; of choices, those in `sums` are counted up through a tree.
    A code stands in a table; it goes with what the field `by` chose, as `fits` says.
    """

    name: str
    type: str
    words: Named
    is_required: bool
    is_personal: bool
    choices: tuple[Named, ...]
    at: frozenset[str]
    most: int
    of: tuple[str, ...]
    sums: tuple[str, ...]
    by: str
    fits: Mapping[str, frozenset[str]]

    @property
    def is_told(self) -> bool:
        """Whether people are asked for it."""
        return self.type != DIFFERENCE

    def held(self, fields: Mapping[str, Any]) -> Any:
        """What an entry with these fields holds here."""
        if self.is_told:
            return fields.get(self.name)
        ours, theirs = (fields.get(name) for name in self.of)
        if ours in (None, "") or theirs in (None, ""):
            return None
        return format(EXACT.subtract(Decimal(str(ours)), Decimal(str(theirs))), "f")


@dataclass(frozen=True)
class Kind:
    """One kind of entry. `keepers` are the roles that begin and keep it, `is_whole` says that it is all regions'
    together, `is_of_chair` that of all regions only the chair keeps it; `of_standard` and `parents` what it may or
    must hang on, `counted` what those that hang on one are counted by: state, title (each once) or a choice;
    `is_certified` whether a certificate of one can be printed; `mechanisms` what it was asked for by.
    """

    code: str
    noun: Noun
    name: Named
    about: Named
    fields: tuple[Field, ...]
    keepers: tuple[Role, ...]
    is_public: bool
    is_whole: bool
    is_of_chair: bool
    of_standard: str
    parents: tuple[str, ...]
    has_due: bool
    has_until: bool
    counted: str
    is_certified: bool
    mechanisms: tuple[int, ...]

    @property
    def is_tree(self) -> bool:
        """Whether its entries hang on one another."""
        return self.code in self.parents

    @property
    def is_open(self) -> bool:
        """Whether anybody may declare an entry, without a seat."""
        return Role.PUBLIC in self.keepers

    @property
    def summed(self) -> Field | None:
        """The field whose choices are counted up through its tree."""
        return next((one for one in self.fields if one.sums), None)

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its code, in the order of the files."""
    found: dict[str, Kind] = {}
    for path in sorted((DATA / "kinds").glob("*.toml")):
        with path.open("rb") as stream:
            found |= {kind.code: kind for kind in _read(Noun(path.stem), tomllib.load(stream))}
    return found


def open_kinds() -> list[str]:
    """The codes of the kinds that anybody may declare to."""
    return [kind.code for kind in all_kinds().values() if kind.is_open]


def kinds_of(noun: Noun) -> list[Kind]:
    return [kind for kind in all_kinds().values() if kind.noun is noun]


def _read(noun: Noun, told: Mapping[str, Any]) -> Iterator[Kind]:
    for code, line in told.items():
        yield Kind(
            code=code,
            noun=noun,
            name=Named(code, line["zh"], line["en"]),
            about=Named(code, line["about_zh"], line["about_en"]),
            fields=tuple(_field(name, field) for name, field in line.get("fields", {}).items()),
            keepers=tuple(Role(role) for role in line.get("keepers", ("handler", "secretary"))),
            is_public=line.get("public", True),
            is_whole=line.get("whole", False),
            is_of_chair=line.get("of_chair", False),
            of_standard=line.get("of_standard", "may"),
            parents=tuple(line.get("parents", ())),
            has_due=line.get("due", False),
            has_until=line.get("until", False),
            counted=line.get("counted", "state"),
            is_certified=line.get("certified", False),
            mechanisms=tuple(line.get("mechanisms", ())),
        )


def _field(name: str, line: Mapping[str, Any]) -> Field:
    if name in RESERVED or line.get("type", "text") not in TYPES:
        raise ValueError(f"a kind cannot hold a field {name!r} of type {line.get('type')!r}")
    table = rows(line["table"]) if "table" in line else []
    return Field(
        name=name,
        type=line.get("type", "text"),
        words=Named(name, line["zh"], line["en"]),
        is_required=line.get("required", False),
        is_personal=line.get("personal", line.get("type") in LONG),
        choices=tuple(Named(value, zh, en) for value, zh, en in line.get("choices", ())) + _listed(table),
        by=line.get("by", ""),
        fits={one["code"]: frozenset(one["of"].split()) for one in table},
        at=frozenset(line.get("at", ())),
        of=tuple(line.get("of", ())),
        sums=tuple(line.get("sums", ())),
        most=line.get("most", LONG.get(line.get("type", ""), 200)),
    )


def _listed(table: Iterable[Mapping[str, str]]) -> tuple[Named, ...]:
    """The codes of a table that ships, each with what it means."""
    return tuple(Named(one["code"], f"{one['code']} {one['zh']}", f"{one['code']} {one['en']}") for one in table)
