"""The life of each object as the log tells it: gapless, each step from where the last one led, along the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Record
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.replay import Leaf, faults
from workflow.process.standard import ROWS
from workflow.records.agreements import RuleSet
from workflow.records.events import Event, Opening
from workflow.records.people import Appointment
from workflow.records.standards import Standard
from workflow.replaying.retelling import Act, Book, retell
from workflow.vocabulary import SeatRole

R = TypeVar("R", bound=Record)
Opened = dict[tuple[int, int], dict[str, str]]
STANDARD = "standard"
PAGE: Final = 1_000  # leaves held at once


@dataclass
class Life:
    """What the record says of one object after its last event."""

    object_id: int
    sequence: int = 0
    last: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    logs: set[int] = field(default_factory=set)
    released: Leaf | None = None
    book: Book = field(default_factory=lambda: Book(0))
    panel: int | None = None  # of the last act that named one

    def follow(self, log_id: int, leaf: Leaf, report: Report) -> None:
        """Take the next leaf, after its number and its beginning were compared with the last one."""
        place = Place("events", f"{log_id}/{leaf['idx']}", "leaf")
        if leaf["seq"] != self.sequence + 1:
            report.add(place, Discrepancy.SEQUENCE, obj=leaf["obj"], found=leaf["seq"], wanted=self.sequence + 1)
        elif leaf["from"] != self.last:
            parts = ", ".join(sorted(_odd(leaf["from"], self.last)))
            report.add(place, Discrepancy.CHAIN, obj=leaf["obj"], sequence=leaf["seq"], parts=parts)
        self.sequence, self.last, self.at = leaf["seq"], leaf["to"], leaf["ts"]
        self.logs.add(log_id)

    def judge(self, log_id: int, leaf: Leaf, report: Report) -> None:
        """Hold the leaf against its row, and keep what the tables must show."""
        place = Place("events", f"{log_id}/{leaf['idx']}", "leaf")
        row = ROWS.get(leaf["act"])
        if row is None:
            report.add(place, Discrepancy.ACT, act=leaf["act"])
            return
        for what, facts in faults(row, leaf):
            report.add(place, what, **facts)
        self.released = leaf if isinstance(leaf["facts"].get("numbers"), list) else self.released
        self.panel = leaf["facts"].get("panel", self.panel)


def lives_of(session: Session, ids: list[int], report: Report) -> dict[int, Life]:
    """The lives of these standards; their events stream by."""
    groups = sa.select(Standard.agreement_id).where(Standard.id.in_(ids))
    terms = sa.select(RuleSet.id, RuleSet.terms).where(RuleSet.agreement_id.in_(groups))
    rules: dict[int, Any] = {each: figures for each, figures in session.execute(terms)}
    applicants = sa.select(Appointment.id, Appointment.organ_id).where(Appointment.role == SeatRole.APPLICANT)
    organs: dict[int, int] = {seat: organ for seat, organ in session.execute(applicants)}
    lives = {each: Life(each, book=Book(each, rules, organs)) for each in ids}
    opened = openings_of(session, ids)
    query = sa.select(Event.log_id, Event.leaf).where(Event.noun == STANDARD, Event.object_id.in_(ids))
    query = query.order_by(Event.object_id, Event.sequence).execution_options(yield_per=PAGE)
    for log_id, raw in session.execute(query):
        leaf = told(raw)
        life = lives.get(int(leaf["obj"].rpartition("/")[2])) if leaf is not None else None
        if leaf is None or life is None:
            continue  # named when the leaves were hashed
        place = Place("events", f"{log_id}/{leaf['idx']}", "leaf")
        report.attempt(place, life.follow, log_id, leaf, report)
        report.attempt(place, life.judge, log_id, leaf, report)
        row = ROWS.get(leaf["act"])
        if row is not None:
            report.attempt(place, retell, life.book, Act(leaf, row, opened.pop((log_id, leaf["idx"]), {})))
        report.counts["replayed"] += 1
    return lives


def openings_of(session: Session, ids: list[int]) -> Opened:
    """The openings of these standards that are still there, by log and leaf."""
    query = (
        sa.select(Opening.log_id, Opening.index, Opening.field, Opening.value)
        .join(Event, sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index))
        .where(Event.noun == STANDARD, Event.object_id.in_(ids))
    )
    found: Opened = {}
    for log_id, index, name, value in session.execute(query):
        words = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        found.setdefault((log_id, index), {})[name] = words
    return found


def rows_of(session: Session, record: type[R], lives: Mapping[int, Life]) -> Sequence[R]:
    """The rows of these standards in one table, in the order of their key."""
    mine = record.standard_id.in_(lives)  # type: ignore[attr-defined]
    return session.scalars(sa.select(record).where(mine).order_by(*sa.inspect(record).primary_key)).all()


def check_others(database: Database, report: Report) -> None:
    """Objects that no process table governs (people, appointments, exports …): their steps follow one another."""
    life, subject = Life(0), ""
    for log_id, leaf in _others(database):
        if leaf["obj"] != subject:
            life, subject = Life(0), leaf["obj"]
        report.attempt(Place("events", f"{log_id}/{leaf['idx']}", "leaf"), life.follow, log_id, leaf, report)
        report.counts["replayed"] += 1


def _others(database: Database) -> Iterator[tuple[int, Leaf]]:
    key = (Event.noun, Event.object_id, Event.sequence)
    query = sa.select(*key, Event.log_id, Event.leaf).where(Event.noun != STANDARD)
    last: tuple[Any, ...] = ("", 0, 0)
    while True:
        with database.read() as session:
            rows = session.execute(query.where(sa.tuple_(*key) > last).order_by(*key).limit(PAGE)).all()
        if not rows:
            return
        for row in rows:
            leaf = told(row[4])
            if leaf is not None:
                yield row[3], leaf
        last = tuple(rows[-1][:3])


def _odd(stands: Mapping[str, Any], recorded: Mapping[str, Any]) -> Iterator[str]:
    return (name for name in stands.keys() | recorded.keys() if stands.get(name) != recorded.get(name))
