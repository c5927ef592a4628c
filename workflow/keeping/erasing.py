"""The door of erasure: one administrator asks, another decides, the log tells both, and then the value is gone: its
opening, every row that repeats it, and, by the ledger beside the database, every older backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database
from workflow.engine import wake
from workflow.keeping import blanking, ledger, nameless
from workflow.keeping.blanking import Target
from workflow.kinds import all_kinds
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.events import SECRET, Event, Log, Opening
from workflow.records.keeping import Erasure, LegalHold
from workflow.seats.seating import refuse
from workflow.settings import Settings
from workflow.storage.shelf import Shelf
from workflow.vocabulary import ErasureGround, SeatRole

DENIED: Final = "42501"  # PostgreSQL: insufficient privilege
PATIENCE: Final = 60  # seconds that a new file waits for whoever is writing
NOUN: Final = "erasure"
ASKS, DECIDES = SeatRole.SECADMIN, SeatRole.AUDADMIN
# What names a person. All else are words of official acts, which only an order takes out of the files.
OF_A_PERSON: Final = frozenset({"name", "contact", "organisation", "username", "persons"}).union(
    field.name for kind in all_kinds().values() for field in kind.fields if field.is_personal and field.type != "prose"
)


@dataclass(frozen=True)
class Wanted:
    """What is to be erased, why, and by which document."""

    target: Target
    ground: ErasureGround
    document: str


def ask(database: Database, seat: Seat, wanted: Wanted, *, at: datetime) -> int:
    """Ask for an erasure; gives its number. Nothing is erased before a second person agrees."""
    with database.write(at) as work:
        event = _event(work.session, seat, wanted.target, ASKS)
        refuse(list(against(work.session, event, wanted.target, wanted.ground, today=day_of(at))))
        made = work.insert(
            Erasure, **asdict(wanted.target), ground=wanted.ground, document=wanted.document, asked_by=seat.person_id,
            asked_at=at, decided_by=None, decided_at=None, is_done=None,
        )  # fmt: skip
        facts = {**_told(work.session, wanted.target), "ground": wanted.ground.value, "document": wanted.document}
        place, after = _agreement(work.session, event), {"state": "asked"}
        record(work, NOUN, made, "ask_erasure", seat, agreement_id=place, after=after, facts=facts)
    return made


def decide(database: Database, settings: Settings, seat: Seat, erasure_id: int, *, yes: bool, at: datetime) -> None:
    """Agree, and the value is gone; or refuse, and it stays. Never the person who asked."""
    with _where_it_may(), database.write(at) as work:
        session = work.session
        asked = session.get(Erasure, erasure_id, with_for_update=True)
        if asked is None:
            raise NotThere
        target = Target(asked.log_id, asked.index, asked.field)
        event = _event(session, seat, target, DECIDES)
        still = against(session, event, target, asked.ground, today=day_of(at), besides=erasure_id) if yes else ()
        refuse([*_against_deciding(seat, asked), *still])
        facts = _told(session, target)
        if yes:
            facts |= _erase(session, event, target)
        done = {"decided_by": seat.person_id, "decided_at": at, "is_done": yes}
        work.guarded(Erasure, Erasure.id == erasure_id, Erasure.is_done.is_(None), **done)
        step, state = ("erase", "done") if yes else ("refuse_erasure", "refused")
        place, before, after = _agreement(session, event), {"state": "asked"}, {"state": state}
        record(work, NOUN, erasure_id, step, seat, agreement_id=place, before=before, after=after, facts=facts)
    if yes:
        note_down(database, settings)
        Shelf(settings.var_path).forget()  # files that were made for somebody may hold it
        sweep(database)
        if event.noun == "standard":
            wake(database, event.object_id, at)  # what lists tell is drawn anew of the rows


@contextmanager
def _where_it_may() -> Iterator[None]:
    """By the operator's roles of PostgreSQL only one process of several may take anything out."""
    try:
        yield
    except ProgrammingError as denied:
        if getattr(denied.orig, "sqlstate", None) != DENIED:
            raise
        raise Refused([Reason("erasure_elsewhere", {}, cure=None)]) from denied


