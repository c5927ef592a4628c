"""A filled form as who comments and what is said, row by row: nothing is lost, each fault has row, column and cure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final

from workflow.comment_forms import documents, sheets
from workflow.comment_forms.shape import (
    COLUMNS,
    FORMULA,
    MARK,
    BadForm,
    Blank,
    Fault,
    Filled,
    Row,
    chosen,
    known,
    labels,
)
from workflow.commenting.baskets import DETAILS
from workflow.text.heard import heard, squeezed
from workflow.text.numbering import numbering
from workflow.words import say

BYTES: Final = 5 * 1024 * 1024
LONGEST: Final = 4_000
READERS: Final = {".xlsx": sheets.rows, ".docx": documents.rows}


@dataclass(frozen=True)
class Form:
    """All that a file says: who comments, and the rows that say something, sound or not."""

    details: dict[str, str]
    rows: tuple[Filled, ...]

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]


def read(blank: Blank, data: bytes, name: str) -> Form:
    """The form of this consultation; raises BadForm where the file is none."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadForm("form.type")
    if len(data) > BYTES:
        raise BadForm("form.size", most=BYTES // 1024**2)
    rows = [row for row in reader(data) if any(row[1])]
    at, places = _heading(rows)
    _same(blank, rows[:at])
    return Form(_details(blank, rows[:at]), tuple(_filled(blank, rows[at + 1 :], places)))


def _heading(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    """Which row names the columns, and where each of them is."""
    names = known(COLUMNS)
    for at, (_, cells) in enumerate(rows):
        found = {names[cell.casefold()]: n for n, cell in reversed(list(enumerate(cells))) if cell.casefold() in names}
        if {"clause", "opinion"} <= found.keys():
            lacking = [say(f"ask.{name}") for name in COLUMNS if name not in found]
            if lacking:
                raise BadForm("form.lacking", names=lacking)
            return at, found
    raise BadForm("form.heading", names=[say("ask.clause"), say("ask.opinion")])


def _same(blank: Blank, rows: Sequence[Row]) -> None:
    marks = [cell.strip() for _, cells in rows for cell in cells if cell.strip().startswith(f"{MARK}-")]
    if marks != [blank.mark]:
        raise BadForm("form.other", mark=blank.mark)


def _details(blank: Blank, rows: Sequence[Row]) -> dict[str, str]:
    """Who comments, as far as the form says it; a word that is no choice is asked again on the page."""
    names, told = known(DETAILS), dict[str, str]()
    for _, cells in rows:
        for label, value in pairwise(cells):
            name = names.get(label.strip().rstrip("：:").casefold())
            if name is not None and value.strip():
                is_choice = name in ("party", "home")
                told[name] = (chosen(name, value, blank.places) or "") if is_choice else value.strip()
    return told


def _filled(blank: Blank, rows: Sequence[Row], places: dict[str, int]) -> Iterator[Filled]:
    """The rows that say more than which clause they are about."""
    clauses = _Clauses(blank)
    for number, cells in rows:
        given = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        if any(words for name, words in given.items() if name not in ("clause", "comment_type")):
            yield clauses.judged(number, given)


class _Clauses:
    """The clauses of the text by what a form calls them."""

    def __init__(self, blank: Blank) -> None:
        self.text, self.numbers = blank.text, numbering(blank.text.clauses)
        named = labels(blank.text.clauses)
        self.by_label = {squeezed(words): id_ for id_, words in named.items()}
        self.by_number = {clause.number: clause.id for clause in blank.text.clauses if clause.number}

    def judged(self, number: int, given: dict[str, str]) -> Filled:
        """A row with its clause and its type as values; what cannot be read stays as it was written."""
        faults: list[tuple[str, str, dict[str, Any]]] = []
        for name in (name for name, words in given.items() if words.startswith(FORMULA)):
            given[name] = given[name].removeprefix(FORMULA)
            faults.append((name, "form.formula", {}))
        clause = self.by_label.get(squeezed(given["clause"])) or self.by_number.get(
            (given["clause"].split() or [""])[0]
        )
        if clause is None:
            faults.append(("clause", "form.clause" if given["clause"] else "form.empty", {"words": given["clause"]}))
        elif given["quote"] and not self._says(clause, given["quote"]):
            faults.append(("quote", "form.quote", {"words": given["quote"][:40]}))
        kind = chosen("comment_type", given["comment_type"]) if given["comment_type"] else "general"
        if kind is None:
            faults.append(("comment_type", "form.choice", {"words": given["comment_type"]}))
        faults += [(name, "form.empty", {"words": ""}) for name in ("opinion", "reason") if not given[name]]
        long = (name for name in ("opinion", "proposal", "reason") if len(given[name]) > LONGEST)
        faults += [(name, "form.long", {"n": len(given[name]), "most": LONGEST}) for name in long]
        said = given | {"clause": clause or given["clause"], "comment_type": kind or given["comment_type"]}
        told = tuple(Fault(number, say(f"ask.{name}"), key, facts) for name, key, facts in faults)
        return Filled(number, said, told)

    def _says(self, clause: str, quote: str) -> bool:
        found = heard(self.text.by_id[clause], lambda to: self.numbers.printed(to, clause))
        return squeezed(quote) in found.words
