"""What every comment form holds, whatever its file: who comments, and a row for each clause under six headings."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflow.text.clauses import Clause, Text
from workflow.vocabulary import CommentType, Named, Source
from workflow.words import LANGUAGES, catalogue, say, tell, word_key

COLUMNS: Final = ("clause", "quote", "comment_type", "opinion", "proposal", "reason")
SPARE: Final = 20  # empty rows below the clauses
MARK: Final = "TB"
FORMULA: Final = "\ue000"  # stands before what a file says is a formula
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Blank:
    """A form before it is filled in: of which consultation, on which text, and the regions that ask."""

    number: int
    text_hash: str
    title: str
    text: Text
    places: tuple[Named, ...]

    @property
    def mark(self) -> str:
        """By what a form that comes back is known."""
        return f"{MARK}-{self.number}-{self.text_hash[:10]}"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell: the row as the file numbers it, the column, what is wrong and how to mend it."""

    row: int
    column: str
    key: str
    facts: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        return say(self.key, **self.facts)


@dataclass(frozen=True)
class Filled:
    """One row that says something, and what is wrong with it."""

    row: int
    given: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


class BadForm(ValueError):
    """A file that is no form of this consultation; `key` and `facts` say why."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def headings(names: Iterable[str]) -> list[str]:
    """The words over columns, or before details, in the language spoken."""
    return [say(f"ask.{name}") for name in names]


def known(names: Iterable[str]) -> dict[str, str]:
    """The same in every language → what they name."""
    return {catalogue(tongue)[f"ask.{name}"].casefold(): name for name in names for tongue in LANGUAGES}


def labels(clauses: Iterable[Clause]) -> dict[str, str]:
    """Each clause by one line that no other clause has."""
    seen: Counter[str] = Counter()
    found = {}
    for clause in clauses:
        words = f"{clause.number} {clause.title or ' '.join(clause.body[:24].split())}".strip() or clause.kind.value
        seen[words] += 1
        found[clause.id] = words if seen[words] == 1 else f"{words} ({seen[words]})"
    return found


def choices(name: str, places: Iterable[Named] = ()) -> list[str]:
    """The words to choose from where a cell is a choice."""
    kinds: dict[str, list[str]] = {
        "comment_type": [str(tell(kind)) for kind in CommentType],
        "party": [str(tell(kind)) for kind in Source],
        "home": [*(str(tell(place)) for place in places), say("其他地区")],
    }
    return kinds.get(name, [])


def chosen(name: str, words: str, places: Iterable[Named] = ()) -> str | None:
    """The value behind a word, in either language; None where there is no such word."""
    kinds: dict[str, type[CommentType] | type[Source]] = {"comment_type": CommentType, "party": Source}
    said = words.strip().casefold()
    if name == "home":
        named = {spoken.casefold(): place.code for place in places for spoken in place}
        return named.get(said, "")
    found = {catalogue(tongue)[word_key(kind)].casefold(): kind.value for kind in kinds[name] for tongue in LANGUAGES}
    return (found | {kind.value: kind.value for kind in kinds[name]}).get(said)
