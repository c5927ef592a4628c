"""An installation's own database as the source of a replay: leaves and openings by standard, texts, its groups."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.records.events import Event, Log, Opening
from workflow.records.numbers import Serial
from workflow.records.texts import Version
from workflow.replaying.group import OF_THE_GROUP, Groups
from workflow.replaying.kindred import Kindred, place_of
from workflow.replaying.leaf import told
from workflow.replaying.replay import Replay
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.tables import Tables
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NotTold
from workflow.text.clauses import Text, text_hash

Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
NOUN: Final = "standard"
PAGE: Final = 1_000


def _moves_kin(row: Row) -> bool:
    """Whether the act shows on other standards: where it stands, and its number."""
    is_serial = row.scope is Scope.NUMBER or any(move.what == "serials" for move in row.moves)
    return is_serial or (row.scope is Scope.JOINT and (row.target is not None or not row.source))


FELT_BY_KIN: Final = [row.name for row in ROWS.values() if _moves_kin(row)]


class Stored:
    """What is read once for all standards, and then standard by standard."""

    def __init__(self, session: Session) -> None:
        self.groups = Groups(told_where(session, Event.noun.in_(OF_THE_GROUP)))
        self.kindred = Kindred()
        for _, _, leaf in told_where(session, Event.noun == NOUN, Event.act.in_(FELT_BY_KIN)):
            self.kindred.follow(leaf)
        revisions = [each for some in self.kindred.revisions.values() for each in some]
        for each in revisions:
            del self.kindred.shown[each]
        self.kindred.revisions.clear()
        for _, _, leaf in told_where(session, Event.noun == NOUN, Event.object_id.in_(revisions)):
            self.kindred.follow(leaf)
        self.tables: dict[int, Tables] = {}

    def verdicts(self, session: Session, standard_id: int, agreement_id: int) -> Iterator[Verdict]:
        """Each act of one standard judged, oldest first."""
        yield from self.replay(session, standard_id, agreement_id).verdicts(leaves_of(session, standard_id))

    def replay(self, session: Session, standard_id: int, agreement_id: int) -> Replay:
        """One standard that waits for its first leaf."""
        if agreement_id not in self.tables:
            self.tables[agreement_id] = Tables(session, agreement_id)
        return Replay(
            Book(standard_id),
            lambda hour: self.tables[agreement_id].beside(self.groups, hour),
            self.kindred.before,
            lambda version: _text(session, version),
            lambda predecessor, leaf: _inherited(session, predecessor, leaf),
        )


def leaves_of(session: Session, object_id: int, noun: str = NOUN) -> Iterator[tuple[Leaf, Opened]]:
    """The leaves of one standard, or of something else, with the openings that are still there, a page at a time."""
    last = 0
    while True:
        mine = (Event.noun == noun, Event.object_id == object_id, Event.sequence > last)
        columns = (Event.log_id, Event.index.label("place"), Event.sequence, Event.leaf)
        query = sa.select(*columns).where(*mine).order_by(Event.sequence).limit(PAGE)
        page = session.execute(query).all()
        if not page:
            return
        last = page[-1].sequence
        opened = _openings(session, [*mine, Event.sequence <= last])
        for row in page:
            leaf = told(row.leaf)
            if leaf is not None:
                yield leaf, opened.get((row.log_id, row.place), {})


def _openings(session: Session, mine: list[Any]) -> dict[tuple[int, int], dict[str, str]]:
    is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
    query = sa.select(Opening.log_id, Opening.index, Opening.field, Opening.value).join(Event, is_its).where(*mine)
    found: dict[tuple[int, int], dict[str, str]] = {}
    for log_id, index, name, value in session.execute(query):
        words = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        found.setdefault((log_id, index), {})[name] = words
    return found


def told_where(session: Session, *where: Any) -> Iterator[tuple[str, int, Leaf]]:
    query = sa.select(Event.leaf).where(*where).order_by(Event.at, Event.log_id, Event.index)
    for raw in session.scalars(query.execution_options(yield_per=PAGE)):
        leaf = told(raw)
        if leaf is not None:
            yield leaf["log"], leaf["idx"], leaf


def opened_where(session: Session, *where: Any) -> dict[tuple[str, int], dict[str, str]]:
    """The openings that are still there, by the origin and the index of their leaves."""
    origins = {row.id: row.origin for row in session.execute(sa.select(Log.id, Log.origin))}
    found = _openings(session, list(where))
    return {(origins[log_id], index): fields for (log_id, index), fields in found.items()}


def _text(session: Session, version_id: int) -> Text:
    """The words of a version; other words than those whose hash it bears are none."""
    version = session.get(Version, version_id)
    text = manuscript.load(session, version) if version is not None else None
    if version is None or text is None or text_hash(text) != version.text_hash:
        raise NotTold("texts")
    return text


def _inherited(session: Session, predecessor: int, born: Leaf) -> list[Cells]:
    """The serials of the lineage as they stood when a revision was born."""
    book = Book(predecessor)
    for leaf, opened in leaves_of(session, predecessor):
        if place_of(leaf) >= place_of(born):
            break
        if leaf["act"] in ROWS:
            retell(book, Act(leaf, ROWS[leaf["act"]], opened))
        if leaf["seq"] == 1 and leaf["facts"].get("predecessor") is not None:
            book.rows[Serial] = _inherited(session, leaf["facts"]["predecessor"], leaf)
    return [dict(cells) for cells in book.of(Serial)]