def _erase(session: Session, event: Event, target: Target) -> dict[str, Any]:
    value = blanking.value_of(session, target)
    assert value is not None
    emptied = blanking.blank(session, event, target, value)
    session.execute(sa.delete(Opening).where(*_is(target)))
    return {"emptied": sorted(set(emptied))}


def sweep(database: Database) -> None:
    """SQLite writes its file anew: pages that were freed may still hold what stood on them. PostgreSQL does it by
    `VACUUM`, which the operator's guide asks for."""
    if database.is_sqlite:
        with closing(sqlite3.connect(str(database.url.database), timeout=PATIENCE, isolation_level=None)) as own:
            own.execute("VACUUM")


def note_down(database: Database, settings: Settings) -> None:
    """Bring the ledger beside the database up to what the log tells."""
    done = sa.select(Log.origin, Erasure.index, Erasure.field).join(Log, Log.id == Erasure.log_id)
    with database.read() as session:
        entries = [ledger.Entry(*row) for row in session.execute(done.where(Erasure.is_done.is_(True)))]
    ledger.add(settings, entries)


def erase_again(session: Session, settings: Settings) -> int:
    """After a restore: whatever the ledger lists is taken out once more; gives how many values were there."""
    logs = {origin: log_id for log_id, origin in session.execute(sa.select(Log.id, Log.origin))}
    n = 0
    for entry in ledger.read(settings):
        target = Target(logs.get(entry.log, 0), entry.index, entry.field)
        event = session.get(Event, (target.log_id, target.index))
        if event is not None and blanking.value_of(session, target) is not None:
            _erase(session, event, target)
            n += 1
    return n


def against(
    session: Session, event: Event, target: Target, ground: ErasureGround, *, today: date, besides: int = 0
) -> Iterator[Reason]:
    """Every reason why this value may not be erased now."""
    if target.field in SECRET or session.get(Opening, target.key) is None:
        yield Reason("erasure_nothing", {"field": f"ask.{target.field}"})
    if target.field not in OF_A_PERSON and ground is not ErasureGround.ORDER:
        yield Reason("erasure_official", {}, "《档案法》；《个人信息保护法》第四十七条")
    held = sa.select(LegalHold).where(LegalHold.standard_id == event.object_id, LegalHold.lifted_at.is_(None))
    found = session.scalars(held).first() if event.noun == "standard" else None
    if found is not None:
        yield Reason("erasure_held", {"document": found.document})
    same = (Erasure.log_id == target.log_id, Erasure.index == target.index, Erasure.field == target.field)
    if session.scalar(sa.select(Erasure.id).where(*same, Erasure.is_done.is_(None), Erasure.id != besides)):
        yield Reason("erasure_waits", {})
    yield from nameless.against(session, event, target.field, today)


def _against_deciding(seat: Seat, asked: Erasure) -> Iterator[Reason]:
    if asked.is_done is not None:
        yield Reason("erasure_decided", {})
    if asked.asked_by == seat.person_id:
        yield Reason("erasure_second", {})


def _event(session: Session, seat: Seat, target: Target, role: SeatRole) -> Event:
    """The event of a target, for an administrator of its region or of the whole installation."""
    event = session.get(Event, (target.log_id, target.index))
    if event is None or seat.role is not role or seat.region not in (None, event.region_code):
        raise NotThere
    return event


def _agreement(session: Session, event: Event) -> int | None:
    return session.get_one(Log, event.log_id).agreement_id


def _is(target: Target) -> tuple[sa.ColumnElement[bool], ...]:
    return (Opening.log_id == target.log_id, Opening.index == target.index, Opening.field == target.field)


def _told(session: Session, target: Target) -> dict[str, Any]:
    return {
        "log": session.get_one(Log, target.log_id).origin,
        "index": target.index,
        "field": target.field,
    }
