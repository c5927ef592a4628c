"""The rows of a file as forms of entries would send them: columns by their names, chosen things by name or code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from workflow import entering
from workflow.accord.entered import Entered
from workflow.importing import entry_columns
from workflow.importing.plan import day
from workflow.importing.reading import BadTable, Limits, Line, rows_of
from workflow.kinds import LONG, Kind
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.process.row import Ask, AskType, Row
from workflow.words import LANGUAGES, speaking, tell

MOST: Final = 1_000  # rows of one file: each is an event of its own
# A list that was taken away comes back with all that it tells.
WIDE: Final = Limits(columns=60, cell=max(LONG.values()), has_lines=True)
SEVERAL: Final = re.compile("[;；、]")  # what stands between several in one cell


@dataclass(frozen=True)
class Target:
    """Where the rows of a file go: entries of a kind in an agreement, entered from a seat at an hour."""

    agreement_id: int
    kind: Kind
    seat: Seat
    at: datetime
    step: str

    @property
    def row(self) -> Row:
        return entering.row_of(self.step, self.kind, begins=True)

    @property
    def asks(self) -> list[Ask]:
        """The columns that a file may have."""
        return [ask for ask in self.row.asks if ask.type is not AskType.FILE]

    def seen(self, session: Session) -> Entered:
        found = Entered.beginning(session, self.agreement_id, self.kind)
        if found is None:
            raise NotThere
        return found

    def may(self, session: Session) -> bool:
        """Whether the seat may begin such entries at all."""
        return any(
            offer.is_open and offer.row.name == self.step
            for offer in entering.beginnings(self.seen(session), self.seat, self.at)
        )


def read(target: Target, data: bytes, name: str) -> list[Line]:
    """The lines of a file whose heading names columns in either language, at least those that must be there. Raises
    BadTable.
    """
    heading, lines = rows_of(data, name, WIDE)
    if len(lines) > MOST:
        raise BadTable("table.rows", most=MOST)
    places = _named(target, heading)
    return [
        Line(number, {key: row[place] for key, place in places.items() if place < len(row)}) for number, row in lines
    ]


def _named(target: Target, heading: list[str]) -> dict[str, int]:
    asked = {called.casefold(): ask.name for ask in target.asks for called in _called(ask)}
    told = entry_columns.called(target.kind)
    found: dict[str, int] = {}
    for place, name in enumerate(heading):
        called = name.strip().casefold()
        key = asked.get(called) or told.get(called)
        if name and (key is None or (key in found and called not in told)):
            raise BadTable("table.column", name=name)
        if key is not None:
            found.setdefault(key, place)
    lacking = [ask.label for ask in target.asks if ask.required and ask.name not in found]
    if lacking:
        raise BadTable("table.lacking", names=lacking)
    return found


def _called(ask: Ask) -> set[str]:
    names = {ask.name}
    for tongue in LANGUAGES:
        with speaking(tongue):
            names.add(ask.label)
    return names


def raw_of(target: Target, line: Line, places: Mapping[str, str]) -> dict[str, Any]:
    """The row as a form would send it: chosen things and regions by name or code, days as people write them."""
    raw: dict[str, Any] = {}
    for ask in target.asks:
        words = line[ask.name].strip()
        words = words if ask.type is AskType.LONGTEXT else words.replace("\n", " ")
        if not words:
            continue
        found = day(line, ask.name, {}, required=False) if ask.type is AskType.DATE else None
        if found is not None:
            raw[ask.name] = found.isoformat()
        elif ask.many:
            raw[ask.name] = [_spelled(ask, part.strip(), places) for part in SEVERAL.split(words) if part.strip()]
        else:
            raw[ask.name] = _spelled(ask, words, places)
    return raw


def _spelled(ask: Ask, words: str, places: Mapping[str, str]) -> str:
    if ask.type is AskType.REGION:
        return places.get(words, places.get(words.casefold(), words))
    if ask.words is None or ask.choices is None or ask.name in ("standard", "parent"):
        return words
    named = {called: choice.value for choice in ask.choices(_NOBODY) for called in _names(choice.label)}
    return str(named.get(words.casefold(), words))


_NOBODY: Any = None  # choices of a kind's own fields are the same for everybody


def _names(label: Any) -> set[str]:
    found = set()
    for tongue in LANGUAGES:
        with speaking(tongue):
            found.add(str(tell(label)).casefold())
    return found
