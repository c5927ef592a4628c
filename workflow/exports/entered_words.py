"""Where the personal words of an entry stand: what its openings say, held against every cell that repeats them. The
words of an opening that was erased stand nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Record
from workflow.entering.telling import OF_NOUN, WORDS
from workflow.kinds import Kind, all_kinds
from workflow.records.entries import Entry, EntryTurn, EntryVoice
from workflow.records.events import Event
from workflow.replaying.kept import SPEAKS
from workflow.replaying.stored import leaves_of

NOUN: Final = "entry"
SAID: Final = ("conditions", "exceptions", "reason")
Leaf = Mapping[str, Any]
Told = tuple[Leaf, Mapping[str, str]]


class Cell(NamedTuple):
    """One place: a column of a row, or a field in a column that holds several; by which turn's words it stands so."""

    row: Record
    column: str
    field: str | None
    turn: int
    name: str
    wanted: str

    @property
    def stands(self) -> str:
        """What stands there, in words."""
        value = getattr(self.row, self.column) if self.field is None else _fields(self).get(self.field)
        return "" if value is None else str(value)


def cells_of(session: Session, event: Event, name: str) -> Iterator[Cell]:
    """Every place to which the words of this name in this event were written, whether they still stand or not."""
    entry = session.get(Entry, event.object_id)
    if event.noun == NOUN and entry is not None:
        mine = written(session, entry, list(leaves_of(session, event.object_id, NOUN)))
        yield from (cell for cell in mine if (cell.turn, cell.name) == (event.sequence, name))


def blank(session: Session, event: Event, name: str) -> Iterator[str]:
    """Empty them; gives the columns that were emptied."""
    for cell in list(cells_of(session, event, name)):
        _empty(cell)
        yield f"{cell.row.__tablename__}.{cell.column}"
    session.flush()


def written(session: Session, entry: Entry, told: Sequence[Told]) -> Iterator[Cell]:
    """Every personal cell of an entry, with what the openings of its events say of it."""
    kind = all_kinds().get(entry.kind)
    turns = session.scalars(sa.select(EntryTurn).where(EntryTurn.entry_id == entry.id).order_by(EntryTurn.number))
    stand = {turn.number: turn for turn in turns}
    latest: dict[str, tuple[int, str]] = {}
    for number, (leaf, opened) in enumerate(told, 1):
        latest |= {name: (number, opened.get(name, "")) for name in _held(kind, leaf)}
        turn = stand.get(number)
        if turn is None:
            continue
        name = next((name for name in WORDS if name in leaf["commit"]), None)
        yield Cell(turn, "words", None, number, name or "", opened.get(name or "", ""))
        for field, (since, words) in latest.items():
            yield Cell(turn, "view", field, since, field, words)
    for field, (since, words) in latest.items():
        yield Cell(entry, "fields", field, since, field, words)
    yield from _voices(session, entry.id, told)


def _held(kind: Kind | None, leaf: Leaf) -> list[str]:
    """The fields of the kind that an act told behind commitments."""
    names = (*(field.name for field in kind.fields if field.is_personal), *OF_NOUN) if kind else ()
    return [name for name in names if name in leaf["commit"]]


def _voices(session: Session, entry_id: int, told: Sequence[Told]) -> Iterator[Cell]:
    for voice in session.scalars(sa.select(EntryVoice).where(EntryVoice.entry_id == entry_id)):
        leaf, opened = told[voice.number - 1] if voice.number <= len(told) else ({}, {})
        if leaf.get("act") in SPEAKS:
            yield from (Cell(voice, name, None, voice.number, name, opened.get(name, "")) for name in SAID)


def _fields(cell: Cell) -> dict[str, Any]:
    held = getattr(cell.row, cell.column)
    found: dict[str, Any] = held["fields"] if cell.column == "view" else held
    return found


def _empty(cell: Cell) -> None:
    if cell.field is None:
        setattr(cell.row, cell.column, "")
        return
    fields = {**_fields(cell), cell.field: ""}
    held = getattr(cell.row, cell.column)
    setattr(cell.row, cell.column, {**held, "fields": fields} if cell.column == "view" else fields)
