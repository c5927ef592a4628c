"""Seats against the installation's log: where the last act on each led it, or how it was laid at the founding.
What persons did from their seats is compared with the projects."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.facts import plain
from workflow.log.checkpoints import PAGE
from workflow.records.deputies import Absence, Deputy, Successor
from workflow.records.events import Event
from workflow.records.people import Appointment
from workflow.replaying.seated import HELD, LAID, NOUN, Cells, Seat

COLUMNS = {"person_id": "person", "region_code": "region", "organ_id": "organ", "role": "role", "since": "since",
           "until": "until"}  # fmt: skip
DEPUTIES = {"holder_id": "holder_seat", "kind": "deputy", "steps": "steps"}


def check_appointments(database: Database, report: Report) -> None:
    """Page by page, after one look at the seats that were laid before there was anybody to appoint."""
    laid, last = _laid(database), 0
    while True:
        with database.read() as session:
            ids = session.scalars(sa.select(Appointment.id).where(Appointment.id > last).order_by(Appointment.id)
                                  .limit(PAGE)).all()  # fmt: skip
            if not ids:
                break
            place = Place("appointments", f"{ids[0]}–{ids[-1]}")
            report.attempt(place, _check_page, session, ids, laid, report)
            last = ids[-1]
    _check_vanished(database, laid, report)


def _laid(database: Database) -> dict[int, Mapping[str, Any]]:
    """The leaves of the founding by the seats that they laid."""
    found: dict[int, Mapping[str, Any]] = {}
    last = 0
    query = sa.select(Event.sequence, Event.leaf).where(Event.noun == "installation", Event.act == LAID)
    while True:
        with database.read() as session:
            page = session.execute(query.where(Event.sequence > last).order_by(Event.sequence).limit(PAGE)).all()
        if not page:
            return found
        for _, raw in page:
            leaf = told(raw)
            if leaf is not None and isinstance(leaf["facts"].get("appointment"), int):
                found[leaf["facts"]["appointment"]] = leaf
        last = page[-1][0]


def _check_page(session: Session, ids: Sequence[int], laid: Mapping[int, Any], report: Report) -> None:
    """Seats as their events tell them, then as they stand. A founding that recorded no seat vouches for none."""
    seats = {each: Seat.laid(laid[each]) for each in ids if each in laid}
    acts = sa.select(Event.object_id, Event.leaf).where(Event.noun == NOUN, Event.object_id.between(ids[0], ids[-1]))
    acts = acts.order_by(Event.object_id, Event.sequence).execution_options(yield_per=1_000)
    for each, raw in session.execute(acts):
        leaf = told(raw)
        if leaf is not None:
            seat = seats.setdefault(each, Seat.proposed(leaf))
            report.attempt(Place("appointments", str(each)), seat.follow, leaf)
    rows = sa.select(Appointment).where(Appointment.id.between(ids[0], ids[-1])).order_by(Appointment.id)
    _check_deputies(session, ids, seats, report)
    for row in session.scalars(rows):
        if row.id in seats or laid or row.proposed_by is not None:
            report.attempt(Place("appointments", str(row.id)), _check_seat, row, seats.get(row.id), report)


def _check_seat(row: Appointment, seat: Seat | None, report: Report) -> None:
    place = Place("appointments", str(row.id))
    report.counts["seats"] += 1
    if seat is None:
        report.add(place, Discrepancy.UNRECORDED)
        return
    for column, name in COLUMNS.items():
        report.compare(place, column, stands=plain(getattr(row, column)), recorded=seat.told.get(name))
    ended, confirmed = row.ended_at is not None, row.confirmed_at is not None
    report.compare(place, "ended_at", stands=ended, recorded=seat.state == "ended")
    if not ended:
        report.compare(place, "confirmed_at", stands=confirmed, recorded=seat.state == "confirmed")
    for column, recorded in seat.hours.items():
        report.compare(place, column, stands=hour(getattr(row, column)), recorded=recorded)
    report.compare(place, "proposed_by", stands=row.proposed_by, recorded=seat.proposed_by)
    report.compare(place, "confirmed_by", stands=row.confirmed_by, recorded=seat.confirmed_by)


def _check_deputies(session: Session, ids: Sequence[int], seats: Mapping[int, Seat], report: Report) -> None:
    """For whom and in which acts each lent seat stands, who took over from an ended one, and who is away when."""
    lent = {row.seat_id: row for row in session.scalars(sa.select(Deputy).where(Deputy.seat_id.in_(ids)))}
    heirs = {row.seat_id: row for row in session.scalars(sa.select(Successor).where(Successor.seat_id.in_(ids)))}
    for each, seat in seats.items():
        row, told = lent.get(each), seat.lent or {}
        for column, name in DEPUTIES.items():
            place = Place("deputies", str(each))
            report.compare(place, column, stands=plain(getattr(row, column, None)), recorded=told.get(name))
        _compare(Place("successors", str(each)), heirs.get(each), seat.heir, report)
    noted = {absence: cells for seat in seats.values() for absence, cells in seat.away.items()}
    _check_absences(session, ids, noted, report)


def _check_absences(session: Session, ids: Sequence[int], noted: Mapping[int, Cells], report: Report) -> None:
    away = {row.id: row for row in session.scalars(sa.select(Absence).where(Absence.seat_id.in_(ids)))}
    for each in sorted(noted.keys() | away.keys()):
        _compare(Place("absences", str(each)), away.get(each), noted.get(each), report)


def _compare(place: Place, row: Absence | Successor | None, cells: Cells | None, report: Report) -> None:
    """A row beside what the record says of it."""
    if row is None or cells is None:
        if row is not None or cells is not None:
            report.add(place, Discrepancy.VANISHED if row is None else Discrepancy.UNRECORDED)
        return
    for column, recorded in cells.items():
        value = getattr(row, column)
        if recorded != HELD:
            stands = hour(value) if isinstance(value, datetime) else plain(value)
            report.compare(place, column, stands=stands, recorded=recorded)


def _check_vanished(database: Database, laid: Mapping[int, Any], report: Report) -> None:
    gone = sa.select(Event.object_id).distinct().where(Event.noun == NOUN)
    gone = gone.where(~sa.exists().where(Appointment.id == Event.object_id)).limit(PAGE)
    with database.read() as session:
        lost = set(session.scalars(gone))
        for start in range(0, len(ids := sorted(laid)), 500):
            part = ids[start : start + 500]
            lost |= set(part) - set(session.scalars(sa.select(Appointment.id).where(Appointment.id.in_(part))))
    for each in sorted(lost):
        report.add(Place("appointments", str(each)), Discrepancy.VANISHED)
