"""What the chair of an agreement hands over: everything of the agreement that stands open today, list by list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.accord.picture import Accord
from workflow.kinds import kinds_of
from workflow.picture.standing import Seat
from workflow.reads.catalogue import visible
from workflow.reads.waiting_list import Line, Listed
from workflow.records.entries import Entry
from workflow.records.notices import RegionNotice
from workflow.records.numbers import Serial
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import ENDED, LIVE, EntryState, Joint, Noun, Number

KIND: Final = "chair_handover"  # what the chair who takes over confirms
ROTATION: Final = "chair.rotation_months"
OPEN: Final = {
    "handover.promises": (Noun.OBLIGATION, (EntryState.OPEN, EntryState.DELIVERED)),
    "handover.meetings": (Noun.MEETING, (EntryState.CALLED,)),
}


@dataclass(frozen=True)
class HandOver:
    """Who has the chair since and until when, for how many months, who is next, and what is handed over."""

    chair: str
    next: str
    months: int
    since: date | None
    until: date | None
    lists: list[Listed]
    confirmed: Entry | None


def told(session: Session, seat: Seat, accord: Accord) -> HandOver:
    """The hand-over as it stands today, and its confirmation once the chair that is due has given one."""
    one, months = accord.agreement, int(accord.terms.days(ROTATION))
    codes = [member.region_code for member in accord.members]
    after = codes[(codes.index(one.chair_region) + 1) % len(codes)]
    since = clock.months_after(one.chair_until, -months) if one.chair_until and months else None
    lists, made = checklist(session, seat, one.id), confirmed(session, one.id, since)
    return HandOver(one.chair_region, after, months, since, one.chair_until, lists, made)


def checklist(session: Session, seat: Seat, agreement_id: int) -> list[Listed]:
    """Projects by state, what waits for an answer, reserved numbers, promises, meetings, receipts that are owed."""
    mine = (Standard.agreement_id == agreement_id, visible(seat))
    found = list(_projects(session, mine))
    found.append(Listed("handover.waiting", list(_waiting(session, mine))))
    found.append(Listed("handover.numbers", list(_numbers(session, mine))))
    found += [Listed(name, list(_entries(session, agreement_id, *asked))) for name, asked in OPEN.items()]
    found.append(Listed("handover.receipts", list(_receipts(session, mine))))
    return found


def _projects(session: Session, mine: Any) -> Iterator[Listed]:
    under_way = [state for state in Joint if state not in ENDED | LIVE]
    rows = list(session.scalars(sa.select(Standard).where(*mine, Standard.state.in_(under_way)).order_by(Standard.id)))
    for state in under_way:
        lines = [Line(one.title_zh, f"/standards/{one.id}") for one in rows if one.state is state]
        if lines:
            yield Listed(f"joint.{state.value}", lines)


def _waiting(session: Session, mine: Any) -> Iterator[Line]:
    query = sa.select(Turn, Standard).join(Standard, Standard.id == Turn.standard_id).where(*mine)
    for turn, standard in session.execute(query.order_by(Turn.due_on.asc().nulls_last(), Turn.id)):
        yield Line(standard.title_zh, f"/standards/{standard.id}", turn.due_on, f"step.{turn.step}")


def _numbers(session: Session, mine: Any) -> Iterator[Line]:
    query = sa.select(Serial, Standard).join(Standard, Standard.id == Serial.standard_id)
    for serial, standard in session.execute(
        query.where(*mine, Serial.state == Number.RESERVED).order_by(Serial.serial)
    ):
        part = f".{serial.part}" if serial.part else ""
        yield Line(f"{serial.serial}{part} {standard.title_zh}", f"/standards/{standard.id}")


def _entries(session: Session, agreement_id: int, noun: Noun, states: tuple[EntryState, ...]) -> Iterator[Line]:
    kinds = [kind.code for kind in kinds_of(noun)]
    mine = (Entry.agreement_id == agreement_id, Entry.kind.in_(kinds), Entry.state.in_(states))
    for one in session.scalars(sa.select(Entry).where(*mine).order_by(Entry.due.asc().nulls_last(), Entry.id)):
        yield Line(one.title, f"/registers/{one.kind}/{one.id}", one.due, one.state)


def _receipts(session: Session, mine: Any) -> Iterator[Line]:
    query = sa.select(RegionNotice, Standard).join(Standard, Standard.id == RegionNotice.standard_id)
    owed = (RegionNotice.owes_receipt, RegionNotice.acknowledged_at.is_(None))
    for notice, standard in session.execute(query.where(*mine, *owed).order_by(RegionNotice.id)):
        yield Line(standard.title_zh, f"/standards/{standard.id}", None, f"step.{notice.step}")


def confirmed(session: Session, agreement_id: int, since: date | None) -> Entry | None:
    """The last confirmation of this agreement's hand-over, from the day on which the chair came to its region."""
    mine = (Entry.agreement_id == agreement_id, Entry.kind == KIND, Entry.state == EntryState.RECORDED)
    found = session.scalars(sa.select(Entry).where(*mine).order_by(Entry.id.desc()).limit(1)).one_or_none()
    is_past = found is not None and since is not None and str(found.fields.get("taken_on", "")) < since.isoformat()
    return None if is_past else found
